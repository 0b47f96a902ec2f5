"""What pages and commands read of orders."""

from uuid import UUID

from django.db.models import Count, Q, QuerySet

from shenpi.apps.organisation.queries import Holdings
from shenpi.apps.organisation.roles import Role
from shenpi.apps.payments import platform
from shenpi.apps.payments.models import OPEN, PaymentOrder, State

KEEPING = (Role.CASHIER, Role.ADMINISTRATOR)
"""Who sees the orders of an agency."""


def offered() -> bool:
    """Tell whether paying online is possible here."""
    return platform.configured() is not None


def latest(case_id: UUID) -> PaymentOrder | None:
    """Return the case's last order, or None."""
    return PaymentOrder.objects.filter(case_id=case_id).order_by("-pk").first()


def counts(orders: QuerySet[PaymentOrder] | None = None) -> dict[str, int]:
    """Return how many orders stand where."""
    asked = PaymentOrder.objects.all() if orders is None else orders
    rows = asked.order_by().values("state").annotate(count=Count("id")).values_list("state", "count")
    return dict(rows.order_by("state"))


TROUBLED = Q(handled_at=None) & (~Q(error="") | Q(state__in=(State.DIFFERENT, State.REFUSED)))
"""The orders that a person should look at."""


def troubled() -> QuerySet[PaymentOrder]:
    """Return the orders that a person should look at, the newest first."""
    return PaymentOrder.objects.filter(TROUBLED).order_by("-pk")


def seen_by(held: Holdings, only: str = "") -> QuerySet[PaymentOrder]:
    """Return the orders of the agencies whose money or system these posts keep, the newest first.

    `only`: "troubled", or a state.
    """
    keeping = {each.agency_id for each in held if each.role in KEEPING}
    found = PaymentOrder.objects.filter(agency_id__in=keeping).select_related("handled_by").order_by("-pk")
    if only == "troubled":
        return found.filter(TROUBLED)
    return found.filter(state=only) if only in State.values else found


__all__ = [
    "KEEPING",
    "OPEN",
    "TROUBLED",
    "PaymentOrder",
    "State",
    "counts",
    "latest",
    "offered",
    "seen_by",
    "troubled",
]
