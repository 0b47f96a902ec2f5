"""From a trace to the facts of a case: number, moments, limit, places, and its steps in order of time.

Pure reading: what a trace does not say stays empty, what cannot be read becomes a fault. Nothing is guessed but
what docs/event-logs.md writes down: the beginning is the first event's where no attribute says it.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from shenpi.core.eventlog.fields import Fields, NoMoment, text
from shenpi.core.eventlog.log import Attributes, Event, Fault, Trace, Value
from shenpi.core.eventlog.values import to_json

END = frozenset({"complete", "manualskip", "autoskip", "ate_abort", "pi_abort", "abort", "withdraw"})
"""Lifecycle transitions that end a step (the standard lifecycle model of XES); `complete` alone is work done."""


@dataclass(slots=True)
class StepEvent:
    """One event of a case: `transition` in lower case, `complete` where the log has none."""

    activity: str
    at: datetime
    transition: str
    instance: str
    resource: str
    office: str
    role: str
    due: datetime | None
    attributes: Attributes
    index: int


@dataclass(slots=True)
class CaseRecord:
    """What a log says of one case. `closed` is empty for an open case; `due` where no limit is told.

    `named`: the log itself names the case (else the number was made from its content). `dated`: it says when the
    case began (else it is the first event's moment).
    """

    number: str
    named: bool
    dated: bool
    received: datetime | None
    due: datetime | None
    closed: datetime | None
    channel: str
    agency: str
    department: str
    group: str
    responsible: str
    item: str
    attributes: Attributes
    events: list[StepEvent] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    line: int = 0


@dataclass(frozen=True)
class Closing:
    """When a case without an end date is over: after one of these activities, or (`always`) after its last event."""

    activities: frozenset[str] = frozenset()
    always: bool = False


def number_of(trace: Trace, fields: Fields) -> str:
    """Return the number that `read_case` gives the case of a trace."""
    return text(fields.of_case(trace.attributes).get("number")) or _made_up(trace)


def read_case(trace: Trace, fields: Fields, closing: Closing = Closing()) -> CaseRecord:
    """Return the facts of a trace; events that cannot be placed (no activity, no moment) are faults, marked lost."""
    told = fields.of_case(trace.attributes)
    faults = list(trace.faults)
    reading = _Moments(fields, faults, trace.line)
    number = text(told.get("number"))
    named = bool(number)
    if not named:
        number = _made_up(trace)
        faults.append(
            Fault(
                "no_number",
                "办件没有编号，按内容编为 " + number,
                f"no name; called {number} by its content",
                trace.line,
            )
        )
    case = CaseRecord(
        number=number,
        named=named,
        dated=False,
        received=reading.of(told.get("received"), "received"),
        due=reading.of(told.get("due"), "due", last=True),
        closed=reading.of(told.get("closed"), "closed", last=True),
        channel=text(told.get("channel")),
        agency=text(told.get("agency")),
        department=text(told.get("department")),
        group=text(told.get("group")),
        responsible=text(told.get("responsible")),
        item=text(told.get("item")),
        attributes=trace.attributes,
        faults=faults,
        line=trace.line,
    )
    found = (_event(event, index, fields, reading) for index, event in enumerate(trace.events, 1))
    case.events = sorted((event for event in found if event), key=lambda event: event.at)
    if [event.index for event in case.events] != sorted(event.index for event in case.events):
        faults.append(
            Fault(
                "unsorted",
                "环节不按时间排列，已按时间排序",
                "events are not in order of time; sorted",
                trace.line,
            )
        )
    _close(case, closing)
    _judge(case)
    reading.report()
    return case


_ROLES = {
    "received": ("收件时间", "the beginning"),
    "due": ("期限", "the limit"),
    "closed": ("办结时间", "the end"),
    "time": ("环节记录", "the event"),
}


class _Moments:
    """Reads moments, and keeps count of those whose zone had to be supplied."""

    def __init__(self, fields: Fields, faults: list[Fault], line: int) -> None:
        self.fields, self.faults, self.line = fields, faults, line
        self.zoneless = 0

    def of(
        self, value: Value | None, role: str, *, last: bool = False, event: int = 0, line: int = 0
    ) -> datetime | None:
        if value is None:
            return None
        try:
            moment, supplied = self.fields.moment(value, last=last)
        except NoMoment as shown:
            zh, en = _ROLES[role]
            zh, en = f"“{shown}”不是时间，{zh}未接收", f"'{shown}' is no moment; {en} was not taken"
            self.faults.append(Fault("no_moment", zh, en, line or self.line, event, True))
            return None
        self.zoneless += supplied
        return moment

    def report(self) -> None:
        if self.zoneless:
            zh = f"{self.zoneless} 个时间没有时区，按 {self.fields.zone} 读取"
            en = f"{self.zoneless} moments without a zone, read as {self.fields.zone}"
            self.faults.append(Fault("zoneless", zh, en, self.line))


def _event(event: Event, index: int, fields: Fields, reading: _Moments) -> StepEvent | None:
    told = fields.of_event(event.attributes)
    activity = text(told.get("activity"))
    at = reading.of(told.get("time"), "time", event=index, line=event.line)
    if activity and at is None and "time" in told:  # said already
        return None
    if not activity or at is None:
        lacking = ("环节名称", "an activity") if not activity else ("时间", "a moment")
        words = f"环节记录没有{lacking[0]}，未接收", f"the event has no {lacking[1][2:]} and was not taken"
        reading.faults.append(Fault("event_refused", *words, event.line, index, True))
        return None
    return StepEvent(
        activity=activity,
        at=at,
        transition=text(told.get("transition")).lower() or "complete",
        instance=text(told.get("instance")),
        resource=text(told.get("resource")),
        office=text(told.get("office")),
        role=text(told.get("role")),
        due=reading.of(told.get("due"), "due", last=True, event=index, line=event.line),
        attributes=event.attributes,
        index=index,
    )


def _close(case: CaseRecord, closing: Closing) -> None:
    if case.closed or not case.events:
        return
    ends = [
        event.at
        for event in case.events
        if event.activity in closing.activities and event.transition == "complete"
    ]
    if ends:
        case.closed = ends[-1]
    elif closing.always:
        case.closed = case.events[-1].at


def _judge(case: CaseRecord) -> None:
    """Note what contradicts itself: it is kept as told, and reported."""

    def note(code: str, zh: str, en: str) -> None:
        case.faults.append(Fault(code, zh, en, case.line))

    case.dated = case.received is not None
    if not case.dated:
        case.received = case.events[0].at if case.events else case.closed or case.due
        if case.received is None:
            words = "办件没有任何时间，未接收", "the case tells no moment and was not taken"
            case.faults.append(Fault("case_refused", *words, case.line, 0, True))
            return
        note(
            "no_beginning",
            "没有开始时间，取第一条记录的时间",
            "no beginning; the first event's moment is taken",
        )
    if case.received and case.closed and case.closed < case.received:
        note("ends_before_it_begins", "办结早于开始", "the case ends before it begins")
    if case.received and case.due and case.due < case.received:
        note("due_before_it_begins", "期限早于开始", "the limit lies before the beginning")
    if case.closed and any(event.at > case.closed for event in case.events):
        note("event_after_the_end", "办结之后还有环节记录", "events after the end of the case")
    if case.received and any(event.at < case.received for event in case.events):
        note("event_before_the_beginning", "开始之前已有环节记录", "events before the beginning of the case")
    if not case.events:
        note("no_events", "办件没有环节记录", "the case has no events")


def _made_up(trace: Trace) -> str:
    """Return a number for a case without one: the same for the same content."""
    content: Iterable[object] = [
        to_json(trace.attributes),
        [to_json(event.attributes) for event in trace.events],
    ]
    digest = hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode())
    return "unnamed-" + digest.hexdigest()[:16]
