"""The setup of a simulation as values: who comes when, who works, how long steps take."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from shenpi.core.process.simulation.durations import Choice, Duration
from shenpi.core.process.simulation.hours import OFFICE, spans
from shenpi.core.worktime import CHINA, Limit

APPLICANT = "applicant"
"""The role that is not of the office: as many as need be, around the clock, unless the setup says otherwise."""

Spans = tuple[tuple[int, int], ...]
"""Office hours in seconds of the day; () for around the clock."""


@dataclass(frozen=True, slots=True)
class Staff:
    """People who share one queue; `count` None for as many as need be."""

    count: int | None
    each_office: bool = False
    """Every office of a multi-instance activity has so many, and a queue of its own."""
    due_first: bool = False
    """The case that is due first comes first; else who came first."""
    hours: Spans | None = None
    """None: the hours of the whole setup."""


@dataclass(frozen=True, slots=True)
class StepSetup:
    """How long a step takes, which verdicts it gives how often, and who does it if not its role."""

    takes: Duration | None = None
    verdicts: Choice | None = None
    staff: str = ""


@dataclass(frozen=True, slots=True)
class Arrivals:
    """When cases come: `per_day` at random on a working day, or `every` so often, or `at` these moments."""

    per_day: float = 8.0
    every: Duration | None = None
    at: tuple[datetime, ...] = ()
    hours: Spans | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A message from outside: its chance, and how long (on the clock) after it is first awaited."""

    chance: float
    after: Duration


@dataclass(frozen=True, slots=True)
class Setup:
    """Everything a simulation is told. What is left out is assumed, and the result says so."""

    cases: int = 100
    seed: int = 1
    start: datetime = datetime(2026, 1, 5, tzinfo=CHINA)
    until: datetime | None = None
    """When the simulation stops though cases are open; None: ten years after the start."""
    ignore_first: int = 0
    """Cases at the beginning that statistics leave out: the offices were still empty."""
    event: str = ""
    promised: Limit | None = None
    hours: Spans = tuple(spans(OFFICE))
    arrivals: Arrivals = Arrivals()
    case: Mapping[str, object] = field(default_factory=dict)
    choose: Mapping[str, Choice] = field(default_factory=dict)
    staff: Mapping[str, Staff] = field(default_factory=dict)
    steps: Mapping[str, StepSetup] = field(default_factory=dict)
    branches: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """Weights of branches by gateway, where the diagram gives no conditions."""
    messages: Mapping[str, Message] = field(default_factory=dict)
    process: str = ""

    def with_options(self, cases: int | None = None, seed: int | None = None) -> "Setup":
        """The same setup with another number of cases or another seed."""
        return replace(self, cases=cases or self.cases, seed=self.seed if seed is None else seed)
