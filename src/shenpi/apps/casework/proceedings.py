"""Proceedings beside the drawn process: special procedures, hearings, field checks, meetings and what else may come.

The law lets any accepted case need them, whatever its item's process draws, so each has a drawing of its own
(`shenpi/data/proceedings/*.bpmn`), run by the same net on a marking of its own. Their steps lie on the same work
lists; at most one of a kind runs in a case.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cache, partial
from importlib.resources import files
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps import rows, timekeeping
from shenpi.apps.casework import assignment, limits, official, opening, steps
from shenpi.apps.casework.models import Case, Proceeding, Task, Timer
from shenpi.apps.casework.states import State
from shenpi.apps.casework.unit import Actor, Unit
from shenpi.apps.errors import NotAllowed, Refusal, Stale
from shenpi.core.process import Firing, Marking, Net, Step, compile_net, read_bpmn
from shenpi.core.worktime import Clock, Limit

Kind = Proceeding.Kind
DRAWINGS = files("shenpi.data") / "proceedings"
AWAITED = {
    Kind.HEARING: _("特别程序或听证还没有结束，结束后才能作出决定。"),
    Kind.FIELD_CHECK: _("现场核查还没有结束，核查人员都签名后才能作出决定。"),
    Kind.THIRD_PARTY: _("还没有听取全部利害关系人的意见，听取后或者陈述期满后才能作出决定。"),
    Kind.MEETING: _("已经召集会议，会议形成纪要后才能作出决定。"),
    Kind.GAP: _("容缺的材料还没有补齐，补齐后才能作出决定。"),
    Kind.IMPORT: _("纸质材料还没有扫描导入，导入后才能作出决定。"),
}
"""What a decision waits for, and what it says of it."""
BEGUN_IN: Mapping[str, frozenset[State]] = {
    Kind.COMMITMENT: frozenset({State.COMPLETED}),
    Kind.INSPECTION: frozenset({State.COMPLETED}),
    Kind.RECTIFY: frozenset({State.ACCEPTED, State.DECIDED, State.COMPLETED}),
}
"""What begins in another state than that of being decided."""
OUTLASTING = frozenset({Kind.RECTIFY})
"""What no decision ends: it is owed all the same."""


EX_OFFICIO = frozenset({Kind.FIELD_CHECK, Kind.OPINION, Kind.RECTIFY})
"""What may be begun in a case that nobody applied for; the rest is of the licence law."""
COERCIVE = EX_OFFICIO | {Kind.EXTENSION, Kind.SUSPENSION}
"""What may be begun where things are sealed or seized (行政强制法 art. 25)."""


def allowed(case: Case) -> frozenset[Kind]:
    """Return the kinds that the law of a case knows."""
    if not official.begun(case):
        return frozenset(Kind)
    return COERCIVE if "urgent" in case.context else EX_OFFICIO


@cache
def net(kind: str) -> Net:
    """Return the compiled drawing of a kind."""
    return compile_net(read_bpmn((DRAWINGS / f"{kind}.bpmn").read_bytes()))


@cache
def elements() -> Mapping[str, str]:
    """Return the kind by the ids of the human steps of all drawings; no two share one."""
    return {node.id: kind for kind in Kind.values for node in net(kind).model.steps()}


def may_begin(kind: str, state: str) -> bool:
    """Tell whether a proceeding of this kind begins in cases of this state; all but a few in those being decided."""
    return state in BEGUN_IN.get(kind, {State.ACCEPTED})


def guard(unit: Unit, kind: str) -> None:
    """Refuse a proceeding unless the case is being decided and no other of the kind runs. Raises Refusal."""
    if not may_begin(kind, unit.case.state):
        raise Refusal("not_being_decided", _("只有已受理、尚未作出决定的办件可以这样办理。"))
    if kind not in allowed(unit.case):
        raise Refusal("not_a_licence", _("这一程序只用于依申请办理的事项。"))
    if Proceeding.objects.filter(case_id=unit.case.id, kind=kind, ended_at=None).exists():
        raise Refusal("already_running", _("本件已有同类程序正在进行，请等它结束。"))


def begin(
    unit: Unit,
    kind: str,
    actor: Actor,
    event: str,
    facts: Mapping[str, Any],
    *,
    terms: Mapping[str, opening.Term] | None = None,
    told: Mapping[str, Any] | None = None,
    named: opening.Named | None = None,
    each: int = 0,
) -> Proceeding:
    """Begin a proceeding of the case and record `event` with `told` (default: the facts).

    `terms`: what the names of limits in the drawing come to; `named`: who was chosen for a step; `each`: how often
    what is drawn once for everybody concerned is done, as instances "0", "1" and so on. Raises Refusal (`guard`).
    """
    guard(unit, kind)
    found = Proceeding(
        case_id=unit.case.id,
        kind=kind,
        facts={
            **facts,
            "terms": _kept(terms or {}),
            "each": [str(number) for number in range(each)],
            "named": [[*step, _named(place)] for step, place in (named or {}).items()],
        },
        asked_by_id=actor.id,
        begun_at=unit.now,
    )
    firing = net(kind).start(_variables(found))
    found.marking = firing.marking.to_json()
    unit.insert(found)
    opened = _opened(unit, found, firing)
    unit.record(event, {**(facts if told is None else told), "opened": opened}, actor)
    return found


def of_task(unit: Unit, task: Task) -> Proceeding:
    """Return the running proceeding that a task belongs to. Raises Stale when it is over."""
    kind = elements().get(task.element, "")
    found = Proceeding.objects.filter(case_id=unit.case.id, kind=kind, ended_at=None).first()
    if found is None:
        raise Stale("proceeding_over", _("这一程序已经结束。请刷新页面。"))
    return found


def complete(
    unit: Unit,
    found: Proceeding,
    task: Task,
    actor: Actor,
    signed: steps.Signed,
    event: str,
    told: Mapping[str, Any],
    *,
    outcome: str = "",
    terms: Mapping[str, opening.Term] | None = None,
) -> None:
    """Finish a step of the proceeding and record `event`; `outcome` is kept when the drawing ends with it."""
    ended = steps.sign(unit, task, actor, signed)
    found.facts = {**found.facts, "terms": {**found.facts["terms"], **_kept(terms or {})}}
    step = Step(task.element, task.instance or None)
    firing = net(found.kind).complete(_marking(found), step, _variables(found, verdict=signed.verdict))
    opened = _follow(unit, found, firing, outcome)
    unit.record(event, {**told, "ended": ended, "opened": opened}, actor)


def interrupt(
    unit: Unit,
    found: Proceeding,
    message: str,
    task: Task,
    actor: Actor,
    signed: steps.Signed,
    event: str,
    told: Mapping[str, Any],
    *,
    terms: Mapping[str, opening.Term],
) -> None:
    """Let what was signed at a step reach the drawing as `message`; other steps that it interrupts close with it."""
    ended = steps.sign(unit, task, actor, signed)
    found.facts = {**found.facts, "terms": {**found.facts["terms"], **_kept(terms)}}
    firing = net(found.kind).message(_marking(found), message, _variables(found))
    closed = opening.close(unit, firing.closed)
    opened = _follow(unit, found, firing, "")
    unit.record(event, {**told, "ended": ended, "closed": closed, "opened": opened}, actor)


def elapse(
    unit: Unit,
    found: Proceeding,
    timer: Timer,
    actor: Actor,
    event: str,
    told: Mapping[str, Any],
    outcome: str,
) -> None:
    """Let a due timer of the proceeding go off; the step that it interrupts closes without an opinion."""
    firing = net(found.kind).timer(
        _marking(found), Step(timer.element, timer.instance or None), _variables(found)
    )
    closed = opening.close(unit, firing.closed)
    opened = _follow(unit, found, firing, outcome)
    unit.record(event, {**told, "closed": closed, "opened": opened}, actor)


def abandon(unit: Unit) -> list[dict[str, Any]]:
    """End every running proceeding but the `OUTLASTING`, because the case ends; returns the steps that close."""
    beside = [
        task
        for task in unit.tasks.values()
        if task.element in elements() and elements()[task.element] not in OUTLASTING
    ]
    if not beside:
        return []
    for found in Proceeding.objects.filter(case_id=unit.case.id, ended_at=None).exclude(kind__in=OUTLASTING):
        _end(unit, found, "abandoned")
        for node in net(found.kind).model.nodes:
            if node.attached_to:
                unit.execute(rows.delete_where(Timer, case_id=unit.case.id, element=node.id))
    closed = opening.close(unit, [Step(task.element, task.instance or None) for task in beside])
    limits.resume(unit)
    return closed


def guard_decision(unit: Unit) -> None:
    """Refuse a decision while something runs whose result it needs (行政许可法 art. 34, 36, 45, 48). Raises Refusal."""
    if limits.paused_until(unit.case, unit.now) is not None:
        raise Refusal("proceeding_running", _("特别程序或听证还没有结束，结束后才能作出决定。"))
    waiting = {elements().get(task.element) for task in unit.tasks.values()}
    for kind, words in AWAITED.items():
        if kind in waiting:
            raise Refusal("proceeding_running", words)


def guard_other(found: Proceeding, actor: Actor) -> None:
    """Refuse that somebody approves what he asked for himself. Raises NotAllowed."""
    if found.asked_by_id == actor.id:
        raise NotAllowed("own_request", _("不能审批本人提请的事项。请由其他有权人员审批。"))


def clock_of(case: Case, task: Task) -> Clock:
    """Return the clock of an open step with a limit; that of a proceeding's own step never rests."""
    if task.element in elements():
        return Clock(task.opened_at, Limit.parse(task.limit))
    return limits.step_clock(case, steps.begun_at(case, task), task.limit)


