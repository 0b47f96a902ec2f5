"""What silence leads to: an order is passed on to the agency's leaders; a statement, a review is forgone."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from shenpi.apps import timekeeping
from shenpi.apps.supervision.acts.move_matter import to_leaders
from shenpi.apps.supervision.matters import telling
from shenpi.apps.supervision.matters.flows import ESCALATIONS, FLOWS, OVERDUE
from shenpi.apps.supervision.models import Matter, MatterEntry

BATCH = 100


def sweep() -> None:
    """Enter what is overdue now; the periodic job `supervision.matters`."""
    while pass_on() == BATCH:
        pass


@transaction.atomic
def pass_on(now: datetime | None = None, limit: int = BATCH) -> int:
    """Move at most `limit` matters whose answer is overdue; returns how many there were. Safe for many workers."""
    now = now or timekeeping.now()
    silent = Q()
    for kind, state in OVERDUE:
        silent |= Q(kind=kind, state=state)
    late = (
        Matter.objects.filter(silent, due_at__lt=now).order_by("due_at").select_for_update(skip_locked=True)
    )
    found = list(late[:limit])
    for matter in found:
        act, state = OVERDUE[matter.kind, matter.state]
        entry = MatterEntry(act=act, text="", at=now)
        if act == "escalate" and matter.escalations < ESCALATIONS:
            to_leaders(matter)
            entry.due_at = telling.due(now, FLOWS[matter.kind][act].due)
        telling.enter(matter, entry, None, state)
    return len(found)
