"""Raising signals: the rules look at a case when a message changed it, and when time alone may have.

`MonitoredCase.look_at` says when; the projection sets it to the present, a look sets it to the next moment at which
a ladder climbs. Any number of workers may look at once: they take different cases, and a unique key lets each
signal in once. What is written and `look_at` are one transaction, so a killed worker neither loses nor doubles.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction

from shenpi.apps import rows, timekeeping
from shenpi.apps.supervision import known_items, sealing, settings
from shenpi.apps.supervision.foreign import judging
from shenpi.apps.supervision.models import MonitoredCase, MonitoredEvent, Quashing, Signal
from shenpi.apps.supervision.rules import CASE, CaseFacts, Finding, Level, about
from shenpi.apps.supervision.settings import Settings

BATCH = 200
DISPROVED = "其后收到的消息表明当时并未违反"
"""The reason of a quashing by the system: a message that came late showed that all was right."""


class Raised(NamedTuple):
    """A level that a finding reached."""

    rule: str
    level: Level
    at: datetime
    finding: Finding


def look(now: datetime | None = None, limit: int = BATCH) -> int:
    """Let the rules look at at most `limit` cases that are due for it; returns how many there were."""
    now = now or timekeeping.now()
    with transaction.atomic():
        due = MonitoredCase.objects.filter(look_at__lte=now).order_by("look_at", "pk")
        cases = list(due.select_for_update(skip_locked=True)[:limit])
        if not cases:
            return 0
        told = _facts(cases)
        configured = settings.current()
        raised: list[Signal] = []
        disproved: list[Signal] = []
        known = _known(cases)
        for case in cases:
            levels, quiet, case.look_at = judge(case, told[case.pk], configured, now)
            before = known[case.pk]
            raised += [_signal(case, found, now) for found in levels if _key(found) not in before]
            disproved += [
                before[key] for key, until in quiet.items() if key in before and until <= before[key].since
            ]
        record(raised)
        _disprove(disproved, now)
        _look_again(cases)
    return len(cases)


def sweep() -> None:
    """Look at everything that is due; the periodic job `supervision.signals`."""
    while look() == BATCH:
        pass


def _look_again(cases: Sequence[MonitoredCase]) -> None:
    """Keep when to look again; Django's own way of changing many rows costs as much as judging them."""
    statements = [rows.update(case, ["look_at"]) for case in cases]
    with connection.cursor() as cursor:
        cursor.executemany(statements[0][0], [params for _sql, params in statements])


Key = tuple[str, str, str]
"""Rule, key, level: what makes a signal of one subject."""


def judge(
    case: MonitoredCase, facts: CaseFacts, configured: Settings, now: datetime
) -> tuple[list[Raised], dict[Key, datetime], datetime | None]:
    """Return the levels reached at `now`, what was over by when, and when to look again."""
    levels: list[Raised] = []
    quiet: dict[Key, datetime] = {}
    looks: list[datetime] = []
    for rule in about(CASE):
        name = rule.id
        setting = configured.of(name, case.agency_code, case.item_code)
        if not (setting.enabled and judging.applies(name, case.source)):
            continue
        for finding in rule.function(facts, now, setting.parameters):
            reached = dict(setting.levels(finding, now))
            levels += [Raised(name, level, at, finding) for level, at in reached.items()]
            if finding.until is not None:
                cards = (level for level in Level if level != Level.WARNING)
                quiet |= {(name, finding.key, str(level)): finding.until for level in cards}
            if (again := setting.next_look(finding, now)) is not None:
                looks.append(again)
    return levels, quiet, min(looks, default=None)


def record(signals: Sequence[Signal]) -> None:
    """Put signals on record and under seal, each once; those that are there already are left as they are."""
    if not signals:
        return
    told = {(row.subject, row.rule, row.key, row.level): row for row in reversed(signals)}
    there = Signal.objects.filter(subject__in={row.subject for row in signals})
    for key in there.values_list("subject", "rule", "key", "level"):
        told.pop(key, None)
    fresh = list(reversed(told.values()))
    Signal.objects.bulk_create(fresh)
    sealing.seal(fresh)


def _facts(cases: Sequence[MonitoredCase]) -> dict[UUID, CaseFacts]:
    events: defaultdict[UUID, list[MonitoredEvent]] = defaultdict(list)
    for event in MonitoredEvent.objects.filter(case__in=[case.pk for case in cases]).order_by(
        "case_id", "seq"
    ):
        events[event.case_id].append(event)
    versions = {key: _version(told) for key, told in events.items()}
    published = known_items.facts(version for version in versions.values() if version)
    foreign = judging.promises({case.source for case in cases})
    return {
        case.pk: CaseFacts.of(
            events[case.pk], published.get(versions.get(case.pk) or ("", 0)) or foreign.get(case.source)
        )
        for case in cases
    }


def _version(events: Iterable[MonitoredEvent]) -> known_items.Key | None:
    for event in events:
        if "item_version" in event.data:
            return event.data["item_code"], event.data["item_version"]
    return None


def _known(cases: Sequence[MonitoredCase]) -> defaultdict[UUID, dict[Key, Signal]]:
    found: defaultdict[UUID, dict[Key, Signal]] = defaultdict(dict)
    for signal in Signal.objects.filter(case_id__in=[case.pk for case in cases]):
        if signal.case_id is not None:
            found[signal.case_id][signal.rule, signal.key, signal.level] = signal
    return found


def _key(raised: Raised) -> Key:
    return raised.rule, raised.finding.key, str(raised.level)


def _signal(case: MonitoredCase, raised: Raised, now: datetime) -> Signal:
    finding = raised.finding
    return Signal(
        rule=raised.rule,
        level=str(raised.level),
        subject=str(case.pk),
        key=finding.key,
        case_id=case.pk,
        case_number=case.number,
        item_code=case.item_code,
        item_name=case.item_name,
        words=finding.words[:500],
        since=finding.since,
        at=raised.at,
        raised_at=now,
        **vars(finding.holder),
    )


def _disprove(signals: Sequence[Signal], now: datetime) -> None:
    done = set(
        Quashing.objects.filter(kind="signal", record_id__in=[signal.pk for signal in signals]).values_list(
            "record_id", flat=True
        )
    )
    rows = [
        Quashing(kind="signal", record_id=signal.pk, reason=DISPROVED, at=now)
        for signal in signals
        if signal.pk not in done
    ]
    Quashing.objects.bulk_create(rows)
    sealing.seal(rows)
