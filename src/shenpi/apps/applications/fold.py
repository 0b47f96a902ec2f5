"""The course of a case as its applicant may read it, computed from the events alone.

Pure: the same events give the same progress, in whatever order and however often they arrived.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from .states import State

Data = Mapping[str, Any]


@dataclass
class Course:
    """What `Progress` keeps. Steps are {task_id, step, office, begun_at, due_at, ended_at, by}, in their order."""

    state: str = State.SUBMITTED
    outcome: str = ""
    reason: str = ""
    query_code_hash: str = ""
    number: str = ""
    item_name: str = ""
    agency_name: str = ""
    received_at: datetime | None = None
    accepted_at: datetime | None = None
    decided_at: datetime | None = None
    completed_at: datetime | None = None
    served_on: date | None = None
    due_at: datetime | None = None
    correction: dict[str, Any] | None = None
    payment: dict[str, Any] | None = None
    hearing_claim_by: datetime | None = None
    rests: list[list[str]] = field(default_factory=list)
    extension: str = ""
    steps: list[dict[str, Any]] = field(default_factory=list)
    last_seq: int = 0
    bundle_number: str = ""
    bundle_name: str = ""


@dataclass(frozen=True)
class Event:
    """One event of the case: `type` without prefix, e.g. "accepted" or "correction.requested"."""

    seq: int
    type: str
    at: datetime
    data: Data


def fold(events: Iterable[Event]) -> Course:
    """Return the course that the events tell, read in the order of their ledger sequence."""
    course = Course()
    for event in sorted(events, key=lambda event: event.seq):
        course.last_seq = event.seq
        course.number = event.data.get("number", course.number)
        course.item_name = event.data.get("item_name", course.item_name)
        course.agency_name = event.data.get("agency", course.agency_name)
        _steps(course, event)
        if change := _CHANGES.get(event.type):
            change(course, event)
    return course


def _steps(course: Course, event: Event) -> None:
    known = {step["task_id"]: step for step in course.steps}
    ended = event.data.get("ended")
    for gone in [*([ended] if ended else []), *event.data.get("closed", ())]:
        if step := known.get(gone["task_id"]):
            step["ended_at"] = gone["ended_at"]
            step["by"] = event.data.get("person", "") if gone is ended else ""
            step["closed"] = gone is not ended
    for moved in event.data.get("rescheduled", ()):
        if step := known.get(moved["task_id"]):
            step["due_at"] = moved["due_at"]
    for opened in event.data.get("opened", ()):
        course.steps.append(
            {
                "task_id": opened["task_id"],
                "step": opened["step"],
                "element": opened.get("element", ""),
                "office": opened.get("office", ""),
                "begun_at": opened["begun_at"],
                "due_at": opened.get("due_at"),
                "ended_at": None,
                "by": "",
            }
        )


def _moment(value: Any) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def _received(course: Course, event: Event) -> None:
    course.state = State.RECEIVED
    course.received_at = _moment(event.data.get("received_at")) or event.at
    course.due_at = _moment(event.data.get("answer_due_at"))
    course.query_code_hash = event.data.get("query_code_hash", "")
    if together := event.data.get("bundle"):
        course.bundle_number, course.bundle_name = together["number"], together["name"]


def _accepted(course: Course, event: Event) -> None:
    course.state = State.ACCEPTED
    course.accepted_at = _moment(event.data.get("accepted_at")) or event.at
    course.due_at = _moment(event.data.get("promised_due_at") or event.data.get("statutory_due_at"))


def _correction(course: Course, event: Event) -> None:
    course.state = State.CORRECTING
    course.due_at = _moment(event.data.get("due_at"))
    course.correction = {"faults": event.data.get("faults", []), "due_at": event.data.get("due_at")}


def _supplied(course: Course, event: Event) -> None:
    course.state = State.RECEIVED
    course.due_at = _moment(event.data.get("answer_due_at"))


def _not_accepted(course: Course, event: Event) -> None:
    course.reason = event.data.get("reason", "")
    _end(course, event, State.NOT_ACCEPTED)


def _decided(course: Course, event: Event) -> None:
    course.state = State.DECIDED
    course.outcome = event.data["outcome"]
    course.reason = event.data.get("reason", "")
    course.decided_at = event.at
    course.due_at = None


def _payment(course: Course, event: Event) -> None:
    course.state = State.AWAITING_PAYMENT
    course.payment = {"amount": event.data["amount"], "due_at": event.data["due_at"]}
    course.due_at = _moment(event.data["due_at"])


def _paid(course: Course, event: Event) -> None:
    course.state = State.DECIDED
    course.payment = {**(course.payment or {}), "paid_at": event.at.isoformat()}
    course.due_at = None


def _lapsed(course: Course, event: Event) -> None:
    """Unpaid in time: the item says whether that refuses (documents follow) or closes the case (D3-057)."""
    course.outcome = event.data.get("outcome", "lapsed")
    course.reason = event.data.get("reason", "")
    if course.outcome == "refused":
        course.state, course.due_at = State.DECIDED, None
    else:
        _end(course, event, State.CLOSED)


def _declaration_rejected(course: Course, event: Event) -> None:
    """The limit moved on; the applicant may declare anew (`acts.declare_payment` asks for this moment)."""
    told = {"due_at": event.data["due_at"], "rejected_at": event.at.isoformat()}
    course.payment = {**(course.payment or {}), **told}
    course.due_at = _moment(event.data["due_at"])


def _dues(course: Course, event: Event) -> None:
    due = event.data.get("promised_due_at") or event.data.get("statutory_due_at")
    course.due_at = _moment(due) or course.due_at


def _paused(course: Course, event: Event) -> None:
    """A special procedure begins (行政许可法 art. 45); until its planned end no day counts."""
    end = _moment(event.data.get("planned_end_at") or event.data.get("hold_by"))
    if end is not None:
        reason = event.data.get("procedure", "hearing")
        course.rests = [*course.rests, [event.at.isoformat(), end.isoformat(), reason]]
    _dues(course, event)


def _resumed(course: Course, event: Event) -> None:
    """It ended: at once, or, when it outlasted its plan, with the plan."""
    if course.rests and not event.data.get("lapsed"):
        begin, end, reason = course.rests[-1]
        course.rests = [
            *course.rests[:-1],
            [begin, min(end, event.at.isoformat(), key=datetime.fromisoformat), reason],
        ]
    _dues(course, event)


def _extended(course: Course, event: Event) -> None:
    course.extension = event.data.get("extension", "")
    _dues(course, event)


def _told_of_hearing(course: Course, event: Event) -> None:
    course.hearing_claim_by = _moment(event.data.get("claim_by"))


def _claimed(course: Course, event: Event) -> None:
    course.hearing_claim_by = None
    _paused(course, event)


def _waived(course: Course, event: Event) -> None:
    course.hearing_claim_by = None


def _opened(course: Course, event: Event) -> None:
    """The agency begins by itself, to revoke, recall or cancel."""
    course.state = State.ACCEPTED
    course.received_at = course.accepted_at = event.at


def _served(course: Course, event: Event) -> None:
    """From this day the remedies run."""
    text = event.data.get("served_on")
    course.served_on = date.fromisoformat(text) if text else event.at.date()


def _kept(course: Course, event: Event) -> None:
    course.outcome = event.data["outcome"]
    _end(course, event, State.CLOSED)


def _end(course: Course, event: Event, state: State) -> None:
    course.state = state
    course.completed_at = event.at
    course.due_at = None
    course.hearing_claim_by = None


def _completed(course: Course, event: Event) -> None:
    course.outcome = event.data.get("outcome", course.outcome)
    if course.completed_at is None:
        _end(course, event, State.COMPLETED)


_CHANGES: dict[str, Callable[[Course, Event], None]] = {
    "received": _received,
    "correction.requested": _correction,
    "correction.supplied": _supplied,
    "accepted": _accepted,
    "deemed_accepted": _accepted,
    "acceptance.refused": _not_accepted,
    "decided": _decided,
    "payment.requested": _payment,
    "payment.recorded": _paid,
    "payment.lapsed": _lapsed,
    "payment.declaration_rejected": _declaration_rejected,
    "suspension.begun": _paused,
    "suspension.ended": _resumed,
    "hearing.told": _told_of_hearing,
    "hearing.waived": _waived,
    "hearing.ordered": _claimed,
    "hearing.claimed": _claimed,
    "hearing.held": _resumed,
    "extension.granted": _extended,
    "filing.returned": lambda course, event: _end(course, event, State.WITHDRAWN),
    "opened": _opened,
    "reported": _received,
    "filed": _accepted,
    "measure.taken": _accepted,
    "declined": _not_accepted,
    "concluded": _completed,
    "deemed_renewed": _decided,
    "document.served": _served,
    "certificate.revoked": _decided,
    "certificate.recalled": _decided,
    "certificate.cancelled": _decided,
    "certificate.kept": _kept,
    "terminated": lambda course, event: _end(course, event, State.CLOSED),
    "withdrawn": lambda course, event: _end(course, event, State.WITHDRAWN),
    "result.published": _completed,
    "completed": _completed,
}
