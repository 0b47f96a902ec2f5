"""How much of a process its scenarios walk through."""

from collections.abc import Iterable
from dataclasses import dataclass

from shenpi.core.process.elements import HUMAN, Kind, Node
from shenpi.core.process.model import ProcessModel
from shenpi.core.process.scenarios.result import ScenarioResult

DECIDING = frozenset({Kind.EXCLUSIVE, Kind.INCLUSIVE, Kind.EVENT_BASED})


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a kind of element were passed, and which were not."""

    passed: int
    missing: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many there are."""
        return self.passed + len(self.missing)

    def to_json(self) -> dict[str, object]:
        """The share as plain data."""
        return {"passed": self.passed, "total": self.total, "missing": list(self.missing)}


@dataclass(frozen=True, slots=True)
class Coverage:
    """Human steps completed or opened, branches taken, events (boundary, start, end) that happened."""

    steps: Share
    branches: Share
    events: Share
    verdicts: Share
    """Verdicts of steps, as `step=verdict`."""

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return not (
            self.steps.missing or self.branches.missing or self.events.missing or self.verdicts.missing
        )

    def to_json(self) -> dict[str, object]:
        """The coverage as plain data."""
        return {name: getattr(self, name).to_json() for name in self.__slots__}


def coverage(model: ProcessModel, results: Iterable[ScenarioResult]) -> Coverage:
    """What the scenarios passed of the whole diagram."""
    results = tuple(results)
    passed = frozenset().union(*(result.path for result in results))
    given = frozenset().union(*(result.verdicts for result in results))
    branches = [flow.id for flow in model.flows if model.node[flow.source].kind in DECIDING]
    events = [node.id for node in model.nodes if _is_event(node)]
    verdicts = [f"{node.id}={verdict}" for node in model.steps() for verdict in node.duties.verdicts]
    return Coverage(
        _share([node.id for node in model.nodes if node.kind in HUMAN], passed),
        _share(branches, passed),
        _share(events, passed),
        _share(verdicts, given),
    )


def _is_event(node: Node) -> bool:
    return node.kind in (Kind.START, Kind.END, Kind.BOUNDARY, Kind.CATCH, Kind.THROW)


def _share(wanted: list[str], passed: frozenset[str]) -> Share:
    missing = tuple(each for each in wanted if each not in passed)
    return Share(len(wanted) - len(missing), missing)
