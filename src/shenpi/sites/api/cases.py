"""The staff's work list and a case's course for programs; personal data are masked (D6-028)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query, Router, Schema
from pydantic import AfterValidator, AwareDatetime, Field

from shenpi.apps import timekeeping
from shenpi.apps.casework import queries, tray
from shenpi.apps.ledger import queries as ledger
from shenpi.core.identifiers import mask_name, mask_number, mask_phone
from shenpi.sites.api.api import Problem
from shenpi.sites.api.operation import STAFF, operation
from shenpi.sites.common.access import StaffRequest

router = Router(tags=["cases"])


def _in_utc(moment: datetime) -> datetime:
    """PostgreSQL knows no offset beyond 16 hours; a moment that UTC cannot say is refused."""
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("out of range") from error


Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]


class Step(Schema):
    """An open step: whose it is, and by when."""

    id: UUID
    step: str
    act: str
    office: str
    holder: str
    opened_at: datetime
    due_at: datetime | None
    light: str


class Task(Step):
    """A step on the work list, with its case."""

    case_id: UUID
    number: str
    item: str


class Tasks(Schema):
    """A part of the list; `next_due_at` and `next_id` ask for what follows, null at the end."""

    tasks: list[Task]
    next_due_at: datetime | None
    next_id: UUID | None


class Asked(Schema):
    """What part of the work list; `after_id` (with `after_due_at`, if it has one) is the last task seen."""

    act: str = Field("", max_length=32)
    light: Literal["", "green", "yellow", "red"] = ""
    after_due_at: Moment | None = None
    after_id: UUID | None = None
    limit: int = Field(20, ge=1, le=100)


class Applicant(Schema):
    kind: str
    name: str
    id_number: str
    phone: str


class Paper(Schema):
    """A document that an act issued; acts that only name earlier ones (posting) list none."""

    id: UUID
    kind: str
    number: str
    sealed: bool = False


class Event(Schema):
    """One act of the case's ledger: who did what when, in which capacity."""

    seq: int
    type: str
    at: datetime
    actor: str
    capacity: str
    step: str
    verdict: str
    documents: list[Paper]


class Case(Schema):
    """A case and its course."""

    id: UUID
    number: str
    item_code: str
    item: str
    agency: str
    channel: str
    state: str
    outcome: str
    applicant: Applicant
    received_at: datetime
    accepted_at: datetime | None
    decided_at: datetime | None
    completed_at: datetime | None
    answer_due_at: datetime | None
    promised_due_at: datetime | None
    statutory_due_at: datetime | None
    open_steps: list[Step]
    course: list[Event]


@operation(router, "GET", "/tasks", STAFF, response=Tasks, summary="我的待办 / my work list")
def list_tasks(request: StaffRequest, asked: Query[Asked]) -> dict[str, Any]:
    """Return open tasks, own, lent and of the window's pool, the soonest due first."""
    after = (asked.after_due_at, asked.after_id) if asked.after_id else None
    found = tray.tasks(
        request.holdings, timekeeping.now(), light=asked.light, act=asked.act, after=after, limit=asked.limit
    )
    last = found.tasks[-1] if found.more else None
    return {
        "tasks": [
            {
                **_step(task, task.office or "", task.holder or ""),
                "case_id": task.case_id,
                "number": task.number,
                "item": task.item,
            }
            for task in found.tasks
        ],
        "next_due_at": last.due_at if last else None,
        "next_id": last.id if last else None,
    }


@operation(
    router, "GET", "/cases/{case_id}", STAFF,
    response={200: Case, 404: Problem}, summary="办件过程 / a case and its course",
)  # fmt: skip
def get_case(request: StaffRequest, case_id: UUID) -> dict[str, Any]:
    """Return a case that the reader's posts let him see (D3-017, D1-021)."""
    case = queries.case_for(request.holdings, case_id)
    copied = (
        "id", "number", "channel", "state", "outcome", "received_at", "accepted_at", "decided_at", "completed_at",
        "answer_due_at", "promised_due_at", "statutory_due_at",
    )  # fmt: skip
    return {
        **{name: getattr(case, name) for name in copied},
        "item_code": case.item_version.item.code,
        "item": case.item_version.item.name,
        "agency": case.agency.full_name,
        "applicant": _masked(case.applicant),
        "open_steps": [
            _step(task, task.office.name if task.office else "", task.holder.name if task.holder else "")
            for task in queries.open_tasks(case)
        ],
        "course": [_event(event) for event in ledger.events(case.id)],
    }


def _step(task: Any, office: str, holder: str) -> dict[str, Any]:
    copied = ("id", "act", "opened_at", "due_at")
    return {
        **{name: getattr(task, name) for name in copied},
        "step": task.name,
        "office": office,
        "holder": holder,
        "light": timekeeping.light(task.due_at).value,
    }


def _event(event: Any) -> dict[str, Any]:
    ended = event.payload.get("ended") or {}
    return {
        "seq": event.seq,
        "type": event.type,
        "at": event.at,
        "actor": event.actor_name,
        "capacity": event.capacity,
        "step": ended.get("step", ""),
        "verdict": ended.get("verdict", ""),
        "documents": [each for each in event.payload.get("documents", ()) if isinstance(each, dict)],
    }


def _masked(applicant: dict[str, Any]) -> dict[str, str]:
    kind, name = str(applicant.get("kind", "")), str(applicant.get("name", ""))
    return {
        "kind": kind,
        "name": name if kind == "organisation" else mask_name(name),
        "id_number": mask_number(str(applicant.get("id_number") or "")),
        "phone": mask_phone(str(applicant.get("phone") or "")),
    }
