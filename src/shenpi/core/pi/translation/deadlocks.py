"""Deadlocks of a term that is a diagram's translation, decided through the diagram's net.

A translated agent is always itself again, so no end of such a term is 0 and interleaving can't tell being
finished from being stuck; the net can, and does not blow up with the number of branches.
"""

from dataclasses import dataclass

from shenpi.core.pi.syntax import Definitions
from shenpi.core.pi.translation.to_bpmn import to_bpmn
from shenpi.core.process import ProcessModel, compile_net
from shenpi.core.process.verification import Finding, Property, Verdict, verify


@dataclass(frozen=True, slots=True)
class Stuck:
    """The places where the diagram gets stuck, each with the run that leads there, in BPMN ids."""

    model: ProcessModel
    found: tuple[Finding, ...]
    states: int
    decided: bool

    def path(self, finding: Finding) -> tuple[str, ...]:
        """The elements passed on the way."""
        return tuple(label for step in finding.run for label in step.labels if label in self.model.node)


def deadlocks_of_diagram(definitions: Definitions, limit: int) -> Stuck:
    """Where a case may be from which it can't be completed, looking at up to `limit` states.

    Raises `NotTranslatable` if the definitions are no diagram.
    """
    model = to_bpmn(definitions)
    report = verify(compile_net(model), limit_states=limit)
    asked = report.of(Property.OPTION_TO_COMPLETE)
    found = tuple(finding for finding in asked if finding.verdict is Verdict.VIOLATED)
    decided = all(finding.verdict is not Verdict.UNDECIDED for finding in asked)
    return Stuck(model, found, report.states, decided)
