"""How the deeds of handling read their posted forms: examination, decision, field checks, third parties, meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shenpi.apps.casework import acts, decisions, fees, headings, meetings, steps
from shenpi.sites.common.access import StaffRequest
from shenpi.sites.workbench import inputs, performing_intake
from shenpi.sites.workbench.inputs import Posted

if TYPE_CHECKING:
    from uuid import UUID

    from shenpi.apps.casework.models import Case, Task


def examine(request: StaffRequest, case: Case, task: Task) -> None:
    """Sign the examination, with the four headings and the fee where they are asked for (D3-040, D3-043)."""
    posted = Posted(request)
    said = {name: posted.words(name) for name in ("text", "reason", "basis")}
    verdict = posted.words("verdict", longest=16)
    found = {}
    if headings.asked(steps.form(case, task)):
        for each in headings.Heading:
            answer, note = (
                posted.words(each.value, longest=16),
                posted.words(f"{each.value}_note", longest=500),
            )
            found[each.value] = headings.Found(answer, note)
    fee = asked_fee(posted)
    posted.check()
    acts.examine(case.id, task.id, by=request.user, verdict=verdict, found=found, fee=fee, **said)


def notify_payment(request: StaffRequest, case: Case, task: Task) -> None:
    """Notify the fee; where nobody examined, it is fixed here."""
    posted = Posted(request)
    asked = asked_fee(posted)
    posted.check()
    acts.notify_payment(case.id, task.id, by=request.user, asked=asked)


def asked_fee(posted: Posted) -> fees.Asked | None:
    """Return the fee as typed; None where the form does not ask for it."""
    if "fee_amount" not in posted.post:
        return None
    kind, amount = posted.words("fee_kind", longest=100), posted.words("fee_amount", longest=16)
    days = posted.post.get("fee_days", "").strip()
    return fees.Asked(kind, amount, int(days) if days.isascii() and days.isdigit() and len(days) < 4 else 0)


def decide(request: StaffRequest, case: Case, task: Task) -> None:
    """Sign the decision, of a meeting with its minutes."""
    posted = Posted(request)
    said = {name: posted.words(name) for name in ("text", "reason", "basis")}
    said |= {"verdict": posted.words("verdict", longest=16), "superior": posted.words("superior", longest=60)}
    parts = decisions.Parts(posted.words("granted"), posted.words("refused"))
    minutes = read_minutes(posted)
    posted.check()
    acts.decide(case.id, task.id, by=request.user, parts=parts, minutes=minutes, **said)


def escalate(request: StaffRequest, case: Case, task: Task) -> None:
    """Pass the decision on."""
    posted = Posted(request)
    reason, minutes = posted.words("reason"), read_minutes(posted)
    posted.check()
    acts.escalate(case.id, task.id, by=request.user, reason=reason, minutes=minutes)


def send_back(request: StaffRequest, case: Case, task: Task) -> None:
    """Return the case to an earlier step."""
    posted = Posted(request)
    reason, way = posted.words("reason"), posted.words("way", longest=64)
    offices = posted.offices("offices")
    posted.check()
    acts.send_back(case.id, task.id, by=request.user, reason=reason, way=way, offices=offices)


def check_originals(request: StaffRequest, case: Case, task: Task) -> None:
    """Compare every material with its original, as the process draws it."""
    performing_intake.check_originals(request, case, task.id)


def forward(request: StaffRequest, case: Case, task: Task) -> None:
    """Report to the superior agency."""
    posted = Posted(request)
    opinion = posted.words("text")
    posted.check()
    acts.forward(case.id, task.id, by=request.user, opinion=opinion)


def register_reply(request: StaffRequest, case: Case, task: Task) -> None:
    """Register the superior's reply."""
    posted = Posted(request)
    said = {name: posted.words(name) for name in ("reason", "basis")}
    said |= {"verdict": posted.words("verdict", longest=16), "number": posted.words("number", longest=60)}
    replied_on = posted.day("replied_on")
    posted.check()
    acts.register_reply(case.id, task.id, by=request.user, replied_on=replied_on, **said)


def record_field_check(request: StaffRequest, case: Case, task: Task) -> None:
    """Write down what was found."""
    posted = Posted(request)
    checked_on = posted.day("checked_on", needed=True)
    place, present = posted.words("place", longest=100), posted.words("present", longest=200)
    findings = posted.words("findings", longest=5000)
    posted.check()
    if checked_on is not None:
        said = {"place": place, "present": present, "findings": findings}
        acts.record_field_check(case.id, task.id, by=request.user, checked_on=checked_on, **said)


