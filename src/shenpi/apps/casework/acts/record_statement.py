"""听取陈述申辩: what the party says within five working days, and whether it asks for a hearing; silence waives."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import papers, steps
from shenpi.apps.casework.authority import for_office
from shenpi.apps.casework.models import Case, Timer
from shenpi.apps.casework.unit import SYSTEM, on_case
from shenpi.apps.errors import Invalid, Refusal
from shenpi.apps.organisation.models import Person


def record_statement(
    case_id: UUID, task_id: UUID, *, by: Person, statement: str, claims: bool = False
) -> None:
    """Record what the holder of a licence states (行政许可法 art. 7), or the party of a penalty (行政处罚法 art. 45).

    `claims`: the party asks for a hearing (art. 64.1). Raises Invalid without a word, Refusal for a hearing where
    there is no right to one.
    """
    if not statement.strip():
        words = _("请记录陈述申辩的内容")
        raise Invalid("statement_missing", words, fields={"text": [words]})
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "await_statement")
        case = unit.case
        actor = for_office(unit, by, case.context["offices"]["accept"], "record_statement")
        told: dict[str, object] = {"heard": True}
        if "upon" not in case.context:
            if claims and not case.context["penalty"]["hearing"]:
                raise Refusal("no_hearing", _("这件处罚依法不属于应当听证的情形，请按陈述申辩记录。"))
            record = papers.issue(
                unit,
                "statement_record",
                party=case.applicant["name"],
                matter=case.context["matter"]["found"],
                heard_on=papers.day(unit.now),
                statement=statement.strip(),
                recorder=actor.signature,
            )
            told |= {"documents": [record], "claims": claims}
        unit.set(context={**case.context, "heard": "statement"})
        signed = steps.Signed("hearing" if claims else "stated", statement.strip())
        steps.complete(unit, task, actor, signed, _event(case), told)


def lapse_statement(timer: Timer) -> bool:
    """Let the right lapse that nobody used in time. Returns False if somebody did meanwhile."""
    with on_case(timer.case_id, None) as unit:
        if not any(task.act == "await_statement" for task in unit.tasks.values()):
            return False
        steps.elapse(unit, timer, SYSTEM, _event(unit.case), {"heard": False})
    return True


def _event(case: Case) -> str:
    return "certificate.holder_heard" if "upon" in case.context else "party.heard"
