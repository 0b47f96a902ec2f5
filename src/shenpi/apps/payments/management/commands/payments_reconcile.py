"""`shenpi payments reconcile`: ask the platform about orders without an answer, or about all of a day."""

import argparse
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from shenpi.apps.payments import carrying, queries


class Command(BaseCommand):
    help = "与支付平台对账 / ask the platform about orders and compare the amounts"
    requires_system_checks = ()  # pages need not be read for this

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        words = "对这一天的全部订单，不写为没有答复的订单 / all orders of a day; none means those without an answer"
        parser.add_argument("--day", type=date.fromisoformat, help=words)

    def handle(self, *args: Any, day: date | None, **options: Any) -> None:
        if not queries.offered():
            raise CommandError(_("没有配置支付平台（SHENPI_PAYMENT_PLATFORM）。"))
        found = carrying.reconcile(day)
        wrong = [(order, words) for order, words in found if words]
        self.stdout.write(
            _("已对账 %(count)d 个订单，%(wrong)d 个有问题") % {"count": len(found), "wrong": len(wrong)}
        )
        for order, words in wrong:
            self.stdout.write(f"{order.pk} {order}: {words}")
        if wrong:
            raise CommandError(_("对账有差异，请核对。"))
