"""Verifying what the database holds: every case's chain, against its own hashes and its known end."""

from collections.abc import Callable, Iterator
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from shenpi.apps.ledger import heads
from shenpi.apps.ledger.models import CaseEvent
from shenpi.core.ledger import Fault, FaultKind, verify_chain

_CHUNK = 2000


def verify(
    case_id: UUID | None = None, *, progress: Callable[[int], object] = lambda events: None
) -> Iterator[Fault]:
    """Yield the faults of one case's ledger, or of all; `progress` is told how many events were read."""
    stored = CaseEvent.objects.order_by("case_id", "seq")
    ends = heads.known(case_id)
    if case_id:
        stored = stored.filter(case_id=case_id)
    for case, group in groupby(stored.iterator(chunk_size=_CHUNK), key=attrgetter("case_id")):
        events = sorted(group, key=attrgetter("position"))
        progress(len(events))
        yield from verify_chain(events, ends.pop(case, None))
    for case, head in ends.items():  # known to have a ledger, and nothing of it is left
        yield from (Fault(case, seq, FaultKind.MISSING) for seq in range(1, head.seq + 1))
