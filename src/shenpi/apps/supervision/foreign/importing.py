"""Taking in a system's log: streaming, some hundred cases a transaction, each fault on record with its row.

Repeating an import changes nothing but the list of batches: a case's known events are passed over. A run that stops
half-way has kept whole transactions; repeating it goes on.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from django.db import transaction

from shenpi.apps import timekeeping
from shenpi.apps.supervision import projection, upward
from shenpi.apps.supervision.foreign import known as knowledge
from shenpi.apps.supervision.foreign.options import Reading
from shenpi.apps.supervision.foreign.telling import Teller, case_id, shorten
from shenpi.apps.supervision.models.foreign import ForeignBatch, ForeignFinding, ForeignSystem
from shenpi.core import contracts
from shenpi.core.eventlog import (
    CaseRecord,
    Event,
    Fault,
    Fields,
    Header,
    LogRefused,
    Trace,
    from_json,
    number_of,
    read_case,
    read_log,
)

CASES = 500
"""Cases of one transaction."""
Progress = Callable[[ForeignBatch], None]


def import_log(
    system: ForeignSystem, source: BinaryIO, *, file_name: str = "", progress: Progress | None = None
) -> ForeignBatch:
    """Take in a log (XES or OCEL 2.0, packed or not) as the record of `system`; returns the batch.

    A file that breaks off leaves the batch unfinished, with `error`; what came before the break is kept.
    """
    batch = ForeignBatch(system=system, file_name=file_name[-255:], begun_at=timekeeping.now())
    batch.save()
    taking = _Taking(system, batch)
    try:
        for portion in _portions(read_log(source, taking.header, taking.reading.object_type), taking.number):
            taking.take(portion)
            if progress:
                progress(batch)
        taking.report("", taking.header.faults)
        batch.finished_at = timekeeping.now()
    except LogRefused as refusal:
        batch.error = refusal.zh
        taking.report("", [Fault(refusal.code, refusal.zh, refusal.en, refusal.line, 0, True)])
    batch.save()
    return batch


class _Taking:
    """One import under way."""

    def __init__(self, system: ForeignSystem, batch: ForeignBatch) -> None:
        self.system, self.batch = system, batch
        self.header = Header()
        self.reading = Reading.from_json(system.reading)
        self.fields: Fields = self.reading.fields(self.header)
        self.closing = self.reading.closing()
        self.teller = Teller(system)

    def number(self, trace: Trace) -> str:
        return number_of(trace, self.fields)

    @transaction.atomic
    def take(self, portion: Sequence[tuple[str, Trace]]) -> None:
        """Take in some cases, each number once."""
        keys = {number: case_id(self.system, number) for number, _trace in portion}
        known = knowledge.of(list(keys.values()))
        messages: list[dict[str, Any]] = []
        findings: list[ForeignFinding] = []
        for number, trace in portion:
            before = known.get(keys[number])
            if before is not None:
                trace.attributes = from_json(before.attributes) | trace.attributes
            record = read_case(trace, self.fields, self.closing)
            told = self.teller.tell(record, before)
            messages += told
            findings += self._findings(record.number, record.faults)
            self._count(record, told, new=before is None)
        for message in messages:
            contracts.validate(message)
        projection.project(messages)
        upward.pass_on(messages)
        ForeignFinding.objects.bulk_create(findings)
        self.batch.save()

    def report(self, number: str, faults: Iterable[Fault]) -> None:
        """Put faults on record that belong to no portion."""
        ForeignFinding.objects.bulk_create(self._findings(number, faults))

    def _count(self, record: CaseRecord, told: Sequence[Any], *, new: bool) -> None:
        batch = self.batch
        batch.cases += 1
        batch.events += len(record.events)
        batch.new_cases += new and bool(told)
        types = (message["type"].removeprefix(contracts.PREFIX) for message in told)
        batch.new_events += sum(kind in knowledge.LOGGED for kind in types)
        batch.faulty_cases += bool(record.faults)

    def _findings(self, number: str, faults: Iterable[Fault]) -> list[ForeignFinding]:
        found = [
            ForeignFinding(
                batch=self.batch,
                number=shorten(number, 64),
                line=fault.line,
                event=fault.event,
                code=fault.code,
                lost=fault.lost,
                zh=fault.zh,
                en=fault.en,
            )
            for fault in faults
        ]
        self.batch.lost += sum(finding.lost for finding in found)
        return found


def _portions(traces: Iterable[Trace], number: Callable[[Trace], str]) -> Iterator[list[tuple[str, Trace]]]:
    """Yield cases in portions; a number that comes again in one is joined to its first trace, and reported."""
    portion: dict[str, Trace] = {}
    for trace in traces:
        name = number(trace)
        if name in portion:
            _join(portion[name], trace)
            continue
        portion[name] = trace
        if len(portion) == CASES:
            yield list(portion.items())
            portion = {}
    if portion:
        yield list(portion.items())


def _join(first: Trace, second: Trace) -> None:
    words = "同一编号有多个办件，已合并", "several traces of one name; joined"
    first.faults += [*second.faults, Fault("repeated_number", *words, second.line)]
    first.attributes |= second.attributes
    first.events += [Event(event.attributes, event.line) for event in second.events]
