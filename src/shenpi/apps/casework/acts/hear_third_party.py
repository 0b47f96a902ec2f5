"""听取利害关系人意见: what a party said is on record with its date; silence lets the time pass."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import papers, proceedings, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.commitments import committed
from shenpi.apps.casework.models import Proceeding, Timer
from shenpi.apps.casework.unit import SYSTEM, on_case
from shenpi.apps.errors import Invalid, Message
from shenpi.apps.organisation.models import Person
from shenpi.apps.timekeeping import local


def hear_third_party(case_id: UUID, task_id: UUID, *, by: Person, heard_on: date, statement: str) -> None:
    """Keep what the party said, orally or in writing, as a document of the file (行政许可法 art. 36).

    Raises Invalid without a statement, or for a day before the notice or after today.
    """
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "hear_third_party")
        actor = for_task(unit, by, task, "hear_third_party")
        found = proceedings.of_task(unit, task)
        faults: dict[str, list[Message]] = {}
        if not local(found.begun_at).date() <= heard_on <= local(unit.now).date():
            faults["heard_on"] = [_("日期应当在告知之后、今天或者今天以前")]
        if not statement.strip():
            faults["statement"] = [_("请填写陈述和申辩的内容")]
        if faults:
            raise Invalid("statement_incomplete", _("请写明听取意见的日期和内容。"), fields=faults)
        party = found.facts["parties"][int(task.instance)]
        paper = papers.issue(
            unit,
            "statement_record",
            party=party["name"],
            heard_on=heard_on.isoformat(),
            statement=statement.strip(),
            matter=found.facts["matter"],
            recorder=actor.signature,
        )
        _answered(found, task.instance, "heard")
        told = {
            "heard_on": heard_on.isoformat(),
            "party": committed(unit.case, party),
            "statement": committed(unit.case, {"statement": statement.strip()}),
            "documents": [paper],
        }
        signed = steps.Signed("heard")
        proceedings.complete(unit, found, task, actor, signed, "third_party.heard", told, outcome="heard")


def lapse_third_party(timer: Timer) -> bool:
    """Let the time pass of a party that did not speak. Returns False if it did meanwhile."""
    with on_case(timer.case_id, None) as unit:
        mine = ("hear_third_party", timer.instance)
        task = next((each for each in unit.tasks.values() if (each.act, each.instance) == mine), None)
        if task is None:
            return False
        found = proceedings.of_task(unit, task)
        _answered(found, timer.instance, "silent")
        told = {"speak_by": found.facts["speak_by"]}
        proceedings.elapse(unit, found, timer, SYSTEM, "third_party.silent", told, "heard")
    return True


def _answered(found: Proceeding, instance: str, how: str) -> None:
    found.facts["answers"] = {**found.facts.get("answers", {}), instance: how}