def of(case: Case) -> list[Proceeding]:
    """Return the case's proceedings, oldest first."""
    return list(case.proceedings.select_related("asked_by").order_by("begun_at", "id"))


def _follow(unit: Unit, found: Proceeding, firing: Firing, outcome: str) -> list[dict[str, Any]]:
    opened = _opened(unit, found, firing)
    found.marking = firing.marking.to_json()
    if firing.marking:
        unit.execute(rows.update(found, ["marking", "facts"]))
    else:
        _end(unit, found, outcome)
    return opened


def _opened(unit: Unit, found: Proceeding, firing: Firing) -> list[dict[str, Any]]:
    chosen = {
        (element, instance): assignment.Place(**{**place, "holder_id": UUID(place["holder_id"])})
        for element, instance, place in found.facts.get("named", ())
    }
    return opening.follow(unit, net(found.kind), firing, partial(_term, unit, found), chosen)


def _variables(found: Proceeding, **extra: object) -> dict[str, Any]:
    return {"each": found.facts.get("each", []), "ordered": found.facts.get("ordered", False), **extra}


def _named(place: assignment.Place) -> dict[str, Any]:
    return {**vars(place), "holder_id": str(place.holder_id)}


def _end(unit: Unit, found: Proceeding, outcome: str) -> None:
    found.marking, found.ended_at, found.outcome = "[]", unit.now, outcome
    unit.execute(rows.update(found, ["marking", "facts", "ended_at", "outcome"]))


def _marking(found: Proceeding) -> Marking:
    return Marking.from_json(found.marking)


def _term(unit: Unit, found: Proceeding, limit: str) -> opening.Term:
    """A limit of the drawing: agreed in this proceeding, or written there; it never rests."""
    if not limit:
        return "", None
    if limit in found.facts["terms"]:
        text, due = found.facts["terms"][limit]
        return text, datetime.fromisoformat(due)
    return limit, timekeeping.calendar().due(unit.now, Limit.parse(limit))


def _kept(terms: Mapping[str, opening.Term]) -> dict[str, Any]:
    return {name: [text, due.isoformat() if due else None] for name, (text, due) in terms.items()}
