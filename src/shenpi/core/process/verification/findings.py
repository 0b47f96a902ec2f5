"""What is said about a process: properties, verdicts, counter-examples, and sentences for its owner."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Property(StrEnum):
    """What a process is asked; docs/verification.md holds the definitions."""

    # sound: decided on the net
    SAFE = "safe"
    OPTION_TO_COMPLETE = "option_to_complete"
    PROPER_COMPLETION = "proper_completion"
    NO_DEAD_ACTIVITY = "no_dead_activity"
    # lawful: decided on the net and the shenpi: extension
    ALWAYS_HELD = "always_held"
    DECISION_SERVED = "decision_served"
    WITHDRAWABLE = "withdrawable"
    WITHIN_LIMIT = "within_limit"
    # well kept: read off the diagram
    NAMED = "named"
    CONNECTED = "connected"
    STAFFED = "staffed"
    LIMITED = "limited"
    VERDICTS_LEAD_ON = "verdicts_lead_on"
    CONDITIONS_EXCLUSIVE = "conditions_exclusive"
    CONDITIONS_COMPLETE = "conditions_complete"
    # known to the house: asked by `apps.catalogue.handling`
    HANDLED = "handled"


CLASSICAL = (
    Property.SAFE,
    Property.OPTION_TO_COMPLETE,
    Property.PROPER_COMPLETION,
    Property.NO_DEAD_ACTIVITY,
)
"""The four properties every process is asked, whatever it is for."""


class Verdict(StrEnum):
    """The answer to a property."""

    HOLDS = "holds"
    VIOLATED = "violated"
    UNDECIDED = "undecided"
    """Not decided within the number of states allowed."""


@dataclass(frozen=True, slots=True)
class RunStep:
    """One step of a counter-example, to be played on the diagram."""

    labels: tuple[str, ...]
    """The BPMN ids passed, in order."""
    tokens: tuple[str, ...]
    """The elements (nodes, flows) that hold tokens afterwards; twice where two tokens lie."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer: the elements at fault, a run from the start that shows it, and a sentence in two languages."""

    property: Property
    verdict: Verdict
    elements: tuple[str, ...] = ()
    run: tuple[RunStep, ...] = ()
    zh: str = ""
    en: str = ""

    def to_json(self) -> dict[str, object]:
        """The finding as plain data."""
        return {
            "property": self.property.value,
            "verdict": self.verdict.value,
            "elements": list(self.elements),
            "run": [{"labels": list(step.labels), "tokens": list(step.tokens)} for step in self.run],
            "zh": self.zh,
            "en": self.en,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """Everything found about a process: every property asked has at least one finding.

    A property that holds or is undecided has one finding, a violated one may have several (one per
    element at fault). Properties that make no sense for the diagram are not asked.
    """

    findings: tuple[Finding, ...]
    states: int
    """States explored; 0 when structure alone decided."""
    milliseconds: float
    method: str
    """How it was decided, for people: reduction, exploration, bounds."""

    @property
    def clean(self) -> bool:
        """Whether every property asked holds: what publication needs."""
        return all(finding.verdict is Verdict.HOLDS for finding in self.findings)

    @property
    def decided(self) -> bool:
        """Whether no property was left undecided."""
        return all(finding.verdict is not Verdict.UNDECIDED for finding in self.findings)

    def verdict(self, asked: Property) -> Verdict | None:
        """The answer to one property: violated if any finding says so; None if it was not asked."""
        verdicts = {finding.verdict for finding in self.findings if finding.property is asked}
        for verdict in (Verdict.VIOLATED, Verdict.UNDECIDED, Verdict.HOLDS):
            if verdict in verdicts:
                return verdict
        return None

    def of(self, asked: Property) -> tuple[Finding, ...]:
        """The findings about one property."""
        return tuple(finding for finding in self.findings if finding.property is asked)

    def to_json(self) -> Mapping[str, object]:
        """The report as plain data."""
        return {
            "clean": self.clean,
            "decided": self.decided,
            "findings": [finding.to_json() for finding in self.findings],
            "states": self.states,
            "milliseconds": round(self.milliseconds, 3),
            "method": self.method,
        }
