"""What follows from a case's messages: its state and its steps, as a pure fold over the events in order of `seq`.

Messages may come late, twice or out of order: `projection` folds what is there in the right order, so the same
set of messages gives the same rows however it came. A gap is no obstacle: every event is read for what it says.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from shenpi.apps.supervision import storing
from shenpi.apps.supervision.models import MonitoredCase, MonitoredStep

Steps = dict[UUID, MonitoredStep]


class Event(Protocol):
    """What the fold reads of an event: a row that is kept, or one that has just been told."""

    case_id: UUID
    seq: int
    type: str
    at: datetime
    data: Any


@dataclass
class Told:
    """An event as a message tells it, before it is kept; a model's instance would cost five times as much."""

    case_id: UUID
    seq: int
    type: str
    at: datetime
    data: Any


_BLANK = MonitoredStep()

STATE_AFTER: Mapping[str, str] = {
    "case.received": "received",
    "case.correction.requested": "correcting",
    "case.correction.supplied": "received",
    "case.accepted": "accepted",
    "case.deemed_accepted": "accepted",
    "case.acceptance.refused": "not_accepted",
    "case.decided": "decided",
    "case.payment.requested": "awaiting_payment",
    "case.payment.recorded": "decided",
    "case.result.published": "completed",
    "case.completed": "completed",
    "case.withdrawn": "withdrawn",
    "case.filing.returned": "withdrawn",
    "case.terminated": "closed",
    "case.opened": "accepted",
    "case.reported": "received",
    "case.filed": "accepted",
    "case.measure.taken": "accepted",
    "case.declined": "not_accepted",
    "case.concluded": "completed",
    "case.deemed_renewed": "decided",
    "case.certificate.revoked": "decided",
    "case.certificate.recalled": "decided",
    "case.certificate.cancelled": "decided",
    "case.certificate.kept": "closed",
}
"""The state that a message leads to; one that is not here leaves the state as it was (requirements 11.2)."""

ENDED = frozenset({"completed", "not_accepted", "withdrawn", "closed"})

APPLICANTS_TURN = frozenset({"case.correction.requested", "case.payment.requested"})
"""After these the applicant has to act: the time of the steps they open does not count against an official."""


_LISTS = ("opened", "closed", "rescheduled")


def named(data: Mapping[str, Any]) -> set[UUID]:
    """Return the keys of the steps that a message's data speak of."""
    told = [step for key in _LISTS for step in data.get(key, ())]
    if "ended" in data:
        told.append(data["ended"])
    return {UUID(step["task_id"]) for step in told}


def apply(case: MonitoredCase, steps: Steps, event: Event) -> set[UUID]:
    """Let one event take effect on a case and its steps (unsaved); returns the keys of the steps it touched."""
    data = event.data
    _identify(case, data)
    _advance(case, event)
    for opened in data.get("opened", ()):
        _begin(case, steps, opened, event)
    if "ended" in data:
        _end(case, steps, data["ended"], event)
    for closed in data.get("closed", ()):
        _end(case, steps, closed, None)
    for moved in data.get("rescheduled", ()):
        _reschedule(case, steps, moved, event.at)
    case.last_seq = max(case.last_seq, event.seq)
    return named(data)


def _identify(case: MonitoredCase, data: Mapping[str, Any]) -> None:
    """Take the common part that every message carries; the latest one is right."""
    case.number, case.private = data["number"], data["private"]
    case.item_code, case.item_name = data["item_code"], data["item_name"]
    case.agency_code, case.agency_name = data["agency_code"], data["agency"]


def _advance(case: MonitoredCase, event: Event) -> None:
    data = event.data
    case.outcome = data.get("outcome", case.outcome)
    if event.type == "case.entered_afterwards":
        case.state = data["state"]
    elif event.type == "case.payment.lapsed":
        case.state = "closed" if case.outcome == "lapsed" else "decided"
    else:
        case.state = STATE_AFTER.get(event.type, case.state)
    if due := data.get("promised_due_at") or data.get("statutory_due_at"):
        case.due_at = moment(due)
    case.closed_at = (case.closed_at or event.at) if case.state in ENDED else None
    if note := _NOTES.get(event.type):
        note(case, event)


