"""A case under way in a simulation, and its open steps."""

from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from shenpi.core.process.marking import Marking
from shenpi.core.process.net import Step
from shenpi.core.process.simulation.durations import stream

if TYPE_CHECKING:
    from shenpi.core.process.simulation.queues import Pool

FAR = 2**62
"""Later than every moment: when something without a limit is due, or has not happened."""


@dataclass(slots=True, eq=False)
class Case:
    """A case; `timers` and `awaited` hold the number of the event that is to come, 0 for none."""

    index: int
    begun: int
    values: dict[str, object]
    marking: Marking = field(default_factory=lambda: Marking({}))
    jobs: dict[Step, "Job"] = field(default_factory=dict)
    timers: dict[Step, int] = field(default_factory=dict)
    awaited: dict[str, int] = field(default_factory=dict)
    firings: int = 0
    _streams: dict[Step, Random] = field(default_factory=dict)

    def stream(self, seed: int, step: Step) -> Random:
        """The random numbers of one step of this case: the same whatever happens elsewhere."""
        found = self._streams.get(step)
        if found is None:
            found = stream(seed, self.index, step.element_id, step.instance or "")
            self._streams[step] = found
        return found


@dataclass(slots=True, eq=False)
class Job:
    """One open step of a case; moments and durations in seconds."""

    case: Case
    step: Step
    pool: "Pool"
    opened: int
    due: int
    service: int
    verdict: str
    begun: int = FAR
    gone: bool = False
    """Taken away before it was done."""
