"""A foreign case as messages of the exchange standard: received, accepted, its events, completed.

The whole case is one step, open from its beginning to its end and due at the case's limit; so lights, lists and
records work for it as for any step. Each event of the log is one message more, with the log's own attributes.
docs/event-logs.md says what follows from what.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID, uuid5

from shenpi.apps.supervision.foreign.known import Known, fingerprint
from shenpi.apps.supervision.models.foreign import UNCODED, ForeignSystem
from shenpi.core import contracts
from shenpi.core.eventlog import CaseRecord, StepEvent, to_json
from shenpi.core.eventlog.cases import END

WHOLE = "全程办理"
"""The name of the step that a whole case is."""
Message = dict[str, Any]


def case_id(system: ForeignSystem, number: str) -> UUID:
    """Return the identifier of a system's case: the same for the same number, wherever it is read."""
    return uuid5(system.id, number)


def whole(case: UUID) -> UUID:
    """Return the key of the step that stands for the whole case."""
    return uuid5(case, "whole")


class Teller:
    """Tells the cases of one system."""

    def __init__(self, system: ForeignSystem) -> None:
        self.system = system
        self._id = cache(lambda kind, name: uuid5(system.id, f"{kind}:{name}"))

    def tell(self, record: CaseRecord, known: Known | None = None) -> list[Message]:
        """Return the messages of a case that are new to supervision, in the order of their sequence."""
        telling = _Telling(self, record, known or Known())
        return list(telling.messages())

    def person(self, name: str) -> str | None:
        """Return the identifier of a person of the system; None for nobody."""
        return str(self._id("person", name)) if name else None

    def code(self, kind: str, name: str) -> str:
        """Return a code for an office, agency or item that has only a name."""
        return f"{UNCODED}{self._id(kind, name).hex[:12]}"


