"""What the rules read: a case's acts and steps as its messages told them, without a database."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Protocol
from uuid import UUID

from shenpi.apps.supervision.rules.catalogue import Holder

WINDOW = "window"
ACCEPTANCE = ("case.accepted", "case.deemed_accepted")
ANSWERS = (*ACCEPTANCE, "case.acceptance.refused", "case.correction.requested")
ENDINGS = (
    "case.completed",
    "case.withdrawn",
    "case.filing.returned",
    "case.acceptance.refused",
    "case.payment.lapsed",
    "case.terminated",
)


class Event(Protocol):
    """What is read of a kept event."""

    seq: int
    type: str
    at: datetime
    data: Any


@dataclass(frozen=True)
class Act:
    """One message: what was done, by whom."""

    seq: int
    type: str
    at: datetime
    data: Mapping[str, Any]

    def moment(self, name: str) -> datetime | None:
        """Return a moment that the message carries, or None."""
        value = self.data.get(name)
        return datetime.fromisoformat(value) if value else None

    @property
    def documents(self) -> frozenset[str]:
        """The kinds of documents that it issued."""
        return frozenset(paper["kind"] for paper in self.data.get("documents", ()))


@dataclass
class StepFacts:
    """One step: who was to do it (`holder`), who ended it (`ender`), until when.

    `dues` are the limits in the order in which they were told; the last counts.
    """

    task_id: str
    element: str
    name: str
    role: str
    holder: Holder
    begun_at: datetime
    due_at: datetime | None
    suspended: bool = False
    ended_at: datetime | None = None
    ended_by: Act | None = None
    ender: Holder | None = None

    @property
    def responsible(self) -> Holder:
        """Who held it: the person who ended it, else the person it was given to (requirements 11.5, 10)."""
        return self.ender or self.holder


@dataclass(frozen=True)
class ItemFacts:
    """What the item's published version promises: fee, materials with their basis, the approved process."""

    fee: Mapping[str, Any] = field(default_factory=dict)
    materials: tuple[Mapping[str, Any], ...] = ()
    content: Mapping[str, Any] = field(default_factory=dict)
    certificate: bool = False
    process: str = ""


@dataclass(frozen=True)
class CaseFacts:
    """A case as its messages told it, in order of `seq`; `item` is None when its version is not known here."""

    acts: tuple[Act, ...]
    item: ItemFacts | None = None

    @classmethod
    def of(cls, events: Iterable[Event], item: ItemFacts | None = None) -> "CaseFacts":
        """Build the facts from events in any order."""
        ordered = sorted(events, key=lambda event: event.seq)
        return cls(tuple(Act(event.seq, event.type, event.at, event.data) for event in ordered), item)

    def all(self, *types: str) -> Iterator[Act]:
        """Yield the acts of these types, oldest first."""
        return (act for act in self.acts if act.type in types)

    def first(self, *types: str) -> Act | None:
        """Return the first act of these types, or None."""
        return next(self.all(*types), None)

    def last(self, *types: str) -> Act | None:
        """Return the latest act of these types, or None."""
        return next((act for act in reversed(self.acts) if act.type in types), None)

    @cached_property
    def private(self) -> bool:
        """Personal content of a private item is withheld (D1-021), so its absence says nothing."""
        return any(act.data.get("private") for act in self.acts)

    @cached_property
    def immediate(self) -> bool:
        """Whether the item is decided while the applicant waits (即办件)."""
        received = self.first("case.received")
        return bool(received and received.data.get("handling") == "immediate")

    @cached_property
    def channel(self) -> str:
        received = self.first("case.received")
        return received.data.get("channel", "") if received else ""

    @cached_property
    def accepted(self) -> Act | None:
        return self.first(*ACCEPTANCE)

    @cached_property
    def decided(self) -> Act | None:
        return self.last("case.decided")

    @cached_property
    def ended_at(self) -> datetime | None:
        """When the case was over, however it ended."""
        ended = self.first(*ENDINGS)
        return ended.at if ended else None

    @cached_property
    def told_outcome(self) -> str:
        """What the agency decided, as told last; empty before."""
        return next((str(act.data["outcome"]) for act in reversed(self.acts) if "outcome" in act.data), "")

    def told(self, name: str) -> datetime | None:
        """Return the latest value of a moment that later messages may move (extension, suspension)."""
        for act in reversed(self.acts):
            if name in act.data:
                return act.moment(name)
        return None

    @cached_property
    def steps(self) -> dict[str, StepFacts]:
        """Steps by task id, in order of their beginning."""
        found: dict[str, StepFacts] = {}
        for act in self.acts:
            for opened in act.data.get("opened", ()):
                found[opened["task_id"]] = _begun(opened, act)
            for moved in act.data.get("rescheduled", ()):
                _moved(found.get(moved["task_id"]), moved, act.at)
            for closed in act.data.get("closed", ()):
                _over(found.get(closed["task_id"]), closed, None)
            if ended := act.data.get("ended"):
                _over(found.get(ended["task_id"]), ended, act)
        return found

    def holder(self, act: Act) -> Holder:
        """Return who did an act: its person, in the office of the step it ended, else in the case's agency."""
        ended = self.steps.get(act.data.get("ended", {}).get("task_id", ""))
        if ended is not None:
            return ended.responsible
        return _with_person(self.agency, act)

    @cached_property
    def agency(self) -> Holder:
        """The agency as such, when no office or person can be named."""
        data = self.acts[-1].data
        return Holder(data["agency_code"], data["agency"])

    @cached_property
    def window(self) -> Holder:
        """Who receives and answers: the holder of the first step, else the agency."""
        return next((step.responsible for step in self.steps.values()), self.agency)


def _begun(opened: Mapping[str, Any], act: Act) -> StepFacts:
    data = act.data
    holder = Holder(
        opened.get("agency_code") or data["agency_code"],
        opened.get("agency") or data["agency"],
        opened.get("office_code", ""),
        opened.get("office", ""),
        UUID(opened["holder_id"]) if opened.get("holder_id") else None,
        opened.get("holder", ""),
        "self" if opened.get("holder_id") else "",
    )
    role = opened.get("role", "")
    waiting = role == "applicant" or act.type in ("case.correction.requested", "case.payment.requested")
    due = opened.get("due_at")
    return StepFacts(
        opened["task_id"],
        opened.get("element", ""),
        opened["step"],
        role,
        holder,
        datetime.fromisoformat(opened["begun_at"]),
        datetime.fromisoformat(due) if due and not waiting else None,
        waiting,
    )


def _moved(step: StepFacts | None, moved: Mapping[str, Any], at: datetime) -> None:
    if step is None or step.role == "applicant":
        return
    due_at = datetime.fromisoformat(moved["due_at"]) if moved["due_at"] else None
    step.suspended = bool(moved.get("paused_until")) and not (due_at and due_at < at)  # late before it rested
    step.due_at = None if step.suspended else due_at


def _over(step: StepFacts | None, told: Mapping[str, Any], by: Act | None) -> None:
    if step is None:
        return
    step.ended_at, step.ended_by = datetime.fromisoformat(told["ended_at"]), by
    if by is not None and by.data.get("person_id"):
        step.ender = _with_person(step.holder, by)


def _with_person(office: Holder, act: Act) -> Holder:
    data = act.data
    return Holder(
        office.agency_code,
        office.agency_name,
        office.office_code,
        office.office_name,
        UUID(data["person_id"]) if data.get("person_id") else None,
        data.get("person", "") if data.get("person_id") else "",
        data["capacity"] if data.get("person_id") else "",
    )
