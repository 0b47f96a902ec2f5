"""责令改正: who broke a rule, or a licence's duty, is ordered to put it right, and somebody looks again."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.casework import items, official, opinions, papers, proceedings, steps
from shenpi.apps.casework.authority import for_case, for_task
from shenpi.apps.casework.models import Case
from shenpi.apps.casework.states import Outcome, State
from shenpi.apps.casework.unit import Unit, on_case
from shenpi.apps.errors import Invalid, Message, Refusal
from shenpi.apps.organisation.models import Person
from shenpi.core.worktime import Limit
from shenpi.core.worktime import Unit as Days

MOST_DAYS = 180
RECHECK_DAYS = 7
"""Calendar days after the time to put it right in which the office looks again; the law names none."""


def order_rectification(
    case_id: UUID, *, by: Person, found: str, violated: str, demand: str, days: int
) -> None:
    """Order the party (行政处罚法 art. 28.1) or the holder of a licence (行政许可法 arts 61, 66 to 68) to put it right.

    `found`: what was found; `violated`: the rule and what lets the agency order it; `demand`: what is to be done within
    `days` calendar days. It may be contested by itself. Raises Invalid, and Refusal where there is nobody to order.
    """
    faults: dict[str, list[Message]] = {}
    needed: tuple[tuple[str, str, Message], ...] = (
        ("found", found, _("请写明查明的事实")),
        ("violated", violated, _("请写明违反的规定和责令改正的依据")),
        ("demand", demand, _("请写明改正的要求")),
    )
    for name, words, missing in needed:
        if not words.strip():
            faults[name] = [missing]
    if not 1 <= days <= MOST_DAYS:
        faults["days"] = [_("应为 1 至 %(most)s 日") % {"most": MOST_DAYS}]
    if faults:
        raise Invalid("order_incomplete", _("责令改正须写明事实、依据、要求和期限。"), fields=faults)
    with on_case(case_id, by) as unit:
        actor = for_case(unit, by, "order_rectification")
        if not fits(unit.case, items.facts(unit.case.item_version_id).item_type):
            raise Refusal("nobody_to_order", _("只有尚未结案的案件，或者已准予并办结的许可，可以责令改正。"))
        calendar = timekeeping.calendar()
        due = calendar.due(unit.now, Limit(days, Days.CALENDAR_DAYS))
        recheck = Limit(days + RECHECK_DAYS, Days.CALENDAR_DAYS)
        said = {"found": found.strip(), "violated": violated.strip(), "demand": demand.strip()}
        paper = papers.issue(unit, "rectification_order", **said, due_on=papers.day(due))
        proceedings.begin(
            unit,
            proceedings.Kind.RECTIFY,
            actor,
            "rectification.ordered",
            {**said, "due_at": due.isoformat()},
            told={**said, "due_at": due.isoformat(), "documents": [paper]},
            terms={"recheck": (recheck.to_text(), calendar.due(unit.now, recheck))},
        )


def check_rectification(
    case_id: UUID,
    task_id: UUID,
    *,
    by: Person,
    verdict: str,
    text: str = "",
    reason: str = "",
    basis: str = "",
) -> None:
    """Record what the second look found, "rectified" or "unrectified"; the latter needs its reason and what follows.

    Raises Invalid.
    """
    signed = opinions.signed(
        verdict, positive="rectified", negative="unrectified", text=text, reason=reason, basis=basis
    )
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "check_rectification")
        actor = for_task(unit, by, task, "check_rectification")
        found = proceedings.of_task(unit, task)
        told = {"rectified": verdict == "rectified"}
        proceedings.complete(unit, found, task, actor, signed, "rectification.checked", told, outcome=verdict)


def guard_close(unit: Unit) -> None:
    """Refuse to close a case while what was ordered has not been looked at again. Raises Refusal."""
    if any(task.act == "check_rectification" for task in unit.tasks.values()):
        raise Refusal("rectification_open", _("责令改正还没有复查，登记复查结果后才能结案。"))


def fits(case: Case, item_type: str) -> bool:
    """Tell whether there is somebody to order: the party of a running case, or the holder of what was granted."""
    if official.begins(item_type):
        return case.state in (State.ACCEPTED, State.DECIDED)
    return case.state == State.COMPLETED and case.outcome == Outcome.GRANTED