class _Telling:
    """The messages of one case."""

    def __init__(self, teller: Teller, record: CaseRecord, known: Known) -> None:
        self.teller, self.record, self.known = teller, record, known
        self.case = case_id(teller.system, record.number)
        self.seq = known.last_seq
        self.open: dict[str, list[UUID]] = defaultdict(list)  # begun in this record
        self.left = {
            name: [key for key in keys if key != whole(self.case)] for name, keys in known.open_steps.items()
        }
        self.begun: set[UUID] = set()  # by a message told now
        self.times: Counter[str] = Counter()
        self.attributes = to_json(record.attributes)
        system = teller.system
        self.common: dict[str, Any] = {
            "case_id": str(self.case),
            "number": shorten(record.number, 64),
            "item_code": teller.code("item", record.item) if record.item else system.item_code,
            "item_name": shorten(record.item, 500) or system.item_name,
            "agency_code": teller.code("agency", record.agency) if record.agency else system.agency_code,
            "agency": shorten(record.agency, 200) or system.agency_name,
            "private": False,
        }
        if system.region_code:
            self.common["region_code"] = system.region_code
        office = record.department or record.group
        self.office = self._place(office) if office else {}

    def messages(self) -> Iterator[Message]:
        news = self.known.last_seq == 0 or self.attributes != self.known.attributes
        began = (
            self.record.received
            if self.record.dated or not self.known.received_at
            else self.known.received_at
        )
        if began is None:  # neither a date nor an event: there is nothing to supervise
            return
        if news:
            yield from self._begin(began)
        seen = self.known.events.copy()
        for event in self.record.events:
            yield from self._event(event, seen)
        pending = {key for keys in self.open.values() for key in keys} & self.begun
        if self.record.closed and (news or pending or self._is_open()):
            yield self._close(self.record.closed)

    def _place(self, office: str) -> dict[str, str]:
        return {"office_code": self.teller.code("office", office), "office": shorten(office, 200)}

    def _is_open(self) -> bool:
        return any(whole(self.case) in keys for keys in self.known.open_steps.values())

    def _begin(self, began: datetime) -> Iterator[Message]:
        record, at = self.record, contracts.moment(began)
        opened = {
            "task_id": str(whole(self.case)),
            "step": WHOLE,
            "role": "handler",
            **self.office,
            "holder_id": self.teller.person(record.responsible),
            "holder": shorten(record.responsible, 100),
            "begun_at": at,
            "due_at": contracts.moment(record.due) if record.due else None,
        }
        facts: dict[str, Any] = {"received_at": at, "opened": [opened], "attributes": self.attributes}
        if record.channel:
            facts["channel"] = shorten(record.channel, 16)
        yield self._message("case.received", began, **facts)
        due = contracts.moment(record.due) if record.due else None
        yield self._message("case.accepted", began, accepted_at=at, promised_due_at=due)

    def _event(self, event: StepEvent, seen: Counter[str]) -> Iterator[Message]:
        """One event of the log; those told before are passed over, but keep their place in the pairing."""
        attributes = to_json(event.attributes)
        told = fingerprint(contracts.moment(event.at), attributes) if seen else ""
        name = shorten(event.activity, 200)
        at = contracts.moment(event.at)
        kind = "case.step.noted"
        facts: dict[str, Any] = {}
        if event.transition == "start":
            key = self._key(event, name)
            self.open[name].append(key)
            if key in self.left.get(name, ()):
                self.left[name].remove(key)
            kind, facts = "case.step.begun", {"opened": [self._opened(event, key, name)]}
        elif event.transition in END:
            key = self._ending(event, name)
            ended = {"task_id": str(key), "step": name, "ended_at": at}
            kind = "case.step.ended"
            facts = {"ended": ended} if event.transition == "complete" else {"closed": [ended]}
        if seen[told] > 0:
            seen[told] -= 1
            return
        if "opened" in facts:
            self.begun.add(UUID(facts["opened"][0]["task_id"]))
        person = self.teller.person(event.resource)
        if person:
            facts |= {"person_id": person, "person": shorten(event.resource, 100)}
        yield self._message(
            kind, event.at, **facts, attributes=attributes, capacity="self" if person else "system"
        )

    def _opened(self, event: StepEvent, key: UUID, name: str) -> dict[str, Any]:
        office = event.office
        place = (
            {"office_code": self.teller.code("office", office), "office": shorten(office, 200)}
            if office
            else self.office
        )
        return {
            "task_id": str(key),
            "step": name,
            "role": shorten(event.role, 32) or "handler",
            **place,
            "holder_id": self.teller.person(event.resource),
            "holder": shorten(event.resource, 100),
            "begun_at": contracts.moment(event.at),
            "due_at": contracts.moment(event.due) if event.due else None,
        }

    def _key(self, event: StepEvent, name: str) -> UUID:
        """A step's key: its instance where the log names one, else its first moment; told again it is the same."""
        words = f"{event.transition in END}:{name}:{event.instance or contracts.moment(event.at)}"
        self.times[words] += 1
        start = f"{name}:{event.instance}" if event.instance else f"{name}:{contracts.moment(event.at)}"
        return uuid5(self.case, f"{start}:{self.times[words]}")

    def _ending(self, event: StepEvent, name: str) -> UUID:
        """The step that an event ends: the one of its instance, else the one of this name that is open longest."""
        held = self.open[name] or self.left.get(name, [])
        if not event.instance and held:
            return held.pop(0)
        key = self._key(event, name)
        if key in held:
            held.remove(key)
        return key

    def _close(self, closed: datetime) -> Message:
        at = contracts.moment(closed)
        held = [key for steps in (self.open, self.left) for keys in steps.values() for key in keys]
        ended = [{"task_id": str(key), "ended_at": at} for key in dict.fromkeys([whole(self.case), *held])]
        return self._message("case.completed", closed, closed=ended)

    def _message(self, kind: str, at: datetime, **facts: Any) -> Message:
        self.seq += 1
        data = {
            **self.common,
            "seq": self.seq,
            "occurred_at": contracts.moment(at),
            "capacity": "system",
            **facts,
        }
        return contracts.message(
            type=f"{contracts.PREFIX}{kind}",
            source=self.teller.system.source,
            subject=self.common["case_id"],
            data=data,
            time=at,
            id=uuid5(self.case, str(self.seq)),
        )


def shorten(text: str, most: int) -> str:
    """Return a text of at most `most` characters; a longer one ends with what tells it from others like it."""
    if len(text) <= most:
        return text
    return f"{text[: most - 9]}~{uuid5(UUID(int=0), text).hex[:8]}" if most > 20 else text[:most]
