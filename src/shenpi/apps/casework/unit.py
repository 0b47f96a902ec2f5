"""The unit of work of an act: read once under the case's lock, compute, send all writes with COMMIT.

On PostgreSQL the reads are one round trip and the writes, the ledger event and COMMIT another (a psycopg
pipeline); on SQLite the same statements run one after the other. One lock per case, taken first, makes the
parallel join trivial. Inside a surrounding transaction the unit joins it and leaves COMMIT to its owner.
"""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from shenpi.apps import rows, timekeeping
from shenpi.apps.casework import cards
from shenpi.apps.casework.models import Case, Task
from shenpi.apps.errors import NotFound
from shenpi.apps.ledger import writing
from shenpi.apps.organisation.models import Person
from shenpi.apps.organisation.queries import HOLDINGS_SQL, Holdings, holdings_parameters, parse_holdings
from shenpi.core import ledger


@dataclass(frozen=True)
class Actor:
    """Who acts, and in which capacity: self, 授权, 代理, or the system itself (who says why in the event)."""

    id: UUID | None
    name: str
    capacity: str
    principal_id: UUID | None = None
    principal_name: str = ""

    @property
    def signature(self) -> str:
        """The signer as a document names him: real name, and for another the marker and whose power it is (D3-023)."""
        return (
            f"{self.name}（{self.capacity}，代{self.principal_name}）" if self.principal_name else self.name
        )


SYSTEM = Actor(None, "系统", "system")

APPLICANT = "申请人"
"""What the ledger calls applicants: their names stand in the case's own rows and can be erased."""


BY_APPLICANT = Actor(None, APPLICANT, "self")
"""The case's applicant, acting by himself from the public zone."""


@dataclass
class Unit:
    """One act's rows: the locked case, its open tasks, what the acting person holds, and the writes gathered."""

    case: Case
    tasks: dict[UUID, Task]
    holdings: Holdings
    now: datetime
    is_new: bool = False
    _dirty: set[str] = field(default_factory=set)
    _writes: list[rows.Statement] = field(default_factory=list)

    def set(self, **values: Any) -> None:
        """Change columns of the case."""
        for name, value in values.items():
            setattr(self.case, name, value)
        self._dirty.update(values)

    def insert(self, instance: Model) -> None:
        """Write a new row at the end."""
        self._writes.append(rows.insert(instance))

    def delete(self, instance: Model) -> None:
        """Delete a row at the end."""
        self._writes.append(rows.delete(instance))

    def update_where_case(self, model: type[Model], **values: Any) -> None:
        """Write columns of the one row of `model` that belongs to the case, without reading it."""
        self._writes.append(rows.update(model(case_id=self.case.id, **values), values))

    def execute(self, statement: rows.Statement) -> None:
        """Run a statement at the end, with the other writes."""
        self._writes.append(statement)

    def record(self, kind: str, payload: Mapping[str, Any], actor: Actor) -> None:
        """Append one event to the case's ledger; what a judge would ask for belongs in `payload`."""
        sealed = ledger.seal(
            case_id=self.case.id,
            seq=self.case.event_seq + 1,
            type=kind,
            actor=ledger.Actor(actor.id, actor.name, actor.principal_id),
            capacity=actor.capacity,
            at=self.now,
            payload=payload,
            prev_hash=bytes(self.case.event_hash) or None,
        )
        self._writes.append((writing.INSERT, writing.row(sealed, rows.vendor())))
        self.set(event_seq=sealed.seq, event_hash=sealed.hash)

    def statements(self) -> list[rows.Statement]:
        """Return all writes in order; the case's own row comes first, so that others may refer to it."""
        found = list(self._writes)
        if self.is_new or self._dirty & cards.CHANGING:
            found.insert(0, cards.writing(self.case))
        if self.is_new:
            found.insert(0, rows.insert(self.case))
        elif self._dirty:
            found.insert(0, rows.update(self.case, self._dirty))
        return found


@contextmanager
def on_case(case_id: UUID, by: Person | None) -> Iterator[Unit]:
    """Open a unit of work on a case, locked until its end; `by` acts (None: the system itself).

    Raises NotFound; any error rolls everything back.
    """
    with _transaction() as outermost:
        unit = _read(case_id, by, timekeeping.now())
        yield unit
        _flush(unit, commit=outermost)


@contextmanager
def on_new_case(case: Case, by: Person | None) -> Iterator[Unit]:
    """Open a unit of work that brings a case into being."""
    with _transaction() as outermost:
        now = timekeeping.now()
        held = rows.Cursor()
        with _pipeline():  # BEGIN travels with it
            _ask_holdings(held, by, now)
        unit = Unit(case, {}, _holdings(held, by), now, is_new=True)
        yield unit
        _flush(unit, commit=outermost)


@contextmanager
def _transaction() -> Iterator[bool]:
    outermost = not connection.in_atomic_block
    with transaction.atomic(savepoint=not outermost):
        yield outermost


def _read(case_id: UUID, by: Person | None, now: datetime) -> Unit:
    key = Case._meta.pk.get_db_prep_value(case_id, connection)
    of_case, of_tasks, held = rows.Cursor(), rows.Cursor(), rows.Cursor()
    with _pipeline():
        of_case.execute(rows.select(Case, '"id" = %s', lock=True), [key])
        of_tasks.execute(rows.select(Task, '"case_id" = %s ORDER BY "id"'), [key])
        _ask_holdings(held, by, now)
    # The pipeline's end brought all answers; asking for one inside it would have cost a round trip more.
    cases = of_case.fetchall()
    if not cases:
        raise NotFound("case_unknown", _("没有这个办件。请核对办件编号。"))
    tasks = {task.id: task for task in rows.load(Task, of_tasks.fetchall())}
    return Unit(rows.load(Case, cases)[0], tasks, _holdings(held, by), now)


def _ask_holdings(cursor: Any, by: Person | None, now: datetime) -> None:
    if by is not None:
        cursor.execute(HOLDINGS_SQL[rows.vendor()], holdings_parameters(rows.vendor(), by.pk, now))


def _holdings(cursor: Any, by: Person | None) -> Holdings:
    if by is None:
        return Holdings(UUID(int=0))
    return parse_holdings(by.pk, cursor.fetchall())


def _flush(unit: Unit, *, commit: bool) -> None:
    statements = unit.statements()
    native = rows.vendor() == "postgresql"
    if native and len(statements) > 1:
        # Together they run in no fixed order, but a case's events must get their positions in order.
        later = [each for each in statements if each[0] == writing.INSERT][1:]
        statements = [rows.together([each for each in statements if each not in later]), *later]
    cursor = rows.Cursor()
    with connection.wrap_database_errors, _pipeline():
        for sql, params in statements:
            cursor.execute(sql, params)
        if commit and native:
            # COMMIT travels with the writes; Django's own commit then finds nothing left to do.
            cursor.execute("COMMIT", ())


def _pipeline() -> AbstractContextManager[Any]:
    if rows.vendor() != "postgresql":
        return nullcontext()
    database = connections[DEFAULT_DB_ALIAS]
    database.ensure_connection()
    return database.connection.pipeline()
