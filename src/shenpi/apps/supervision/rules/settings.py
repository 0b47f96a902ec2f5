"""How a finding becomes signals: the ladder of levels, and the parameters of the rules, all of it data.

`defaults.json` holds every rule's setting; an installation overrides it for all, for an agency, or for an item of
an agency (`RuleSetting`, the latest counts). A rung is a level and a time from the finding's `since`: `PT0H` at once,
`P1WD` when offices close on the next working day, `-PT24H` a day of the clock before.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from shenpi.apps import timekeeping
from shenpi.apps.supervision.rules.catalogue import Finding, Level
from shenpi.core.worktime import BadLimit, Limit, Unit

Ladder = tuple[tuple[Level, str], ...]


@dataclass(frozen=True)
class Setting:
    """A rule's setting: off, or the levels it climbs and what it is told."""

    ladder: Ladder
    parameters: Mapping[str, Any] = field(default_factory=dict)
    enabled: bool = True

    def levels(self, finding: Finding, now: datetime) -> Iterator[tuple[Level, datetime]]:
        """Yield the levels that a finding has reached at `now`, each with the moment at which it did.

        A warning is for what can still be done in time: none is given once the matter or the time is over.
        """
        for level, offset in self.ladder:
            at = moved(finding.since, offset)
            if not _reached(at, now, finding) or (finding.until is not None and finding.until <= at):
                continue
            if level == Level.WARNING and (finding.until is not None or now > finding.since):
                continue
            yield level, at

    def next_look(self, finding: Finding, now: datetime) -> datetime | None:
        """Return the next moment at which time alone raises the finding's level, or None."""
        if finding.until is not None:
            return None
        ahead = [
            at
            for _level, offset in self.ladder
            if not _reached(at := moved(finding.since, offset), now, finding)
        ]
        return min(ahead, default=None)


def read(value: Mapping[str, Any]) -> Setting:
    """Build a setting from its JSON. Raises BadLimit, ValueError for an unknown level."""
    ladder = tuple((Level(level), str(offset)) for level, offset in value["ladder"])
    for _level, offset in ladder:
        Limit.parse(offset.removeprefix("-"))
    return Setting(ladder, value.get("parameters", {}), bool(value.get("enabled", True)))


@cache
def defaults() -> Mapping[str, Setting]:
    """Return the packaged setting of every rule by its id."""
    text = files(__package__).joinpath("defaults.json").read_text(encoding="utf-8")
    return {name: read(value) for name, value in json.loads(text).items()}


def moved(since: datetime, offset: str) -> datetime:
    """Return the moment an offset away from `since`. Raises BadLimit."""
    limit = Limit.parse(offset.removeprefix("-"))
    calendar = timekeeping.calendar()
    if not offset.startswith("-"):
        return calendar.due(since, limit) if limit.amount else since
    if limit.unit is Unit.HOURS:
        return since - (calendar.due(since, limit) - since)
    if limit.unit is not Unit.WORKING_DAYS:
        raise BadLimit(
            "limit.before",
            f"{offset}：只能提前小时或工作日",
            f"{offset}: ahead by hours or working days only",
        )
    return calendar.closing(calendar.add_working_days(timekeeping.local(since).date(), -limit.amount))


def _reached(at: datetime, now: datetime, finding: Finding) -> bool:
    """A deadline's own moment is still in time; before it and after an act "at" means at."""
    return at < now or (at == now and not (finding.deadline and at >= finding.since))