def _received(case: MonitoredCase, event: Event) -> None:
    case.received_at = moment(event.data["received_at"])
    case.channel = event.data.get("channel", "")


def _accepted(case: MonitoredCase, event: Event) -> None:
    case.accepted_at = moment(event.data["accepted_at"])


def _opened(case: MonitoredCase, event: Event) -> None:
    """The agency begins by itself: nothing was received, and nothing has to be accepted."""
    _received(case, event)
    _accepted(case, event)


def _decided(case: MonitoredCase, event: Event) -> None:
    case.decided_at = event.at


def _entered(case: MonitoredCase, event: Event) -> None:
    """A case from before, with its own times (D1-008); the channel keeps it out of every figure of timeliness."""
    case.channel = event.data["channel"]
    for name in ("received_at", "accepted_at", "decided_at"):
        if told := event.data.get(name):
            setattr(case, name, moment(told))


_NOTES: Mapping[str, Callable[[MonitoredCase, Event], None]] = {
    "case.received": _received,
    "case.accepted": _accepted,
    "case.deemed_accepted": _accepted,
    "case.decided": _decided,
    "case.entered_afterwards": _entered,
    "case.opened": _opened,
    "case.reported": _received,
    "case.filed": _accepted,
    "case.measure.taken": _accepted,
    "case.deemed_renewed": _decided,
    "case.certificate.revoked": _decided,
    "case.certificate.recalled": _decided,
    "case.certificate.cancelled": _decided,
}


def _begin(case: MonitoredCase, steps: Steps, opened: Mapping[str, Any], event: Event) -> None:
    step = _step(case, steps, opened)
    step.role, step.item_code = opened.get("role", ""), case.item_code
    step.agency_code = opened.get("agency_code") or case.agency_code
    step.agency_name = opened.get("agency") or case.agency_name
    step.office_code, step.office_name = opened.get("office_code", ""), opened.get("office", "")
    step.person_id = UUID(opened["holder_id"]) if opened.get("holder_id") else None
    step.person_name = opened.get("holder", "")
    step.capacity = "self" if step.person_id else ""
    step.begun_at = moment(opened["begun_at"])
    step.suspended = step.role == "applicant" or event.type in APPLICANTS_TURN
    step.limit = opened.get("limit", "")
    step.due_at = moment(opened["due_at"]) if opened.get("due_at") and not step.suspended else None


def _end(case: MonitoredCase, steps: Steps, ended: Mapping[str, Any], by: Event | None) -> None:
    """End a step; who finished it (`by`) is who held it, unless the system did it for everybody's silence."""
    step = _step(case, steps, ended)
    step.ended_at = moment(ended["ended_at"])
    if by and by.data.get("person_id"):
        step.person_id = UUID(by.data["person_id"])
        step.person_name = by.data.get("person", "")
        step.capacity = by.data["capacity"]


def _reschedule(case: MonitoredCase, steps: Steps, moved: Mapping[str, Any], at: datetime) -> None:
    """Take a new limit; while a special procedure lasts the clock rests (D3-042, D10-037).

    A limit that had run out before the rest began stays what it was: late.
    """
    step = _step(case, steps, moved)
    due_at = moment(moved["due_at"]) if moved["due_at"] else None
    resting = bool(moved.get("paused_until")) and not (due_at and due_at < at)
    step.suspended = resting or step.role == "applicant"
    step.due_at = None if step.suspended else due_at


def _step(case: MonitoredCase, steps: Steps, told: Mapping[str, Any]) -> MonitoredStep:
    key = UUID(told["task_id"])
    step = steps.get(key)
    if step is None:
        step = steps[key] = storing.fresh(_BLANK, task_id=key, case_id=case.case_id)
    step.element = told.get("element") or step.element
    step.name = told.get("step") or step.name
    return step


def moment(text: str) -> datetime:
    """Read a message's moment (RFC 3339, always with its zone)."""
    return datetime.fromisoformat(text)
