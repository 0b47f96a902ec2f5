"""What pages and commands read of orders."""

from uuid import UUID

from django.db.models import Count, QuerySet

from shenpi.apps.payments import platform
from shenpi.apps.payments.models import OPEN, PaymentOrder, State


def offered() -> bool:
    """Tell whether paying online is possible here."""
    return platform.configured() is not None


def latest(case_id: UUID) -> PaymentOrder | None:
    """Return the case's last order, or None."""
    return PaymentOrder.objects.filter(case_id=case_id).order_by("-pk").first()


def counts() -> dict[str, int]:
    """Return how many orders stand where."""
    rows = PaymentOrder.objects.values("state").annotate(count=Count("id")).values_list("state", "count")
    return dict(rows.order_by("state"))


def troubled() -> QuerySet[PaymentOrder]:
    """Return the orders that a person should look at, the newest first."""
    wrong = PaymentOrder.objects.exclude(error="") | PaymentOrder.objects.filter(
        state__in=(State.DIFFERENT, State.REFUSED)
    )
    return wrong.order_by("-pk")


__all__ = ["OPEN", "counts", "latest", "offered", "troubled"]
