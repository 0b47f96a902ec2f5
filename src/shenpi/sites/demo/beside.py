"""What people do on the steps of proceedings beside the drawn process: scans, gaps, suspensions, hearings, meetings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from random import Random
from typing import TYPE_CHECKING

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, intake_queries, meetings, queries
from shenpi.apps.documents.files import store_bytes
from shenpi.apps.organisation import queries as organisation
from shenpi.sites.demo import online
from shenpi.sites.demo.playing import plain

if TYPE_CHECKING:
    from shenpi.apps.casework.models import Case, Task
    from shenpi.apps.organisation.models import Person
    from shenpi.sites.demo.playing import Play


def _import(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
    scan = store_bytes(online.blank_page(), "application/pdf")
    scans = {each.id: acts.Scan(scan.sha256, "扫描件.pdf") for each in acts.unscanned(case.id)}
    acts.import_filing(case.id, task.id, by=by, scans=scans)


def _gap(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
    handed = [acts.HandedIn(row["key"], row["name"], "original") for row in intake_queries.gap(case)]
    acts.fill_gap(case.id, by=by, materials=handed)


def _consent(act: Callable[..., None]) -> Play:
    def sign(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
        reason = "" if agree else "按现有材料可以在时限内决定，不再另行安排。"
        act(case.id, task.id, by=by, verdict="approve" if agree else "refuse", reason=reason)

    return sign


def _claim(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
    acts.record_claim(case.id, task.id, by=by, claims=rng.random() < 0.6)


def _schedule(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
    calendar = timekeeping.calendar()
    day = calendar.add_working_days(timekeeping.local(timekeeping.now()).date(), 8)
    held_at = datetime.combine(day, time(9, 30), timekeeping.SHANGHAI)
    acts.schedule_hearing(
        case.id, task.id, by=by, held_at=held_at, place="区政务服务中心三楼会议室", chair=_chair(case, by)
    )


def _chair(case: Case, by: Person) -> Person:
    """Return who chairs a hearing: a lawyer or clerk before anybody else, since a chair examines nothing."""
    working = {str(each.holder_id) for each in queries.open_tasks(case)} | {str(by.pk)}
    working |= {*case.context.get("examiners", {}).values(), *case.context.get("reviewers", ())}
    now, agency = timekeeping.now(), case.agency_id
    serving = (organisation.serving(agency, act, now) for act in ("legal_review", "receive"))
    apart = [post.person for posts in serving for post in posts.values()]
    staff = [*apart, *organisation.staff_of_agency(agency)]
    return next(each for each in staff if str(each.pk) not in working)


def _hold(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
    acts.hold_hearing(
        case.id,
        task.id,
        by=by,
        attendees=f"{case.applicant['name']}（申请人）、审查人员",
        record="审查人员说明审查意见和依据，申请人陈述、质证，双方核对笔录无误。",
    )


def _check(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
    said = {"place": "申请事项所在地", "findings": "现场情况与申报材料一致，界址清楚。"}
    acts.record_field_check(case.id, task.id, by=by, checked_on=_today(), **said)


def _hear(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
    words = "希望施工期间保证通行和排水。"
    acts.hear_third_party(case.id, task.id, by=by, heard_on=_today(), statement=words)


def _meet(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
    conclusion = "grant" if agree else "refuse"
    acts.record_meeting(case.id, task.id, by=by, minutes=minutes(), conclusion=conclusion)


def minutes() -> meetings.Minutes:
    return meetings.Minutes(
        _today(), "分管领导，主办、协办科室负责人", "各科室说明审查意见，会议逐项讨论，形成一致意见。"
    )


def _today() -> date:
    return timekeeping.local(timekeeping.now()).date()


PLAYED: dict[str, Play] = {
    "record_field_check": _check,
    "sign_field_check": plain(acts.sign_field_check),
    "hear_third_party": _hear,
    "record_meeting": _meet,
    "approve_suspension": _consent(acts.approve_suspension),
    "conduct_suspension": plain(acts.end_suspension, result="程序已完成，结果符合要求，报告附卷。"),
    "approve_extension": _consent(acts.approve_extension),
    "approve_opinion": _consent(acts.approve_opinion_change),
    "await_claim": _claim,
    "schedule_hearing": _schedule,
    "hold_hearing": _hold,
    "import_filing": _import,
    "await_gap": _gap,
    "check_commitment": plain(acts.check_commitment, verdict="kept", text="经实地核查，与承诺一致。"),
}