def sign_field_check(request: StaffRequest, case: Case, task: Task) -> None:
    """Sign the record."""
    posted = Posted(request)
    text = posted.words("text")
    posted.check()
    acts.sign_field_check(case.id, task.id, by=request.user, text=text)


def record_inspection(request: StaffRequest, case: Case, task: Task) -> None:
    """Write down what an inspection found."""
    posted = Posted(request)
    said = {"place": posted.words("place", longest=100), "present": posted.words("present", longest=200)}
    said |= {
        "findings": posted.words("findings", longest=5000),
        "advice": posted.words("advice", longest=2000),
    }
    said["passed_to"] = posted.words("passed_to", longest=100)
    seen = acts.Inspection(posted.day("inspected_on", needed=True), **said)
    verdict = posted.words("verdict", longest=16)
    posted.check()
    acts.record_inspection(case.id, task.id, by=request.user, verdict=verdict, seen=seen)


def sign_inspection(request: StaffRequest, case: Case, task: Task) -> None:
    """Sign the record of an inspection."""
    posted = Posted(request)
    text = posted.words("text")
    posted.check()
    acts.sign_inspection(case.id, task.id, by=request.user, text=text)


def hear_third_party(request: StaffRequest, case: Case, task: Task) -> None:
    """Keep what a party said."""
    posted = Posted(request)
    heard_on, statement = posted.day("heard_on", needed=True), posted.words("statement", longest=5000)
    posted.check()
    if heard_on is not None:
        acts.hear_third_party(case.id, task.id, by=request.user, heard_on=heard_on, statement=statement)


def record_meeting(request: StaffRequest, case: Case, task: Task) -> None:
    """Record the minutes."""
    posted = Posted(request)
    minutes, conclusion = read_minutes(posted), posted.words("conclusion", longest=16)
    posted.check()
    acts.record_meeting(case.id, task.id, by=request.user, minutes=minutes, conclusion=conclusion)


def begin_rectification(request: StaffRequest, case: Case) -> None:
    """Order to put something right."""
    posted = Posted(request)
    said = {name: posted.words(name) for name in ("found", "violated", "demand")}
    days = posted.number("days")
    posted.check()
    acts.order_rectification(case.id, by=request.user, days=days, **said)


def begin_field_check(request: StaffRequest, case: Case) -> None:
    """Send officers to check."""
    posted = Posted(request)
    officers, matter = _officers(posted), posted.words("matter", longest=500)
    posted.check()
    acts.order_field_check(case.id, by=request.user, officers=officers, matter=matter)


def begin_inspection(request: StaffRequest, case: Case) -> None:
    """Send officers to inspect the holder of a licence."""
    posted = Posted(request)
    officers, matter = _officers(posted), posted.words("matter", longest=500)
    inspect_on = posted.day("inspect_on")
    posted.check()
    acts.order_inspection(case.id, by=request.user, officers=officers, matter=matter, inspect_on=inspect_on)


def _officers(posted: Posted) -> list[UUID]:
    chosen = (inputs.uuid(each) for each in posted.chosen("officers")[:20])
    return [each for each in chosen if each is not None]


def begin_third_parties(request: StaffRequest, case: Case) -> None:
    """Tell the interested parties."""
    posted = Posted(request)
    parties = inputs.parties(posted.words("parties"))
    matter, days = posted.words("matter", longest=500), posted.number("days")
    posted.check()
    acts.tell_third_parties(case.id, by=request.user, parties=parties, matter=matter, days=days)


def begin_meeting(request: StaffRequest, case: Case) -> None:
    """Convene a meeting."""
    posted = Posted(request)
    body, ground = posted.words("body", longest=16), posted.words("ground", longest=16)
    matter = posted.words("matter", longest=500)
    posted.check()
    acts.call_meeting(case.id, by=request.user, body=body, ground=ground, matter=matter)


def read_minutes(posted: Posted) -> meetings.Minutes:
    """Return the minutes as typed; the act says what is missing."""
    attendees, summary = posted.words("attendees", longest=300), posted.words("summary", longest=5000)
    return meetings.Minutes(posted.day("held_on"), attendees, summary)
