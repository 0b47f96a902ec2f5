"""The rule of the approved course: what was done is a run of the process, no step skipped, none out of order."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from shenpi.apps.supervision.rules.catalogue import Finding, rule
from shenpi.apps.supervision.rules.facts import Act, CaseFacts
from shenpi.core.process import HUMAN, ProcessError, compile_net, read_bpmn
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
)
"""Proceedings of the law that run beside the drawn process (docs/casework.md): their steps are not compared with it."""
FINISHED = ("case.completed", "case.result.published")
"""After these a case has come to the end of its process; before, its course may break off anywhere."""
SHOWN = 5


@rule("procedure", _("办理环节与核准的流程不符"), "D10-048", "D10-049", "D10-083")
def off_process(facts: CaseFacts, now: datetime, given: Mapping[str, Any]) -> Iterator[Finding]:
    """A course that cannot be aligned with the approved process without cost; one finding a case, with what is wrong.

    A case of which messages are missing, or whose process is not known here, is not judged: so none upon a
    certificate (renewal, change, revocation, cancellation), whose process is not its item's.
    """
    if facts.item is None or not facts.item.process or _has_hole(facts) or _upon_certificate(facts):
        return
    judge = checker(facts.item.process, from_log=any("attributes" in act.data for act in facts.acts))
    done = sorted(
        (act for act in facts.acts if "ended" in act.data and not act.type.startswith(BESIDE)),
        key=lambda act: (act.at, act.seq),
    )
    if judge is None or not done:
        return
    told = [_step(facts, act) for act in done]
    found = judge.align(
        [activity for activity, _instance in told],
        complete=facts.first(*FINISHED) is not None,
        instances=max(1, len({instance for _activity, instance in told if instance})),
    )
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


def _upon_certificate(facts: CaseFacts) -> bool:
    received = facts.first("case.received")
    return facts.first("case.opened") is not None or (received is not None and "upon" in received.data)


def _step(facts: CaseFacts, act: Act) -> tuple[str, str]:
    """Return what was ended (BPMN id, else name) and its instance."""
    ended = act.data["ended"]
    begun = facts.steps.get(ended["task_id"])
    activity = (
        ended.get("element") or (begun and begun.element) or ended.get("step") or (begun and begun.name) or ""
    )
    return activity, ended.get("instance", "")


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
