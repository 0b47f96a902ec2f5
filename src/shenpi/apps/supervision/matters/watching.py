"""Signals about what people bring: the rules look at a matter when an entry moved it, and when time alone may have."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from shenpi.apps import timekeeping
from shenpi.apps.supervision import beside, rules, settings
from shenpi.apps.supervision.matters import telling
from shenpi.apps.supervision.models import Matter
from shenpi.apps.supervision.rules.catalogue import Holder
from shenpi.apps.supervision.rules.matters import MATTER, MatterFacts

BATCH = 100


def sweep() -> None:
    """Look at everything that is due for it; the periodic job `supervision.feedback`."""
    while look() == BATCH:
        pass


@transaction.atomic
def look(now: datetime | None = None, limit: int = BATCH) -> int:
    """Let the rules look at `limit` matters that are due for it; returns how many there were."""
    now = now or timekeeping.now()
    due = Matter.objects.filter(look_at__lte=now).order_by("look_at")
    found = list(due.select_for_update(skip_locked=True)[:limit])
    if found:
        subjects = [_subject(matter) for matter in found]
        beside.look(subjects, now)
        _plan(found, subjects, now)
    return len(found)


def _subject(matter: Matter) -> beside.Subject:
    office = Holder(matter.agency_code, matter.agency_name, matter.office_code, matter.office_name)
    facts = MatterFacts(
        matter.kind,
        telling.number(matter),
        tuple(matter.entries.order_by("position").values_list("act", "at", "due_at")),
        matter.deadline_at,
        Holder(matter.handler_code, matter.handler_name),
        office,
    )
    return beside.Subject(
        MATTER, f"{MATTER}:{matter.pk}", matter.item_name, facts, matter.agency_code, matter.item_code
    )


def _plan(matters: Sequence[Matter], subjects: Sequence[beside.Subject], now: datetime) -> None:
    """Note for each matter when a ladder may climb next; null when time alone changes nothing."""
    configured = settings.current()
    for matter, subject in zip(matters, subjects, strict=True):
        looks = [
            again
            for rule in rules.about(MATTER)
            for setting in [configured.of(rule.id, matter.agency_code, matter.item_code)]
            for finding in rule.function(subject.facts, now, setting.parameters)
            if (again := setting.next_look(finding, now)) is not None
        ]
        matter.look_at = min(looks, default=None)
    Matter.objects.bulk_update(matters, ["look_at"])
