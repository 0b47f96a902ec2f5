"""听证通知、听证公告: time, place and chair, seven working days ahead."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.casework import hearings, items, papers, publicity, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.unit import Unit, on_case
from shenpi.apps.errors import Invalid, Message
from shenpi.apps.organisation.models import Person
from shenpi.core.worktime import local_day, rules

EXAMINING = frozenset({"examine", "review", "decide", "joint_review", "investigate", "decide_penalty"})


def schedule_hearing(
    case_id: UUID,
    task_id: UUID,
    *,
    by: Person,
    held_at: datetime,
    place: str,
    chair: Person,
    announced: bool = False,
) -> None:
    """Appoint the hearing and notify all whom it concerns (行政许可法 art. 48.1, 48.3; 行政处罚法 art. 64.2, 64.4).

    It is told at least seven working days ahead, held within twenty of the claim (of a licence; the penalty law sets no
    such time), and chaired by nobody who examines the case. `announced`: the public is told too, where it is necessary
    (art. 48.1.1), and always of one that the agency holds of its own motion (art. 46). Raises Invalid for anything
    else.
    """
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "schedule_hearing")
        actor = for_task(unit, by, task, "schedule_hearing")
        found = hearings.begun(unit, task)
        hold_by = hearings.appointed(unit.case, found).get("hold_by")
        faults: dict[str, list[Message]] = {}
        if fault := _fault_of_time(unit, held_at, datetime.fromisoformat(hold_by) if hold_by else None):
            faults["held_on"] = [fault]
        if not place.strip():
            faults["place"] = [_("请填写地点")]
        if chair.pk in _examiners(unit):
            faults["chair"] = [_("主持人不能是审查本件的人员，请另选。")]
        announced = announced or bool(hearings.appointed(unit.case, found).get("ordered"))
        if announced and items.facts(unit.case.item_version_id).is_private:
            faults["announced"] = [_("涉及个人隐私的事项，听证不向社会公告")]
        if faults:
            raise Invalid("hearing_incomplete", _("请核对听证的时间、地点和主持人。"), fields=faults)
        words = _words(held_at)
        about = hearings.appointed(unit.case, found)
        others = about.get("parties", [])[1:]
        said: dict[str, Any] = {"held_at": words, "place": place.strip(), "chair": chair.name}
        if about.get("ordered"):  # nobody claimed it
            said["ordered"] = about["ground"]
        if hold_by:  # what it takes is told in writing (行政许可法 art. 45)
            said["hold_by"] = papers.day(datetime.fromisoformat(hold_by))
        notices = [
            papers.issue(unit, "hearing_notice", **said, **to)
            for to in ({}, *({"party": each["name"], "address": each["address"]} for each in others))
        ]
        appointed = {"held_at": held_at.isoformat(), "place": place.strip(), "chair": chair.name}
        told: dict[str, Any] = {**appointed, "documents": notices}
        if announced:
            matter = hearings.appointed(unit.case, found).get("matter", "")
            told["announcement"] = _announce(unit, appointed, words, matter)
            notices.append(told["announcement"].pop("document"))
        if found is not None:  # whoever holds it, he examines and decides nothing (行政许可法 art. 48.1.3)
            unit.set(context={**unit.case.context, "chair": str(chair.pk)})
        signed = steps.Signed("scheduled", words)
        keep = {**appointed, "chair_id": str(chair.pk)}
        hearings.go_on(unit, found, task, actor, signed, "hearing.scheduled", told, keep=keep)


def _announce(unit: Unit, appointed: dict[str, str], held_at: str, matter: str) -> dict[str, Any]:
    """Issue the announcement; returns it with what the public is told."""
    party, item = publicity.party(unit.case), items.facts(unit.case.item_version_id)
    said = {"place": appointed["place"], "chair": appointed["chair"], "matter": matter}
    paper = papers.issue(unit, "hearing_announcement", applicant=party, held_at=held_at, **said)
    known = {
        "number": unit.case.number,
        "item_name": item.name,
        "agency": item.agency_name,
        "applicant": party,
    }
    return {**known, **appointed, "matter": matter, "document_number": paper["number"], "document": paper}


def _fault_of_time(unit: Unit, held_at: datetime, hold_by: datetime | None) -> Message | None:
    calendar = timekeeping.calendar()
    days = rules.HEARING_NOTICE.limit.amount
    if calendar.add_working_days(local_day(held_at), -days) < local_day(unit.now):
        return _("听证应当在 %(days)s 个工作日前通知申请人，请选择更晚的时间。") % {"days": days}
    if hold_by is not None and held_at > hold_by:
        return _("听证应当在申请人提出后二十个工作日内举行，请选择更早的时间。")
    return None


def _examiners(unit: Unit) -> set[UUID]:
    context = unit.case.context
    signed = {UUID(each) for each in (*context.get("examiners", {}).values(), *context.get("reviewers", ()))}
    return signed | {
        task.holder_id for task in unit.tasks.values() if task.act in EXAMINING and task.holder_id
    }


def _words(moment: datetime) -> str:
    local = timekeeping.local(moment)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"
