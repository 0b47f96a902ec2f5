"""What a scenario's run says: passed, or where and what differed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from shenpi.core.worktime import CHINA


@dataclass(frozen=True, slots=True)
class Difference:
    """One expectation that was not met.

    `entry` counts from 1; 0 is the start, and one more than the entries is the end. `kind` names the
    expectation (open, due, documents, role, refusal, …), `elements` the BPMN ids meant.
    """

    entry: int
    kind: str
    expected: str
    actual: str
    elements: tuple[str, ...]
    zh: str
    en: str

    def to_json(self) -> dict[str, object]:
        """The difference as plain data."""
        return {name: getattr(self, name) for name in self.__slots__} | {"elements": list(self.elements)}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as it happened, for the page that replays a scenario.

    `verdict` is `step=verdict` where a step was completed with one.
    """

    at: datetime
    path: tuple[str, ...]
    open: tuple[str, ...]
    verdict: str = ""

    def to_json(self) -> dict[str, object]:
        """The entry as plain data; the moment in China's time."""
        at = self.at.astimezone(CHINA).isoformat()
        return {"at": at, "path": list(self.path), "open": list(self.open), "verdict": self.verdict}


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    """The outcome of one scenario. `log` has the start and then each entry that was played."""

    name: str
    differences: tuple[Difference, ...]
    log: tuple[Line, ...]

    @property
    def passed(self) -> bool:
        """Whether everything was as expected."""
        return not self.differences

    @property
    def path(self) -> frozenset[str]:
        """Every element and flow that the scenario passed."""
        return frozenset(element for played in self.log for element in played.path)

    @property
    def verdicts(self) -> frozenset[str]:
        """Every `step=verdict` given."""
        return frozenset(played.verdict for played in self.log)

    def to_json(self) -> dict[str, object]:
        """The result as plain data, kept with a version of a process."""
        return {
            "name": self.name,
            "passed": self.passed,
            "differences": [difference.to_json() for difference in self.differences],
            "log": [played.to_json() for played in self.log],
        }


def listed(names: Iterable[str]) -> str:
    """Names in one line; — for none."""
    return "、".join(names) or "—"


def shown(moment: datetime | None) -> str:
    """A moment as people in China write it; — for none."""
    return moment.astimezone(CHINA).strftime("%Y-%m-%d %H:%M") if moment else "—"


def tally(results: Iterable[ScenarioResult]) -> Mapping[str, int]:
    """How many scenarios passed and failed."""
    found = [result.passed for result in results]
    return {"passed": sum(found), "failed": len(found) - sum(found)}
