"""Following all ledgers: each reader takes every event once, in spite of transactions that commit late."""

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q

from shenpi.apps.ledger.models import CaseEvent, Subscriber
from shenpi.core.ledger import Cursor


def pending(name: str) -> bool:
    """Say, in one cheap query, whether `take` may find something for this reader."""
    newer = Exists(CaseEvent.objects.filter(position__gt=OuterRef("position")))
    state = Subscriber.objects.filter(pk=name).values_list("gaps", newer).first()
    return CaseEvent.objects.exists() if state is None else bool(state[0] or state[1])


def take(name: str, *, limit: int) -> list[CaseEvent]:
    """Take the reader's next events (at most `limit`) and move its cursor, in the caller's transaction.

    Returns nothing while another process is taking for the same reader. Events of one case come in order;
    events of different cases may not (a late commit comes late). Raises TransactionManagementError outside
    a transaction: the cursor and what the reader does with the events must be kept or lost together.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("take events inside the transaction that uses them")
    reader = _locked(name)
    if reader is None:
        return []
    before = Cursor.restored(reader.position, reader.gaps)
    oldest_running = _oldest_running()
    wanted = Q(position__gt=before.position)
    for gap in before.gaps:
        wanted |= Q(position__range=(gap.first, gap.last))
    events = list(CaseEvent.objects.filter(wanted).order_by("position")[:limit])
    after = before.advance(
        (event.position for event in events),
        oldest_running=0 if len(events) == limit else oldest_running,
        next_transaction=_own_transaction() if events else 0,
    )
    if after != before:
        reader.position, reader.gaps = after.position, after.as_json()
        reader.save()
    return events


def _locked(name: str) -> Subscriber | None:
    """Return the reader's row under lock; None while somebody else holds it."""
    mine = Subscriber.objects.select_for_update(skip_locked=True).filter(pk=name)
    found = mine.first()
    if found is None:
        Subscriber.objects.bulk_create([Subscriber(name=name)], ignore_conflicts=True)
        found = mine.first()
    return found


def _oldest_running() -> int:
    return _number("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")


def _own_transaction() -> int:
    # The reader's own number, taken after the events were read, is above every number given out before.
    return _number("SELECT pg_current_xact_id()::text::bigint")


def _number(statement: str) -> int:
    if connection.vendor != "postgresql":
        return 0  # one writer at a time: what is not visible yet has no position yet
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])
