"""The bridge between acts and the process: what the net opens and closes becomes tasks and timers.

An act never decides what comes next; it completes its step with what was decided, and the net that was
verified before publication answers which steps are open now.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps import rows
from shenpi.apps.casework import limits, opening
from shenpi.apps.casework.models import Case, Task, Timer
from shenpi.apps.casework.unit import Actor, Unit
from shenpi.apps.catalogue import queries as catalogue
from shenpi.apps.errors import Refusal, Stale
from shenpi.core.process import Firing, Marking, Net, Step


@dataclass(frozen=True)
class Signed:
    """What a person signs: an explicit verdict, the opinion's words, and for a negative one reason and basis.

    `more` is what else belongs to the opinion (headings of the examination, the parts of a decision, the fee);
    `way` is the verdict that the process's conditions know, where the signed one says more than they ask.
    """

    verdict: str
    text: str = ""
    reason: str = ""
    basis: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)
    way: str = ""

    def as_payload(self) -> dict[str, Any]:
        said = {"verdict": self.verdict, "text": self.text, "reason": self.reason, "basis": self.basis}
        return {key: value for key, value in (said | dict(self.more)).items() if value}


def open_task(unit: Unit, task_id: UUID, *acts: str) -> Task:
    """Return the open task. Raises Stale when somebody finished it before, Refusal when it is another act's."""
    task = unit.tasks.get(task_id)
    if task is None:
        raise Stale("task_closed", _("这一环节已经由他人办理或已结束。请刷新页面查看办件的最新情况。"))
    if task.act not in acts:
        raise Refusal("other_act", _("这一环节不能这样办理。请按页面上给出的操作办理。"))
    return task


def start(unit: Unit) -> list[dict[str, Any]]:
    """Begin the case's process; returns the payload of the steps that are open now."""
    net = _net(unit.case)
    return _apply(unit, net, net.start(variables(unit.case)))


def complete(
    unit: Unit,
    task: Task,
    actor: Actor,
    signed: Signed,
    kind: str,
    facts: Mapping[str, Any] | None = None,
    *,
    values: Mapping[str, Any] | None = None,
    last: str = "",
) -> bool:
    """Finish `task` with a signed opinion, go on in the process and record the act as event `kind`.

    `values`: what the process is told for this once instead of what the case says; `last`: what the act is called
    when the process ends with it. Returns whether it did.
    """
    ended = sign(unit, task, actor, signed)
    firing = _completed(unit.case, task, signed.way or signed.verdict, values)
    opened = _apply(unit, _net(unit.case), firing)
    told = last if last and firing.ended else kind
    unit.record(told, {**(facts or {}), "ended": ended, "opened": opened}, actor)
    return firing.ended


def receive_message(unit: Unit, name: str, actor: Actor, kind: str, facts: Mapping[str, Any]) -> None:
    """Let the message `name` reach the process; steps it interrupts are closed without an opinion."""
    net = _net(unit.case)
    firing = net.message(Marking.from_json(unit.case.marking), name, variables(unit.case))
    _interrupted(unit, net, firing, actor, kind, facts)


def elapse(unit: Unit, timer: Timer, actor: Actor, kind: str, facts: Mapping[str, Any]) -> None:
    """Let a due timer of the process go off; steps it interrupts are closed without an opinion."""
    net = _net(unit.case)
    event = Step(timer.element, timer.instance or None)
    firing = net.timer(Marking.from_json(unit.case.marking), event, variables(unit.case))
    _interrupted(unit, net, firing, actor, kind, facts)


def awaits(unit: Unit, name: str) -> bool:
    """Tell whether the process would take the message `name` now."""
    return name in _net(unit.case).awaited(Marking.from_json(unit.case.marking))


def reschedule(unit: Unit, task: Task, due: datetime) -> dict[str, Any]:
    """Move the limit of an open task; returns the payload of the change."""
    task.due_at = due
    unit.execute(rows.update(task, ["due_at"]))
    return {**opening.told(task), "due_at": due.isoformat()}


