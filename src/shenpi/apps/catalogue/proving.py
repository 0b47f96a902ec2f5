"""What is to be said of a diagram before anybody may let it run: verdicts, faults of form, its scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from shenpi.apps import timekeeping
from shenpi.apps.organisation.staffing import held_roles
from shenpi.core.process import Net, ProcessError, compile_net, read_bpmn
from shenpi.core.process.hygiene import check
from shenpi.core.process.scenarios import BadInput, Problem, ScenarioResult, read_all, run
from shenpi.core.process.verification import LIMIT_STATES, Report, verify

from .handling import handled
from .promises import lawful

WHILE_DRAWING = 20_000
"""States looked at while somebody draws: an answer within the pause, undecided where that is not enough."""

BEFORE_PUBLICATION = LIMIT_STATES
"""States looked at before a process may be published: seconds at most, since a person waits for the answer."""


@dataclass(frozen=True)
class Proof:
    """Everything said of a diagram; `refusal` instead of a report where it cannot be read or compiled."""

    report: Report | None = None
    refusal: ProcessError | None = None
    results: tuple[ScenarioResult, ...] = ()
    problems: tuple[Problem, ...] = ()
    """What is wrong with the file of scenarios itself."""

    @property
    def passed(self) -> bool:
        """Whether there are scenarios and each went as expected."""
        return bool(self.results) and not self.problems and all(result.passed for result in self.results)


def prove(
    bpmn: str, scenarios: Mapping[str, Any], *, key: str, limit_states: int = BEFORE_PUBLICATION
) -> Proof:
    """Say everything of a diagram and of its scenarios. Never raises for what somebody drew or wrote.

    `key`: the process that it is or will be a version of; its items say how long the law lets it take.
    """
    try:
        net = compile_net(read_bpmn(bpmn.encode()))
    except ProcessError as refusal:
        return Proof(refusal=refusal)
    results, problems = _played(net, scenarios)
    return Proof(_report(net, key, limit_states), None, results, problems)


def _report(net: Net, key: str, limit_states: int) -> Report:
    proved = verify(net, limit_states=limit_states, statutory=lawful(key))
    read = check(net.model, holders=held_roles(timekeeping.now()))
    return replace(proved, findings=(*proved.findings, *read, *handled(net.model)))


def _played(net: Net, scenarios: Mapping[str, Any]) -> tuple[tuple[ScenarioResult, ...], tuple[Problem, ...]]:
    if not scenarios:
        return (), ()
    try:
        read = read_all(scenarios)
    except BadInput as bad:
        return (), tuple(bad.problems)
    calendar = timekeeping.calendar()
    return tuple(run(net, scenario, calendar=calendar) for scenario in read), ()
