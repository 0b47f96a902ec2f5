"""`shenpi payments status`: how many orders stand where, and what a person should look at."""

from typing import Any

from django.core.management.base import BaseCommand

from shenpi.apps.payments import queries
from shenpi.apps.payments.models import State

SHOWN = 20


class Command(BaseCommand):
    help = "显示在线缴费订单的情况 / show what became of online payments"
    requires_system_checks = ()  # pages need not be read for this

    def handle(self, *args: Any, **options: Any) -> None:
        for state, count in queries.counts().items():
            self.stdout.write(f"{State(state).label}: {count}")
        for order in queries.troubled()[:SHOWN]:
            label = State(order.state).label
            self.stdout.write(f"{order.pk} {order} {label} ({order.attempts}): {order.error}")
