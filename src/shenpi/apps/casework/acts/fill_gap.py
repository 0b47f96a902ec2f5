"""容缺补交: what was promised to follow comes in, or its time lapses and the handling ends."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import papers, proceedings, scanning, steps
from shenpi.apps.casework.authority import for_office
from shenpi.apps.casework.filing import HandedIn
from shenpi.apps.casework.models import CaseMaterial, Timer
from shenpi.apps.casework.states import State
from shenpi.apps.casework.unit import BY_APPLICANT, SYSTEM, on_case
from shenpi.apps.errors import Invalid, Stale
from shenpi.apps.organisation.models import Person
from shenpi.apps.timekeeping import local

ROUND = 2
"""After the filing itself (0) and the supplement (1)."""
LAPSED = "申请人承诺补交的材料逾期没有补齐，终止办理。"


def fill_gap(case_id: UUID, *, by: Person | None, materials: Sequence[HandedIn]) -> None:
    """Take in everything that was promised, at the window or online (`by=None`); nothing else (D3-032).

    What comes on paper is scanned for the offices, and decided upon then (D3-037).
    Raises Invalid unless all of it is there, Stale when nothing is awaited any more.
    """
    with on_case(case_id, by) as unit:
        task = next((task for task in unit.tasks.values() if task.act == "await_gap"), None)
        if task is None:
            raise Stale("no_gap_awaited", _("本件现在不等待容缺材料，不能补交。请查看办理进度。"))
        window = unit.case.context["offices"]["accept"]
        actor = BY_APPLICANT if by is None else for_office(unit, by, window, "fill_gap")
        found = proceedings.of_task(unit, task)
        awaited = {row["key"]: row["name"] for row in found.facts["materials"]}
        handed = [each for each in materials if each.key in awaited]
        absent = [name for key, name in awaited.items() if key not in {each.key for each in handed}]
        if absent:
            words = _("请一次补齐：%(names)s") % {"names": "、".join(absent)}
            raise Invalid("gap_remains", words, fields={"materials": [words]})
        for material in handed:
            unit.insert(CaseMaterial(case_id=unit.case.id, round=ROUND, **vars(material)))
        told = {"materials": [each.told() for each in handed]}
        signed = steps.Signed("supplied")
        proceedings.complete(unit, found, task, actor, signed, "gap.filled", told, outcome="filled")
        scanning.note(unit, ((each.form, each.sha256) for each in handed))
        scanning.begin(unit)


def lapse_gap(timer: Timer) -> bool:
    """End the handling because the promise was not kept in time. Returns False if it was, meanwhile."""
    with on_case(timer.case_id, None) as unit:
        task = next((task for task in unit.tasks.values() if task.act == "await_gap"), None)
        if task is None:
            return False
        found = proceedings.of_task(unit, task)
        gap = {"materials": found.facts["materials"]}
        proceedings.elapse(unit, found, timer, SYSTEM, "gap.lapsed", gap, "lapsed")
        gone = proceedings.abandon(unit)
        paper = papers.issue(
            unit,
            "gap_termination",
            accepted_on=papers.day(unit.case.accepted_at),
            promised_on=local(timer.due_at).date().isoformat(),
            **gap,
        )
        unit.set(state=State.CLOSED, completed_at=unit.now)
        facts = {"reason": LAPSED, "documents": [paper], "closed": gone}
        steps.end(unit, SYSTEM, "case.terminated", facts)
    return True
