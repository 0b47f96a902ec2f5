"""What silence leads to: an order is passed on to the agency's leaders; a statement or an appeal is forgone."""

from datetime import datetime

from django.db import transaction

from shenpi.apps import timekeeping
from shenpi.apps.supervision.acts.move_matter import due, to_leaders
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
    late = Matter.objects.filter(due_at__lt=now).order_by("due_at").select_for_update(skip_locked=True)
    found = list(late[:limit])
    for matter in found:
        act, state = OVERDUE[matter.kind, matter.state]
        again = None
        if act == "escalate" and matter.escalations < ESCALATIONS:
            to_leaders(matter)
            again = due(now, FLOWS[matter.kind][act].due)
        entry = MatterEntry(act=act, text="", due_at=again, at=now)
        telling.enter(matter, entry, state)
    return len(found)
