"""What a simulation says, as values and as plain data. Times are in seconds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from shenpi.core.worktime import CHINA, Limit


@dataclass(frozen=True, slots=True)
class Summary:
    """A list of durations in short: mean, median, nine tenths, largest."""

    count: int
    mean: float
    median: int
    ninety: int
    largest: int

    @classmethod
    def of(cls, values: Sequence[int]) -> "Summary":
        """Sum up; quantiles are the smallest value that so many do not exceed."""
        if not values:
            return cls(0, 0.0, 0, 0, 0)
        ordered = sorted(values)
        count = len(ordered)
        return cls(
            count,
            sum(ordered) / count,
            ordered[(count - 1) // 2],
            ordered[-(-count * 9 // 10) - 1],
            ordered[-1],
        )

    def to_json(self) -> dict[str, float]:
        """As plain data."""
        return {
            "count": self.count,
            "mean": round(self.mean, 3),
            "p50": self.median,
            "p90": self.ninety,
            "max": self.largest,
        }


@dataclass(frozen=True, slots=True)
class QueueDay:
    """A queue on one working day."""

    day: date
    mean: float
    largest: int


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue's length: its mean over working hours, the greatest, and each working day."""

    mean: float
    largest: int
    area: int
    """Length times worked seconds, summed up: what all waited together (Little's law)."""
    days: tuple[QueueDay, ...]

    def to_json(self) -> dict[str, object]:
        """As plain data; days as `[date, mean, max]`."""
        days = [[each.day.isoformat(), round(each.mean, 3), each.largest] for each in self.days]
        return {"mean": round(self.mean, 4), "max": self.largest, "days": days}


@dataclass(frozen=True, slots=True)
class StepStatistics:
    """One step. `waiting` and `service` in worked time, `dwell` and `overdue` by the clock."""

    element: str
    name: str
    staff: str
    opened: int
    completed: int
    taken_away: int
    waiting: Summary
    service: Summary
    dwell: Summary
    limited: int
    """How many of the completed had a limit."""
    overdue: Summary
    """By how much those were late that were."""
    queue: Queue

    @property
    def late_share(self) -> float | None:
        """Late ones among those with a limit; None when none had one."""
        return self.overdue.count / self.limited if self.limited else None

    def to_json(self) -> dict[str, object]:
        """As plain data."""
        plain = {name: getattr(self, name) for name in ("element", "name", "staff", "opened", "completed")}
        share = self.late_share
        return {
            **plain,
            "taken_away": self.taken_away,
            "waiting": self.waiting.to_json(),
            "service": self.service.to_json(),
            "dwell": self.dwell.to_json(),
            "late": self.overdue.count,
            "late_share": None if share is None else round(share, 4),
            "overdue": self.overdue.to_json(),
            "queue": self.queue.to_json(),
        }


@dataclass(frozen=True, slots=True)
class StaffStatistics:
    """People who share a queue; `busy` is the share of their hours that they worked (None: no number)."""

    name: str
    office: str
    count: int | None
    worked: int
    busy: float | None
    queue: Queue

    def to_json(self) -> dict[str, object]:
        """As plain data."""
        busy = None if self.busy is None else round(self.busy, 4)
        return {
            "name": self.name,
            "office": self.office,
            "count": self.count,
            "worked": self.worked,
            "busy": busy,
            "queue": self.queue.to_json(),
        }


@dataclass(frozen=True, slots=True)
class CaseStatistics:
    """Whole cases: `dwell` by the clock, `worked` in office hours (`working_day` seconds are a day)."""

    dwell: Summary
    worked: Summary
    working_day: int
    promised: Limit | None
    late: int
    overdue: Summary

    def to_json(self) -> dict[str, object]:
        """As plain data."""
        share = round(self.late / self.dwell.count, 4) if self.promised and self.dwell.count else None
        return {
            "dwell": self.dwell.to_json(),
            "worked": self.worked.to_json(),
            "working_day": self.working_day,
            "promised": self.promised.to_text() if self.promised else None,
            "late": self.late if self.promised else None,
            "late_share": share,
            "overdue": self.overdue.to_json(),
        }


@dataclass(frozen=True, slots=True)
class SimulationResult:
    """The outcome of a simulation; `assumed` says what the setup left open, in Chinese and English."""

    process: str
    seed: int
    started: datetime
    stopped: datetime
    come: int
    over: int
    ignored: int
    ends: Mapping[str, int]
    cases: CaseStatistics
    steps: tuple[StepStatistics, ...]
    staff: tuple[StaffStatistics, ...]
    assumed: tuple[tuple[str, str], ...]

    def step(self, element: str) -> StepStatistics:
        """The statistics of one step. Raises KeyError."""
        for each in self.steps:
            if each.element == element:
                return each
        raise KeyError(element)

    def to_json(self) -> dict[str, object]:
        """As plain data: what the studio draws."""
        return {
            "process": self.process,
            "seed": self.seed,
            "from": self.started.astimezone(CHINA).isoformat(),
            "to": self.stopped.astimezone(CHINA).isoformat(),
            "cases": {
                "come": self.come,
                "over": self.over,
                "open": self.come - self.over,
                "ignored": self.ignored,
                "ends": dict(self.ends),
                **self.cases.to_json(),
            },
            "steps": [each.to_json() for each in self.steps],
            "staff": [each.to_json() for each in self.staff],
            "assumed": [{"zh": zh, "en": en} for zh, en in self.assumed],
        }
