"""现场核查笔录: what was found, when and where, by officers who all sign."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import papers, proceedings, sent_officers, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.models import Proceeding
from shenpi.apps.casework.unit import Unit, on_case
from shenpi.apps.errors import Invalid, Message
from shenpi.apps.organisation.models import Person
from shenpi.apps.timekeeping import local


def record_field_check(
    case_id: UUID,
    task_id: UUID,
    *,
    by: Person,
    checked_on: date,
    place: str,
    findings: str,
    present: str = "",
) -> None:
    """Write down what was found and sign it first; the other officers sign after (行政许可法 art. 34.3).

    `present`: who else was there. Raises Invalid without place or findings, or for a day on which it cannot have been.
    """
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "record_field_check")
        actor = for_task(unit, by, task, "record_field_check")
        found = proceedings.of_task(unit, task)
        faults: dict[str, list[Message]] = {}
        if not local(found.begun_at).date() <= checked_on <= local(unit.now).date():
            faults["checked_on"] = [_("核查日期应当在指派之后、今天或者今天以前")]
        if not place.strip():
            faults["place"] = [_("请填写核查地点")]
        if not findings.strip():
            faults["findings"] = [_("请填写核查情况")]
        if faults:
            raise Invalid("field_check_incomplete", _("请写明核查的日期、地点和情况。"), fields=faults)
        record = {
            "checked_on": checked_on.isoformat(),
            "place": place.strip(),
            "findings": findings.strip(),
            "present": present.strip(),
        }
        found.facts |= record
        sent_officers.sign(found, actor, "")
        signed = steps.Signed("recorded", findings.strip())
        proceedings.complete(unit, found, task, actor, signed, "field_check.recorded", record)


def sign_field_check(case_id: UUID, task_id: UUID, *, by: Person, text: str = "") -> None:
    """Sign the record, with what one saw otherwise; the last signature makes it a document of the file.

    Raises NotAllowed for somebody who signed it already, for himself or for another: two people must have been there.
    """
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "sign_field_check")
        actor = for_task(unit, by, task, "sign_field_check")
        found = proceedings.of_task(unit, task)
        sent_officers.sign(found, actor, text.strip())
        documents = [] if sent_officers.awaits_others(unit, found, task.id) else [_record(unit, found)]
        proceedings.complete(
            unit,
            found,
            task,
            actor,
            steps.Signed("signed", text.strip()),
            "field_check.signed",
            {"documents": documents},
            outcome="checked",
        )


def _record(unit: Unit, found: Proceeding) -> dict[str, str]:
    told = {key: found.facts[key] for key in ("checked_on", "place", "findings", "present", "matter")}
    return papers.issue(unit, "field_check_record", **told, officers=sent_officers.signed(found))
