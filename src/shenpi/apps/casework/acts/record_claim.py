"""要求或放弃听证: what the applicant and third parties say within five working days; silence waives."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.casework import limits, proceedings, steps
from shenpi.apps.casework.authority import for_office
from shenpi.apps.casework.models import Task, Timer
from shenpi.apps.casework.unit import BY_APPLICANT, SYSTEM, Actor, Unit, on_case
from shenpi.apps.errors import Stale
from shenpi.apps.organisation.models import Person
from shenpi.core.worktime import rules

OF_APPLICANT = "0"
"""The applicant's place among those who were told; the others are third parties, who answer at the window."""


def answer_hearing(case_id: UUID, *, claims: bool) -> None:
    """Take the applicant's own answer from the public zone. Raises Stale when none is awaited any more."""
    with on_case(case_id, None) as unit:
        task = _awaited(unit, OF_APPLICANT)
        if task is None:
            raise Stale("no_claim_awaited", _("本件现在不等待是否要求听证的答复。"))
        _answer(unit, task, BY_APPLICANT, claims=claims)


def record_claim(case_id: UUID, task_id: UUID, *, by: Person, claims: bool) -> None:
    """Record at the window that the applicant or a third party asks for a hearing, or waives it (行政许可法 art. 47).

    Asked for by one, it is held within twenty working days, and until then no limit of the decision counts (art. 45);
    nobody else need ask.
    """
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "await_claim")
        actor = for_office(unit, by, unit.case.context["offices"]["accept"], "record_claim")
        _answer(unit, task, actor, claims=claims)


def _answer(unit: Unit, task: Task, actor: Actor, *, claims: bool) -> None:
    found = proceedings.of_task(unit, task)
    if not claims:
        event = _waived(task.instance)
        proceedings.complete(
            unit, found, task, actor, steps.Signed("waive"), event, {"lapsed": False}, outcome="waived"
        )
        return
    hold_by = timekeeping.calendar().due(unit.now, rules.HEARING_HELD.limit)
    limits.rest(unit, limits.Procedure.HEARING, hold_by)
    found.facts |= {"hold_by": hold_by.isoformat(), "claimed_by": task.instance}
    told: dict[str, Any] = {"hold_by": hold_by.isoformat(), "planned_end_at": hold_by.isoformat()}
    told |= limits.recount(unit, besides=frozenset(proceedings.elements()))
    terms = {"hold": (rules.HEARING_HELD.limit.to_text(), hold_by)}
    proceedings.interrupt(
        unit, found, "claimed", task, actor, steps.Signed("claim"), "hearing.claimed", told, terms=terms
    )


def lapse_claim(timer: Timer) -> bool:
    """Let the right lapse that somebody did not claim in time. Returns False if a hearing was claimed meanwhile."""
    with on_case(timer.case_id, None) as unit:
        task = _awaited(unit, timer.instance)
        if task is None:
            return False
        found = proceedings.of_task(unit, task)
        proceedings.elapse(unit, found, timer, SYSTEM, _waived(timer.instance), {"lapsed": True}, "waived")
    return True


def _awaited(unit: Unit, instance: str) -> Task | None:
    answers = (task for task in unit.tasks.values() if task.act == "await_claim")
    return next((task for task in answers if task.instance == instance), None)


def _waived(instance: str) -> str:
    return "hearing.waived" if instance == OF_APPLICANT else "hearing.party_waived"
