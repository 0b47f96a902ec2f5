"""The rule of the approved course: what was done is a run of the process, no step skipped, none out of order."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from shenpi.apps.supervision.rules.catalogue import Finding, rule
from shenpi.apps.supervision.rules.facts import Act, CaseFacts
from shenpi.core.process import HUMAN, ProcessError, Step, compile_net, read_bpmn
from shenpi.core.process.conformance import LOGGED, Alignment, Checker, MoveKind

BESIDE = (
    "case.suspension.",
    "case.extension.",
    "case.hearing.",
    "case.field_check.",
    "case.third_party.",
    "case.meeting.",
    "case.opinion.",
    "case.filing.",
    "case.gap.",
    "case.commitment.",
    "case.rectification.",
    "case.inspection.",
)
"""Proceedings of the law that run beside the drawn process (docs/casework.md): their steps are not compared with it."""
FINISHED = ("case.completed", "case.result.published")
"""After these a case has come to the end of its process; before, its course may break off anywhere."""
SHOWN = 5


class Told(NamedTuple):
    """What a message says of the course: a step's end, copies of steps that began, BPMN ids of steps cut short."""

    ended: Step | None
    opened: tuple[Step, ...]
    closed: tuple[str, ...]


@rule("procedure", _("办理环节与核准的流程不符"), "D10-048", "D10-049", "D10-083")
def off_process(facts: CaseFacts, now: datetime, given: Mapping[str, Any]) -> Iterator[Finding]:
    """A course that cannot be aligned with the approved process without cost; one finding a case, with what is wrong.

    A case of which messages are missing, or whose process is not known here, is not judged: so none upon a
    certificate (renewal, change, revocation, cancellation), whose process is not its item's.
    """
    if facts.item is None or not facts.item.process or _has_hole(facts) or _upon_certificate(facts):
        return
    judge = checker(facts.item.process, from_log=any("attributes" in act.data for act in facts.acts))
    acts = sorted(
        (act for act in facts.acts if not act.type.startswith(BESIDE)), key=lambda act: (act.at, act.seq)
    )
    done = [act for act in acts if "ended" in act.data]
    if judge is None or not done:
        return
    course = told([act.data for act in acts])
    found = align(judge, course, complete=facts.first(*FINISHED) is not None)
    if found.fits is False:
        act = _first_wrong(found, done)
        names = [judge.name(move.element or move.activity) for move in found.deviations]
        words = "、".join(dict.fromkeys(names[:SHOWN]))
        yield Finding("course", act.at, facts.holder(act), words=words)


@lru_cache(maxsize=64)
def checker(process: str, *, from_log: bool) -> Checker | None:
    """Return the checker of a BPMN text; None for one that cannot be read. Ours tell only of people's steps."""
    try:
        return Checker(compile_net(read_bpmn(process.encode())), logged=LOGGED if from_log else HUMAN)
    except ProcessError:
        return None


def told(messages: Sequence[Mapping[str, Any]]) -> tuple[Told, ...]:
    """Return what messages say of a course; an ending that gives its step's key alone means what was opened so."""
    begun: dict[str, Mapping[str, Any]] = {
        step["task_id"]: step for data in messages for step in data.get("opened") or ()
    }
    found = []
    for data in messages:
        ended = data.get("ended")
        copies = (step for step in data.get("opened") or () if step.get("instance"))
        closed = (_step(step, begun).element_id for step in data.get("closed") or ())
        found.append(
            Told(
                _step(ended, begun) if ended else None,
                tuple(_step(step, begun) for step in copies),
                tuple(closed),
            )
        )
    return tuple(found)


def _step(data: Mapping[str, Any], begun: Mapping[str, Mapping[str, Any]]) -> Step:
    """Return what messages call a step (BPMN id, else name), and whose copy it is."""
    said = {**begun.get(data["task_id"], {}), **{name: value for name, value in data.items() if value}}
    return Step(said.get("element") or said.get("step") or "", said.get("instance"))


def align(judge: Checker, course: Sequence[Told], *, complete: bool) -> Alignment:
    """Align a course, told in order of time, with its process: each office's steps are its own copy's."""
    done = [act.ended for act in course if act.ended]
    begun: dict[str, list[set[str]]] = {}
    for act in course:
        inside = judge.list_of(act.ended.element_id) if act.ended else ""
        _begin(judge, act.opened, inside, begun)
    unopened: dict[str, set[str]] = {}
    for step in done:
        if step.instance and (name := judge.list_of(step.element_id)) not in begun:
            unopened.setdefault(name, set()).add(step.instance)
    instances = begun | {name: [copies] for name, copies in unopened.items()}
    of_log = judge.logged == LOGGED  # which does not say what events closed
    closed = None if of_log else [element for act in course for element in act.closed]
    return judge.align(done, complete=complete, instances=instances, closed=closed)


def _begin(judge: Checker, opened: Sequence[Step], inside: str, begun: dict[str, list[set[str]]]) -> None:
    """Note the copies that begin: together a new round, unless a step of the same activity opened them."""
    copies: dict[str, set[str]] = {}
    for step in opened:
        if step.instance and (name := judge.list_of(step.element_id)):
            copies.setdefault(name, set()).add(step.instance)
    for name, names in copies.items():
        rounds = begun.setdefault(name, [])
        if name == inside and rounds:
            rounds[-1] |= names
        else:
            rounds.append(names)


def _upon_certificate(facts: CaseFacts) -> bool:
    received = facts.first("case.received")
    return facts.first("case.opened") is not None or (received is not None and "upon" in received.data)


def _first_wrong(found: Alignment, done: list[Act]) -> Act:
    """Return the act with which the course left the process: the one too many, or the one before which one lacks."""
    position = 0
    for move in found.moves:
        if move.kind is not MoveKind.BOTH:
            break
        position += 1
    return done[min(position, len(done) - 1)]


def _has_hole(facts: CaseFacts) -> bool:
    return [act.seq for act in facts.acts] != list(range(1, len(facts.acts) + 1))
