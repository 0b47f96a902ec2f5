"""What a case and a step add to the pre-aggregates, and the writing of what changed.

The projection takes the figures of a row before and after a message and writes the difference in its own
transaction, so that tallies and rows never disagree; `recount` proves it by counting everything anew.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from shenpi.apps import timekeeping
from shenpi.apps.supervision import storing
from shenpi.apps.supervision.models import (
    CaseTally,
    DayTally,
    MonitoredCase,
    MonitoredStep,
    OpenTally,
    PersonTally,
    Rating,
    RatingTally,
    StepTally,
)

Key = tuple[Any, ...]
Figures = Counter[Key]
"""(model, field to add to, *key) → amount."""

KEYS: Mapping[type[Any], tuple[str, ...]] = {
    OpenTally: ("kind", "hour", "agency_code", "office_code"),
    CaseTally: ("month", "measure", "agency_code", "item_code", "channel", "private"),
    DayTally: ("day", "measure", "agency_code"),
    StepTally: ("month", "agency_code", "office_code", "item_code", "name"),
    PersonTally: ("month", "agency_code", "person", "name"),
    RatingTally: ("month", "agency_code", "office_code", "person", "item_code", "channel", "grade"),
}
FIGURES: Mapping[type[Any], tuple[str, ...]] = {
    OpenTally: ("number",),
    CaseTally: ("number", "seconds"),
    DayTally: ("number",),
    StepTally: ("number", "late", "seconds"),
    PersonTally: ("number",),
    RatingTally: ("number",),
}
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""The hour of open steps that fall due at no moment."""

DUE, UNLIMITED, PAUSED = "due", "unlimited", "paused"
ENDINGS: Mapping[str, str] = {"not_accepted": "not_accepted", "withdrawn": "withdrawn", "closed": "lapsed"}
MEASURES = (
    "received",
    "accepted",
    "granted",
    "refused",
    "on_time",
    "late",
    "early",
    "completed",
    "not_accepted",
    "withdrawn",
    "lapsed",
    "afterwards",
)
"""received, accepted: in the month of it; granted, refused: of the decision, which also says whether it came in time
(`on_time`, `late`; of those in time, `early`: a day or more ahead); afterwards: of the entry, and such a case
counts in nothing else; the rest: of the end."""
AFTERWARDS = "afterwards"
"""The channel of a case that was handled elsewhere and entered here after the fact."""

_DAY_SECONDS = 86400


def hour_of(moment: datetime) -> datetime:
    """Return the beginning of a moment's hour, in UTC."""
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def of(cases: Iterable[MonitoredCase], steps: Iterable[MonitoredStep]) -> Figures:
    """Return what these rows add to the tallies."""
    figures: Figures = Counter()
    for case in cases:
        _add_case(figures, case)
    for step in steps:
        _add_step(figures, step)
    return figures


def of_rating(rating: Rating) -> Figures:
    """Return what a rating adds to the tallies; one that was found untrue adds nothing."""
    month = timekeeping.local(rating.at).date().replace(day=1)
    key = (month, rating.agency_code, rating.office_code, str(rating.person_id or ""), rating.item_code)
    return (
        Counter()
        if rating.struck
        else Counter({(RatingTally, "number", *key, rating.channel, rating.grade): 1})
    )


def write(before: Figures, after: Figures) -> None:
    """Add the difference to the tallies, in one order for all workers."""
    after.subtract(before)
    for model, names in KEYS.items():
        changes: dict[Key, dict[str, int]] = {}
        for (kind, figure, *key), amount in after.items():
            if kind is model and amount:
                changes.setdefault(tuple(key), {})[figure] = amount
        rows = [
            model(
                **dict(zip(names, key, strict=True)),
                **{figure: changes[key].get(figure, 0) for figure in FIGURES[model]},
            )
            for key in sorted(changes)
        ]
        storing.add(model, rows, names, FIGURES[model])


def _add_case(figures: Figures, case: MonitoredCase) -> None:
    def count(measure: str, at: datetime, seconds: int = 0) -> None:
        day = timekeeping.local(at).date()
        figures[DayTally, "number", day, measure, case.agency_code] += 1
        key = (day.replace(day=1), measure, *common)
        figures[CaseTally, "number", *key] += 1
        if seconds:
            figures[CaseTally, "seconds", *key] += seconds

    common = (case.agency_code, case.item_code, case.channel, case.private)
    if case.channel == AFTERWARDS:  # counted as such, and in no figure of timeliness (D1-008)
        if case.closed_at:
            count("afterwards", case.closed_at)
        return
    if case.received_at:
        count("received", case.received_at)
    if case.accepted_at:
        count("accepted", case.accepted_at)
    if case.decided_at and case.outcome:
        taken = int((case.decided_at - case.accepted_at).total_seconds()) if case.accepted_at else 0
        count("refused" if case.outcome == "refused" else "granted", case.decided_at, taken)
        if case.due_at:
            ahead = (case.due_at - case.decided_at).total_seconds()
            count("on_time" if ahead >= 0 else "late", case.decided_at)
            if ahead >= _DAY_SECONDS:
                count("early", case.decided_at)
    if case.closed_at:
        count(ENDINGS.get(case.state, "completed"), case.closed_at)


def _add_step(figures: Figures, step: MonitoredStep) -> None:
    if step.begun_at is None:
        return
    if step.ended_at is None:
        kind = PAUSED if step.suspended else DUE if step.due_at else UNLIMITED
        hour = hour_of(step.due_at) if step.due_at else NEVER
        figures[OpenTally, "number", kind, hour, step.agency_code, step.office_code] += 1
    elif not step.suspended:
        month = timekeeping.local(step.ended_at).date().replace(day=1)
        key = (month, step.agency_code, step.office_code, step.item_code, step.name)
        figures[StepTally, "number", *key] += 1
        figures[StepTally, "seconds", *key] += max(0, int((step.ended_at - step.begun_at).total_seconds()))
        if step.due_at and step.ended_at > step.due_at:
            figures[StepTally, "late", *key] += 1
        if step.person_id:
            figures[
                PersonTally, "number", month, step.agency_code, str(step.person_id), step.person_name
            ] += 1
