"""A case's ledger as casework writes it, and filings as the portal sends them."""

from typing import Any
from uuid import UUID

from django.db import connection

from shenpi.apps import timekeeping
from shenpi.apps.ids import uuid7
from shenpi.apps.ledger import queries, writing
from shenpi.core import contracts
from shenpi.core.ledger import Actor, seal

CLERK = Actor(UUID(int=7), "张丽")
SYSTEM = Actor(None, "系统")
APPLICANT = Actor(None, "王小明")
TASK = "0191e2a4-6f7e-7c3b-8a55-000000000001"
NEXT = "0191e2a4-6f7e-7c3b-8a55-000000000002"

OPENED = {
    "task_id": NEXT, "element": "handle", "instance": "12", "step": "承办审查", "role": "handler", "office_id": 12,
    "office": "耕地保护科", "holder_id": str(UUID(int=9)), "holder": "赵强", "limit": "P5WD",
    "due_at": "2026-03-09T09:00:00+00:00",
}  # fmt: skip
ENDED = {
    "task_id": TASK, "element": "accept", "instance": "", "step": "受理", "verdict": "accept", "text": "材料齐全",
    "reason": "符合条件", "basis": "行政许可法第三十二条",
}  # fmt: skip
AWAITED = {
    "task_id": NEXT, "element": "supplement", "instance": "", "step": "补正", "role": "applicant", "office_id": None,
    "office": "", "holder_id": None, "holder": "王小明", "limit": "", "due_at": None,
}  # fmt: skip
DOCUMENT = {"id": TASK, "kind": "acceptance_notice", "number": "广自然资受〔2026〕1号"}
MATERIAL = {
    "key": "id",
    "name": "身份证",
    "form": "electronic",
    "copies": 1,
    "sha256": "",
    "filename": "身份证.pdf",
}


def received(**changes: Any) -> dict[str, Any]:
    """The payload of the first event."""
    return {
        "number": "2611230000017", "item_code": "511602000", "item_name": "设施农业用地备案", "item_version": 1,
        "agency_code": "11511602", "agency": "广安区自然资源局", "private": False, "channel": "window",
        "applicant": "c0ffee", "form": "c0ffee", "materials": [MATERIAL], "received_at": "2026-03-02T01:30:00+00:00",
        "answer_due_at": "2026-03-09T09:00:00+00:00", "documents": [DOCUMENT], "opened": [OPENED], **changes,
    }  # fmt: skip


EVENTS: list[tuple[str, Actor, str, dict[str, Any]]] = [
    ("correction.requested", CLERK, "self", {"faults": [{"key": "id", "name": "身份证", "problem": "看不清"}],
        "due_at": "2026-03-16T09:00:00+00:00", "documents": [DOCUMENT], "ended": ENDED, "opened": [AWAITED]}),
    ("correction.supplied", APPLICANT, "self", {"materials": [MATERIAL], "form": "c0ffee",
        "answer_due_at": "2026-03-16T09:00:00+00:00", "ended": AWAITED | {"verdict": "supplied"}, "opened": [OPENED]}),
    ("case.accepted", CLERK, "代理", {"accepted_at": "2026-03-03T01:30:00+00:00", "promised_due_at": None,
        "statutory_due_at": "2026-03-30T09:00:00+00:00", "documents": [DOCUMENT], "ended": ENDED, "opened": [OPENED]}),
    ("case.deemed_accepted", SYSTEM, "system", {
        "accepted_at": "2026-03-03T01:30:00+00:00", "ended": ENDED, "opened": []}),
    ("acceptance.refused", CLERK, "self", {"documents": [DOCUMENT], "ended": ENDED, "opened": []}),
    ("case.dispatched", CLERK, "self", {"lead": 12, "co": [13], "ended": ENDED, "opened": [OPENED, OPENED]}),
    ("step.ended", CLERK, "self", {"ended": ENDED, "opened": [OPENED]}),
    ("case.decided", CLERK, "self", {"outcome": "refused", "documents": [DOCUMENT], "ended": ENDED, "opened": []}),
    ("payment.requested", CLERK, "self", {"amount": "1200.00", "due_at": "2026-03-30T09:00:00+00:00",
        "documents": [DOCUMENT], "ended": ENDED, "opened": [AWAITED]}),
    ("payment.recorded", CLERK, "self", {"receipt_number": "川财 001", "documents": [], "ended": ENDED, "opened": []}),
    ("payment.lapsed", SYSTEM, "system", {"reason": "逾期未缴费", "outcome": "refused", "documents": [DOCUMENT],
        "closed": [ENDED], "opened": []}),
    ("certificate.issued", CLERK, "self", {"documents": [DOCUMENT], "ended": ENDED, "opened": []}),
    ("document.served", CLERK, "self", {"method": "window", "recipient": "王小明", "ended": ENDED, "opened": []}),
    ("result.published", CLERK, "self", {"notice": {"number": "2611230000017", "item": "设施农业用地备案",
        "agency": "广安区自然资源局", "applicant": "王某", "outcome": "granted", "decided_at": None},
        "ended": ENDED, "opened": []}),
    ("case.withdrawn", APPLICANT, "self", {
        "reason": "不办了", "documents": [DOCUMENT], "closed": [ENDED], "opened": []}),
]  # fmt: skip
"""Every other event type, as casework's acts record it: type, actor, capacity, payload."""


def record(
    case_id: UUID, kind: str, payload: dict[str, Any], actor: Actor = CLERK, capacity: str = "self"
) -> None:
    """Append one event to a case's ledger."""
    last = queries.events(case_id).last()
    sealed = seal(
        case_id=case_id, seq=last.seq + 1 if last else 1, type=kind, actor=actor, capacity=capacity,
        at=timekeeping.now(), payload=payload, prev_hash=bytes(last.hash) if last else None,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(writing.INSERT, writing.row(sealed, connection.vendor))


def case(events: int = 0, **changes: Any) -> UUID:
    """Return a new case with its first event and that many more."""
    case_id = uuid7()
    record(case_id, "case.received", received(**changes))
    for _ in range(events):
        record(case_id, "step.ended", {"ended": ENDED, "opened": [OPENED]})
    return case_id


def withdrawal(**changes: Any) -> dict[str, Any]:
    """A message from the public zone."""
    case_id = str(uuid7())
    return contracts.message(
        type="shenpi.application.withdrawal_requested",
        source="/public/0",
        subject=case_id,
        data={"case_id": case_id, "requested_at": "2026-03-02T01:30:00Z", **changes},
        time=timekeeping.now(),
        id=uuid7(),
    )
