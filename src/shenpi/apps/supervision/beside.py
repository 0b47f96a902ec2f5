"""Signals about what is no case: departments' systems that owe a batch a day, items as they were published.

Each such subject has an id of its own (`Signal.subject`), and facts that the rules about its kind read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from shenpi.apps import timekeeping
from shenpi.apps.supervision import rules, sealing, settings, signals
from shenpi.apps.supervision.models import ForeignBatch, ForeignSystem, Signal
from shenpi.apps.supervision.rules.beside import ITEM, SYSTEM, PublishedFacts, SystemFacts
from shenpi.apps.supervision.rules.catalogue import Holder

LOOK_BACK = timedelta(days=90)
"""How far back a missing batch is still found, should nobody have looked at the time."""


@dataclass(frozen=True)
class Subject:
    """What the rules of a kind look at, and how its signals name it."""

    kind: str
    id: str
    name: str
    facts: Any
    agency_code: str = ""
    item_code: str = ""


@transaction.atomic
def look(subjects: Iterable[Subject], now: datetime | None = None) -> None:
    """Put on record what the rules find about these subjects, each level once."""
    now = now or timekeeping.now()
    sealing.alone()  # so that of two workers the second sees what the first has written
    configured = settings.current()
    signals.record([signal for subject in subjects for signal in _of(subject, configured, now)])


def sweep() -> None:
    """Look at the systems that owe batches; the periodic job `supervision.systems`."""
    if owing := systems(timekeeping.now()):
        look(owing)


def systems(now: datetime) -> list[Subject]:
    """Return the systems that owe a batch every working day (D10-052)."""
    owing = list(ForeignSystem.objects.filter(daily=True))
    begins = now - LOOK_BACK
    sent: dict[Any, list[datetime]] = {system.pk: [] for system in owing}
    whole = ForeignBatch.objects.filter(system__in=owing, finished_at__isnull=False, begun_at__gte=begins)
    for key, at in whole.values_list("system_id", "begun_at"):
        sent[key].append(at)
    return [
        Subject(
            SYSTEM,
            f"{SYSTEM}:{system.pk}",
            system.name,
            SystemFacts(
                Holder(system.agency_code, system.agency_name),
                max(system.registered_at, begins),
                tuple(sent[system.pk]),
            ),
            system.agency_code,
        )
        for system in owing
    ]


def published(
    agency: Mapping[str, Any], item: Mapping[str, Any], number: int, at: datetime, content: Any
) -> Subject:
    """Return a published version of an item as a subject."""
    facts = PublishedFacts(Holder(agency["code"], agency["name"]), at, content or {})
    return Subject(ITEM, f"{ITEM}:{item['code']}/{number}", item["name"], facts, agency["code"], item["code"])


def _of(subject: Subject, configured: settings.Settings, now: datetime) -> Iterable[Signal]:
    for rule in rules.about(subject.kind):
        setting = configured.of(rule.id, subject.agency_code, subject.item_code)
        if not setting.enabled:
            continue
        for finding in rule.function(subject.facts, now, setting.parameters):
            for level, at in setting.levels(finding, now):
                yield Signal(
                    rule=rule.id,
                    level=str(level),
                    subject=subject.id,
                    key=finding.key,
                    item_code=subject.item_code,
                    item_name=subject.name,
                    words=finding.words[:500],
                    since=finding.since,
                    at=at,
                    raised_at=now,
                    **vars(finding.holder),
                )