def end(unit: Unit, actor: Actor, kind: str, facts: Mapping[str, Any]) -> None:
    """End the case where it stands, beside the drawing: every token, task and timer is taken, and the act recorded."""
    closed = [*facts.get("closed", ()), *map(opening.told, unit.tasks.values())]
    for task in list(unit.tasks.values()):
        opening.take(unit, task)
    unit.execute(rows.delete_where(Timer, case_id=unit.case.id))
    unit.set(marking="[]")
    unit.record(kind, {**facts, "closed": closed, "opened": []}, actor)


def sign(unit: Unit, task: Task, actor: Actor, signed: Signed) -> dict[str, Any]:
    """Take the task off the list and return the payload of the ended step, which holds the signed opinion."""
    opening.take(unit, task)
    principal = {"principal": actor.principal_name} if actor.principal_name else {}
    return {**opening.told(task), **signed.as_payload(), **principal}


def variables(case: Case, **extra: object) -> dict[str, Any]:
    """Return what the process's conditions may ask of a case."""
    context = case.context
    offices = context["offices"]
    return {
        **context,
        "lead": str(offices["lead"]),
        "offices": [str(offices["lead"]), *map(str, offices.get("co", []))],
        "agencies": [*map(str, offices.get("agencies", []))],
        "joint": "agencies" in offices,
        "outcome": str(case.outcome),
        **extra,
    }


def verdicts(case: Case, task: Task) -> tuple[str, ...]:
    """Return the verdicts that the process draws for a step; none for a proceeding's own."""
    node = _net(case).model.node.get(task.element)
    return node.duties.verdicts if node else ()


def form(case: Case, task: Task) -> str:
    """Return which form the process asks for at a step; empty for a proceeding's own."""
    node = _net(case).model.node.get(task.element)
    return node.duties.form if node else ""


def begun_at(case: Case, task: Task) -> datetime:
    """Return when the limit of a step of the process began."""
    node = _net(case).model.node.get(task.element)
    return limits.begun_at(case, node.duties.limit, task.opened_at) if node else task.opened_at


def foreseen(case: Case, task: Task, verdict: str) -> list[tuple[str, str]]:
    """Return the steps, as name and instance, that a verdict on an open step would open now."""
    node = _net(case).model.node
    return [
        (node[step.element_id].name, step.instance or "") for step in _completed(case, task, verdict).opened
    ]


def draws(case: Case, act: str) -> bool:
    """Tell whether the process has a step of the act."""
    return any(node.duties.act == act for node in _net(case).model.steps())


def _net(case: Case) -> Net:
    return catalogue.net(case.process_id)


def _completed(case: Case, task: Task, verdict: str, values: Mapping[str, Any] | None = None) -> Firing:
    step = Step(task.element, task.instance or None)
    told = variables(case, verdict=verdict) | dict(values or {})
    return _net(case).complete(Marking.from_json(case.marking), step, told)


def _interrupted(
    unit: Unit, net: Net, firing: Firing, actor: Actor, kind: str, facts: Mapping[str, Any]
) -> None:
    closed = [*facts.get("closed", ()), *opening.close(unit, firing.closed)]
    opened = _apply(unit, net, firing)
    unit.record(kind, {**facts, "closed": closed, "opened": opened}, actor)


def _apply(unit: Unit, net: Net, firing: Firing) -> list[dict[str, Any]]:
    """Write the marking, tasks and timers of a firing; returns the payload of the opened steps."""
    unit.set(marking=firing.marking.to_json())
    return opening.follow(unit, net, firing, partial(_term, unit))


def _term(unit: Unit, limit: str) -> opening.Term:
    """A step's limit is written in the process, or is the name of a value that the item gives."""
    if not limit:
        return "", None
    text = str(unit.case.context.get("limits", {}).get(limit, limit))
    if not text:
        return "", None  # a limit that the item leaves out
    return text, limits.step_due(unit.case, limits.begun_at(unit.case, limit, unit.now), text)
