"""`shenpi notices retry`: try stuck and failed messages again."""

import argparse
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from shenpi.apps.notices import acts


class Command(BaseCommand):
    help = "重发失败和积压的消息 / try failed and stuck messages again"
    requires_system_checks = ()  # pages need not be read for this

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("ids", nargs="*", type=UUID, help="消息标识，不写为全部 / ids; none means all")

    def handle(self, *args: Any, ids: list[UUID], **options: Any) -> None:
        count = acts.send_all_again(ids or None)
        self.stdout.write(_("已重新排队：%(count)d") % {"count": count})
