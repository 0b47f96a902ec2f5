"""The state of a case as its ledger tells it; what the rows say must be the same (nothing lost, nothing changed)."""

from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from shenpi.apps.casework import certificates, paper
from shenpi.apps.casework.models import Case, Delivery, PaperFile
from shenpi.apps.casework.states import ENDED, Outcome, State
from shenpi.apps.ledger import queries as ledger


class Told(Protocol):
    """An event as the ledger stores it."""

    type: str
    seq: int
    at: datetime
    payload: dict[str, Any]


STATE_AFTER = {
    "case.received": State.RECEIVED,
    "correction.requested": State.CORRECTING,
    "correction.supplied": State.RECEIVED,
    "case.accepted": State.ACCEPTED,
    "case.deemed_accepted": State.ACCEPTED,
    "acceptance.refused": State.NOT_ACCEPTED,
    "case.decided": State.DECIDED,
    "payment.requested": State.AWAITING_PAYMENT,
    "payment.recorded": State.DECIDED,
    "result.published": State.COMPLETED,
    "case.completed": State.COMPLETED,
    "case.withdrawn": State.WITHDRAWN,
    "case.terminated": State.CLOSED,
    "filing.returned": State.WITHDRAWN,
    "case.opened": State.ACCEPTED,
    "case.reported": State.RECEIVED,
    "case.filed": State.ACCEPTED,
    "case.declined": State.NOT_ACCEPTED,
    "case.concluded": State.COMPLETED,
    "measure.taken": State.ACCEPTED,
    "case.deemed_renewed": State.DECIDED,
    "certificate.revoked": State.DECIDED,
    "certificate.recalled": State.DECIDED,
    "certificate.cancelled": State.DECIDED,
    "certificate.kept": State.CLOSED,
}
"""The state that each event leads to; an event that is not here leaves the state as it was."""


FIXED = ("fee", "meeting", "session", "forward", "partly", "penalty", "benefit", "seizure", "sale")
"""What handling fixes for the rest of the case: fee, a meeting's conclusion, a superior, a decision's parts."""


HANDED_IN = frozenset(
    {
        "case.received",
        "case.entered_afterwards",
        "filing.corrected",
        "correction.supplied",
        "filing.imported",
        "gap.filled",
    }
)
"""The events with which materials come in; whatever else is among a case's materials was put there past the acts."""


@dataclass
class Replayed:
    """What a case's events add up to."""

    state: str = ""
    outcome: str = Outcome.NONE
    seq: int = 0
    open_tasks: dict[str, tuple[str, str]] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)
    certificates: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    deliveries: dict[str, str] = field(default_factory=dict)
    dues: tuple[str | None, str | None] = (None, None)
    fixed: dict[str, Any] = field(default_factory=dict)
    paper: tuple[UUID | None, UUID | None, bool] | None = None
    materials: Counter[tuple[str, str, str]] = field(default_factory=Counter)


def replay(events: Iterable[Told]) -> Replayed:
    """Fold a case's events, in order, into its state."""
    told = Replayed()
    for event in events:
        payload = event.payload
        told.seq = event.seq
        told.state = STATE_AFTER.get(event.type, told.state)
        told.outcome = payload.get("outcome", told.outcome)
        if event.type == "case.entered_afterwards":
            told.state = payload["state"]
        _materials(told.materials, event)
        if "paper" in payload:
            told.paper = paper.replayed(payload)
        if event.type == "payment.lapsed":
            told.state = State.CLOSED if told.outcome == Outcome.LAPSED else State.DECIDED
        told.fixed |= payload.get("fixed", {})
        if "promised_due_at" in payload:
            told.dues = payload["promised_due_at"], payload["statutory_due_at"]
        if ended := payload.get("ended"):
            told.open_tasks.pop(ended["task_id"], None)
        for closed in payload.get("closed", ()):
            told.open_tasks.pop(closed["task_id"], None)
        for opened in payload["opened"]:
            told.open_tasks[opened["task_id"]] = (opened["element"], opened["instance"])
        if delivery := payload.get("delivery"):
            told.deliveries[delivery["id"]] = delivery["state"]
        elif event.type == "document.served":
            told.deliveries[_unnamed(payload["method"], event.at)] = Delivery.State.SERVED.value
        for changed in payload.get("certificates", ()):
            told.certificates[changed["id"]] = (changed["standing"], changed["valid_until"])
        for document in payload.get("documents", ()):
            told.documents[document["id"]] = document["number"]
    return told


def _materials(handed: Counter[tuple[str, str, str]], event: Told) -> None:
    """Count what was handed in by key, form and hash of the file; an import gives a paper its scan."""
    if event.type not in HANDED_IN:
        return
    for row in event.payload.get("materials", ()):
        if event.type == "filing.imported":
            handed[row["key"], row["form"], ""] -= 1
        handed[row["key"], row["form"], row["sha256"]] += 1


def _unnamed(method: str, at: datetime | None) -> str:
    """What stands for a service whose event is older than the ids of deliveries: served so, at that moment."""
    return f"{method} {_iso(at)}"


def _deliveries(case: Case, told: Container[str]) -> dict[str, str]:
    """Return the deliveries' states by id, or as `_unnamed` where the ledger told them so."""
    return {
        key if (key := _unnamed(row.method, row.served_at)) in told else str(row.pk): row.state
        for row in case.deliveries.all()
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _at_rest(case: Case) -> bool:
    """Tell whether nothing more can happen by itself: no token of the process is left, and no timer."""
    return case.marking == "[]" and not case.timers.exists()


def differences(case: Case) -> list[str]:
    """Name every way in which the case's rows differ from its ledger; none means that they agree."""
    told = replay(ledger.events(case.id))
    rows = {
        "state": (case.state, told.state),
        "outcome": (case.outcome, told.outcome),
        "event_seq": (case.event_seq, told.seq),
        "open_tasks": (
            {str(task.id): (task.element, task.instance) for task in case.tasks.all()},
            told.open_tasks,
        ),
        "dues": (tuple(_iso(due) for due in (case.promised_due_at, case.statutory_due_at)), told.dues),
        "deliveries": (_deliveries(case, told.deliveries), told.deliveries),
        "certificates": certificates.compared(case, told.certificates),
        "fixed": ({key: case.context[key] for key in FIXED if key in case.context}, told.fixed),
        "ended": (_at_rest(case), told.state in ENDED),
        "materials": (Counter(case.materials.values_list("key", "form", "sha256")), +told.materials),
        "paper": (paper.state(PaperFile.objects.filter(pk=case.pk).first()), told.paper),
    }
    return [
        f"{name}: {has!r} ≠ {ledger_says!r}"
        for name, (has, ledger_says) in rows.items()
        if has != ledger_says
    ]
