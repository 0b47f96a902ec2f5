"""How the deeds of proceedings read their posted forms and call the acts behind them; `begin_*` are on no task."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import acts
from shenpi.apps.organisation import queries as organisation
from shenpi.sites.common.access import StaffRequest
from shenpi.sites.workbench import inputs
from shenpi.sites.workbench.inputs import Posted

if TYPE_CHECKING:
    from shenpi.apps.casework.models import Case, Task

    Begin = Callable[[StaffRequest, Case], None]


def end_suspension(request: StaffRequest, case: Case, task: Task) -> None:
    """Record the special procedure's result."""
    posted = Posted(request)
    result = posted.words("text")
    posted.check()
    acts.end_suspension(case.id, task.id, by=request.user, result=result)


def approve_extension(request: StaffRequest, case: Case, task: Task) -> None:
    """Extend the limit, or not."""
    posted = Posted(request)
    said = {name: posted.words(name) for name in ("text", "reason")}
    said |= {"verdict": posted.words("verdict", longest=16), "approver": posted.words("approver", longest=60)}
    posted.check()
    acts.approve_extension(case.id, task.id, by=request.user, **said)


def claim_hearing(request: StaffRequest, case: Case, task: Task) -> None:
    """Record that somebody who was told asks to be heard."""
    acts.record_claim(case.id, task.id, by=request.user, claims=True)


def waive_hearing(request: StaffRequest, case: Case, task: Task) -> None:
    """Record that somebody who was told does not ask to be heard."""
    acts.record_claim(case.id, task.id, by=request.user, claims=False)


def schedule_hearing(request: StaffRequest, case: Case, task: Task) -> None:
    """Appoint time, place and chair."""
    posted = Posted(request)
    place, chosen = posted.words("place", longest=100), inputs.uuid(posted.words("chair", longest=36))
    announced = posted.ticked("announced")
    chair = next((each for each in organisation.staff_of_agency(case.agency_id) if each.pk == chosen), None)
    held_at = posted.moment("held_on", "held_hour")
    if held_at is None:
        posted.fault("held_on", _("请填写日期和时间，如 2026-11-23 和 09:30"))
    if chair is None:
        posted.fault("chair", _("请选择主持人"))
    posted.check()
    if held_at is None or chair is None:  # told by `check`; here for the types
        return
    acts.schedule_hearing(
        case.id, task.id, by=request.user, held_at=held_at, place=place, chair=chair, announced=announced
    )


def hold_hearing(request: StaffRequest, case: Case, task: Task) -> None:
    """Keep the record of the hearing."""
    posted = Posted(request)
    attendees, record = posted.words("attendees", longest=300), posted.words("record", longest=5000)
    posted.check()
    acts.hold_hearing(case.id, task.id, by=request.user, attendees=attendees, record=record)


def begin_hearing(request: StaffRequest, case: Case) -> None:
    """Tell the right to a hearing."""
    posted = Posted(request)
    matter, others = posted.words("matter", longest=500), inputs.parties(posted.words("parties"))
    days = posted.number("days")
    posted.check()
    acts.tell_hearing_rights(case.id, by=request.user, matter=matter, others=others, days=days)


def begin_ordered_hearing(request: StaffRequest, case: Case) -> None:
    """Hold a hearing of the agency's own motion."""
    posted = Posted(request)
    ground, matter = posted.words("ground", longest=24), posted.words("matter", longest=500)
    others = inputs.parties(posted.words("parties"))
    posted.check()
    acts.order_hearing(case.id, by=request.user, ground=ground, matter=matter, others=others)


def refuse_claim(request: StaffRequest, case: Case) -> None:
    """Refuse a hearing to the applicant or, where one is named, to somebody else."""
    posted = Posted(request)
    ground = posted.words("ground", longest=24)
    said = {name: posted.words(name) for name in ("reason", "basis")}
    party = next(iter(inputs.parties(posted.words("party", longest=300))), None)
    posted.check()
    acts.refuse_claim(case.id, by=request.user, ground=ground, party=party, **said)


def begin_suspension(request: StaffRequest, case: Case) -> None:
    """Ask for a special procedure."""
    posted = Posted(request)
    procedure, reason = posted.words("procedure", longest=16), posted.words("reason", longest=500)
    days = posted.number("days")
    posted.check()
    acts.request_suspension(case.id, by=request.user, procedure=procedure, days=days, reason=reason)


def begin_extension(request: StaffRequest, case: Case) -> None:
    """Ask for the one extension."""
    posted = Posted(request)
    reason = posted.words("reason", longest=500)
    posted.check()
    acts.request_extension(case.id, by=request.user, reason=reason)


def begin_opinion_change(request: StaffRequest, case: Case) -> None:
    """Ask for the change of one of one's own opinions."""
    posted = Posted(request)
    opinion = inputs.uuid(posted.words("opinion", longest=36))
    said = {name: posted.words(name) for name in ("text", "reason", "basis", "why")}
    verdict = posted.words("verdict", longest=16)
    if opinion is None:
        posted.fault("opinion", _("请选择要修改的意见"))
    posted.check()
    if opinion is not None:
        acts.request_opinion_change(case.id, opinion, by=request.user, verdict=verdict, **said)
