"""监督检查记录: what the inspection found, signed by all who were there and kept with the file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import items, papers, proceedings, publicity, sent_officers, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.models import Proceeding
from shenpi.apps.casework.unit import Unit, on_case
from shenpi.apps.errors import Invalid, Message
from shenpi.apps.organisation.models import Person
from shenpi.apps.timekeeping import local


class Found(TextChoices):
    """What an inspection may find."""

    COMPLIANT = "compliant", _("未发现问题")
    FAULTY = "faulty", _("发现问题")


@dataclass(frozen=True)
class Inspection:
    """What was found, where, with whom; `advice` to the holder, and to which other authority it is passed on."""

    inspected_on: date | None
    place: str
    findings: str
    present: str = ""
    advice: str = ""
    passed_to: str = ""


def record_inspection(case_id: UUID, task_id: UUID, *, by: Person, verdict: str, seen: Inspection) -> None:
    """Write down the inspection and its result, and sign it first (行政许可法 art. 61.2). Raises Invalid.

    What is to be put right is ordered by an act of its own (`order_rectification`).
    """
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "record_inspection")
        actor = for_task(unit, by, task, "record_inspection")
        found = proceedings.of_task(unit, task)
        faults: dict[str, list[Message]] = {}
        first, last = local(found.begun_at).date(), local(unit.now).date()
        if verdict not in Found:
            faults["verdict"] = [_("请选择检查结果")]
        if seen.inspected_on is None or not first <= seen.inspected_on <= last:
            faults["inspected_on"] = [_("检查日期应当在指派之后、今天或者今天以前")]
        if not seen.place.strip():
            faults["place"] = [_("请填写检查地点")]
        if not seen.findings.strip():
            faults["findings"] = [_("请填写检查情况")]
        if faults or seen.inspected_on is None:
            words = _("请写明检查的日期、地点、情况和结果。")
            raise Invalid("inspection_incomplete", words, fields=faults)
        said = {key: getattr(seen, key).strip() for key in _SAID}
        day = seen.inspected_on.isoformat()
        found.facts |= said | {"checked_on": day, "result": verdict}
        sent_officers.sign(found, actor, "")
        signed = steps.Signed(verdict, said["findings"])
        told = {"inspected_on": day, "result": verdict}
        proceedings.complete(unit, found, task, actor, signed, "inspection.recorded", told)


def sign_inspection(case_id: UUID, task_id: UUID, *, by: Person, text: str = "") -> None:
    """Sign the record, with what one saw otherwise; the last signature makes it and its letters papers of the file.

    Raises NotAllowed for somebody who signed it already.
    """
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "sign_inspection")
        actor = for_task(unit, by, task, "sign_inspection")
        found = proceedings.of_task(unit, task)
        sent_officers.sign(found, actor, text.strip())
        last = not sent_officers.awaits_others(unit, found, task.id)
        told: dict[str, Any] = {}
        if last:
            made = _papers(unit, found)
            told = {
                "documents": made,
                "result": found.facts["result"],
                "inspection": _public(unit, found, made[0]),
            }
        signed = steps.Signed("signed", text.strip())
        outcome = found.facts["result"]
        proceedings.complete(unit, found, task, actor, signed, "inspection.signed", told, outcome=outcome)


def _public(unit: Unit, found: Proceeding, record: Mapping[str, Any]) -> dict[str, Any]:
    """What the public may consult of the record (art. 61.2): of citizens no whole name and no place (D1-021)."""
    facts, item = found.facts, items.facts(unit.case.item_version_id)
    organisation = unit.case.applicant.get("kind") == "organisation" and not item.is_private
    return {
        "record_id": record["id"],
        "number": unit.case.number,
        "item_name": item.name,
        "agency": item.agency_name,
        "holder": publicity.party(unit.case),
        "document_number": record["number"],
        "inspected_on": facts["checked_on"],
        "place": facts["place"] if organisation else "",
        "findings": publicity.words(unit.case, facts["findings"]),
        "result": facts["result"],
        "advice": publicity.words(unit.case, facts["advice"]),
    }


_SAID = ("place", "findings", "present", "advice", "passed_to")


def _papers(unit: Unit, found: Proceeding) -> list[dict[str, Any]]:
    facts = found.facts
    about = {
        "inspected_on": facts["checked_on"],
        "place": facts["place"],
        "findings": facts["findings"],
        "result": papers.chinese(Found(facts["result"]).label),
    }
    signed = sent_officers.signed(found)
    made = [
        papers.issue(
            unit,
            "inspection_record",
            **about,
            matter=facts["matter"],
            present=facts["present"],
            officers=signed,
        )
    ]
    if facts["advice"]:
        made.append(papers.issue(unit, "inspection_advice", **about, advice=facts["advice"]))
    if facts["passed_to"]:
        made.append(papers.issue(unit, "inspection_letter", **about, recipient=facts["passed_to"]))
    return made
