"""The ledger tells the whole truth: whatever people do, in whatever order, rows and replayed ledger agree."""

import hashlib
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, limits, proceedings, queries, replay, sweeps
from shenpi.apps.casework.models import Case, PaperFile, Task
from shenpi.apps.documents.models import Document
from shenpi.apps.errors import Refusal
from shenpi.apps.ledger import queries as ledger
from shenpi.apps.ledger.models import CaseEvent
from shenpi.apps.ledger.verification import verify
from shenpi.core.ledger import FaultKind
from shenpi.core.ledger.canonical import canonical
from shenpi.core.ledger.event import event_hash
from shenpi.sites.demo import players
from tests.support import county as counties
from tests.support.county import County

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
PROCESSES = ("immediate", "committed", "parallel")


@pytest.fixture
def county() -> County:
    made = counties.build(PROCESSES)
    rows = [row | {"may_follow": row["key"] == "plan"} for row in made.items["committed"].materials]
    counties.revised(made, "committed", materials=rows, options={"circulation": "paper"})
    return made


HANDED = {
    "scanned": [],
    "on paper": [acts.HandedIn("application", "申请表", "original"), acts.HandedIn("plan", "平面图", "copy")],
    "with a gap": [acts.HandedIn("application", "申请表", "original")],
}
"""What may be handed in; nothing named here: the county's usual filing."""


@contextmanager
def undone() -> Iterator[None]:
    """Take back everything that is written inside the block."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def stored(case: Case) -> Any:
    """Everything that an act could change of a case."""
    row = Case.objects.filter(pk=case.pk).values().get()
    tasks, opinions = list(case.tasks.values()), queries.opinions(case)
    return (
        row,
        tasks,
        opinions,
        list(Document.objects.filter(case_id=case.pk).order_by("id").values("id", "number")),
        list(case.materials.order_by("id").values()),
        list(PaperFile.objects.filter(pk=case.pk).values()),
    )


def assert_whole(case: Case) -> None:
    """Rows, documents and ledger say the same, and the ledger's chain holds."""
    fresh = Case.objects.get(pk=case.pk)
    assert replay.differences(fresh) == []
    assert list(verify(case.pk)) == []
    running = {each.kind for each in proceedings.of(fresh) if each.ended_at is None}
    beside = {proceedings.elements().get(task.element) for task in fresh.tasks.all()} - {None}
    assert running == beside, "a proceeding without a holder, or a step of none"
    spans = [(each.begin, each.end) for each in limits.rests(fresh) if each.reason != "听证"]
    assert all(end <= begin for (_, end), (begin, _) in pairwise(spans)), "paused twice"
    told = replay.replay(ledger.events(case.pk)).documents
    kept = Document.objects.filter(case_id=case.pk).values_list("id", "number")
    assert {str(key): number for key, number in kept} == told


@dataclass
class Desk:
    """One case and everybody who may touch it; each method is something that people do, rightly or wrongly."""

    county: County
    case: Case
    data: st.DataObject
    rng: Random = field(default_factory=lambda: Random(1))
    past: list[Task] = field(default_factory=list)

    def advance(self) -> None:
        self._play(agree=True)

    def find_fault(self) -> None:
        self._play(agree=False)

    def send_back(self) -> None:
        task = self._task()
        acts.send_back(
            self.case.pk, task.pk, by=players.holder(task) or self.county["clerk"], reason="请复核。"
        )

    def withdraw(self) -> None:
        by = self.data.draw(st.sampled_from([None, *self.county.people.values()]), "who withdraws")
        acts.withdraw(self.case.pk, by=by, reason="项目调整")

    def press_again(self) -> None:
        """A stale page: a step that was open some time ago."""
        if self.past:
            self._act_on(self.data.draw(st.sampled_from(self.past), "past step"), self.county["clerk"])

    def be_somebody_else(self) -> None:
        by = self.data.draw(st.sampled_from(list(self.county.people.values())), "somebody")
        self._act_on(self._task(), by)

    def take_another_act(self) -> None:
        """A button that the step does not have."""
        task = self._task()
        other = self.data.draw(st.sampled_from([acts.issue, acts.publish, acts.notify_payment]), "act")
        other(self.case.pk, task.pk, by=players.holder(task) or self.county["clerk"])

    def ask_beside(self) -> None:
        """Something that the law allows beside the drawn process, asked for by anybody."""
        by = self.data.draw(st.sampled_from(list(self.county.people.values())), "who asks")
        what = self.data.draw(st.sampled_from(["suspension", "extension", "hearing", "opinion"]), "what")
        if what == "suspension":
            days = self.data.draw(st.integers(1, 10), "days")
            acts.request_suspension(self.case.pk, by=by, procedure="testing", days=days, reason="取样")
        elif what == "extension":
            acts.request_extension(self.case.pk, by=by, reason="现场复杂")
        elif what == "hearing":
            acts.tell_hearing_rights(self.case.pk, by=by, matter="采光")
        else:
            own = [each for each in queries.opinions(self.case) if each.person_id == by.pk]
            for opinion in own[:1]:
                acts.request_opinion_change(
                    self.case.pk, opinion.task_id, by=by, verdict="agree", why="笔误", text="同意。"
                )

    def accept_with_gap(self) -> None:
        """Trust the applicant's promise, where the item allows it and something is missing."""
        task = self._task()
        acts.accept_with_gap(self.case.pk, task.pk, by=self.county["clerk"], missing=["plan"], promised=True)

    def check_originals(self) -> None:
        """Compare with the originals whenever somebody asks."""
        by = self.data.draw(st.sampled_from(list(self.county.people.values())), "who checks")
        found = {each.pk: "same" for each in self.case.materials.all()}
        acts.check_originals(self.case.pk, by=by, found=found)

    def move_paper(self) -> None:
        """Hand the paper file on, take it or leave it, as anybody."""
        people = list(self.county.people.values())
        by = self.data.draw(st.sampled_from(people), "whose hands")
        what = self.data.draw(st.sampled_from(["hand over", "take", "decline"]), "what")
        if what == "hand over":
            to = self.data.draw(st.sampled_from(people), "to whom")
            acts.hand_over_paper(self.case.pk, by=by, to=to)
        elif what == "take":
            acts.take_paper(self.case.pk, by=by)
        else:
            acts.decline_paper(self.case.pk, by=by, reason="缺页")

    def let_time_pass(self) -> None:
        sweeps.sweep()

    def _play(self, *, agree: bool) -> None:
        task = self._task()
        self._act_on(task, players.holder(task) or self.county["clerk"], agree=agree)

    def _task(self) -> Task:
        tasks = list(self.case.tasks.select_related("holder").order_by("id"))
        if not tasks:
            raise Refusal("ended", "nothing is open")
        return self.data.draw(st.sampled_from(tasks), "step")

    def _act_on(self, task: Task, by: Any, *, agree: bool = True) -> None:
        self.past.append(task)
        case = Case.objects.select_related("item_version").get(pk=self.case.pk)
        players.play(case, task, by, self.rng, agree=agree)


DEEDS: list[Callable[[Desk], None]] = [
    *[Desk.advance] * 12,
    *[Desk.find_fault] * 2,
    Desk.send_back,
    Desk.withdraw,
    Desk.press_again,
    Desk.be_somebody_else,
    Desk.take_another_act,
    Desk.let_time_pass,
    *[Desk.ask_beside] * 4,
    *[Desk.move_paper] * 2,
    *[Desk.accept_with_gap] * 2,
    Desk.check_originals,
]


@pytest.mark.long
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_rows_equal_the_replayed_ledger_whatever_people_do(county: County, data: st.DataObject) -> None:
    """An act changes rows and ledger together; a refused one changes nothing (D3-018, D3-021)."""
    with undone():
        moment = MONDAY
        with timekeeping.at(moment):
            handed = HANDED[data.draw(st.sampled_from(sorted(HANDED)), "handed in")]
            changes = {"materials": handed} if handed else {}
            case = county.receive(data.draw(st.sampled_from(PROCESSES), "process"), **changes)
        desk = Desk(county, case, data)
        for _turn in range(data.draw(st.integers(1, 24), "turns")):
            moment += data.draw(
                st.sampled_from([timedelta(hours=3), timedelta(days=2), timedelta(days=21)]), "pause"
            )
            deed = data.draw(st.sampled_from(DEEDS), "deed")
            before = stored(case)
            with timekeeping.at(moment):
                try:
                    deed(desk)
                except Refusal:
                    assert stored(case) == before, "a refused act left something behind"
            assert_whole(case)
        event(Case.objects.get(pk=case.pk).state)


def change(case: Case, seq: int, assignment: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        key = Case._meta.pk.get_db_prep_value(case.pk, connection)
        cursor.execute(
            f"UPDATE ledger_caseevent SET {assignment} WHERE case_id = %s AND seq = %s", [*values, key, seq]
        )
        assert cursor.rowcount == 1


def reword(case: Case, seq: int) -> tuple[int, FaultKind]:
    """Change what an event says."""
    found = ledger.events(case.pk).get(seq=seq)
    change(
        case,
        seq,
        "payload = %s",
        CaseEvent._meta.get_field("payload").get_db_prep_save(spoilt(found), connection),
    )
    return seq, FaultKind.ALTERED


def rename(case: Case, seq: int) -> tuple[int, FaultKind]:
    """Put the act on somebody else."""
    change(case, seq, "actor_name = %s", "冯某")
    return seq, FaultKind.ALTERED


def redate(case: Case, seq: int) -> tuple[int, FaultKind]:
    """Bring a late act back into its limit."""
    change(case, seq, "at = %s", "2026-02-27 01:00:00")
    return seq, FaultKind.ALTERED


def remove(case: Case, seq: int) -> tuple[int, FaultKind]:
    """Let an event disappear; that the last one is gone shows by the case's own row."""
    with connection.cursor() as cursor:
        key = Case._meta.pk.get_db_prep_value(case.pk, connection)
        cursor.execute("DELETE FROM ledger_caseevent WHERE case_id = %s AND seq = %s", [key, seq])
    return seq, FaultKind.MISSING


def forge(case: Case, seq: int) -> tuple[int, FaultKind]:
    """Change an event and make its hash fit: then the next one, or the case's own row, does not fit it."""
    found = ledger.events(case.pk).get(seq=seq)
    reword(case, seq)
    body = hashlib.sha256(canonical(spoilt(found))).digest()
    names = ("case_id", "seq", "type", "actor_id", "actor_name", "capacity", "on_behalf_of", "at")
    parts = {name: getattr(found, name) for name in names}
    change(case, seq, "hash = %s", event_hash(**parts, payload_hash=body, prev_hash=bytes(found.prev_hash)))
    return (seq, FaultKind.ALTERED) if seq == case.event_seq else (seq + 1, FaultKind.WRONG_LINK)


def spoilt(found: CaseEvent) -> dict[str, Any]:
    return {**found.payload, "remark": "事后添加"}


@contextmanager
def without_triggers() -> Iterator[None]:
    """Be the database's superuser inside the block, and take everything back afterwards."""
    with undone(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ledger_caseevent'"
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        yield


@pytest.mark.parametrize("tamper", [reword, rename, redate, remove, forge])
def test_a_tampered_event_is_named(
    county: County, tamper: Callable[[Case, int], tuple[int, FaultKind]]
) -> None:
    """Whoever gets past the triggers is found out: case, event and kind of fault are named."""
    with timekeeping.at(MONDAY):
        whole, case = county.receive("committed"), county.receive("committed")
        county.accept(case)
        county.examine_all(case)
        county.decide(case)
    case.refresh_from_db()
    assert list(verify()) == []
    for seq in range(1, case.event_seq + 1):
        with without_triggers():
            expected = tamper(case, seq)
            assert [(fault.case_id, fault.seq, fault.kind) for fault in verify()] == [(case.pk, *expected)]
            assert list(verify(whole.pk)) == []
            told = io.StringIO()
            with pytest.raises(CommandError):
                call_command("ledger_verify", "--no-progress", stdout=told)
            assert f"{case.pk}: 第 {expected[0]} 号事件" in told.getvalue()
    assert list(verify()) == []


def test_a_tampered_row_is_named(county: County) -> None:
    """The rows are what people see: one that was changed past the acts differs from its ledger."""
    case = county.receive("committed")
    Case.objects.filter(pk=case.pk).update(state="completed")
    Task.objects.filter(case=case).delete()
    case.materials.filter(key="plan").update(sha256="f" * 64)  # D3-032: frozen materials never change
    faults = replay.differences(Case.objects.get(pk=case.pk))
    assert [fault.partition(":")[0] for fault in faults] == ["state", "open_tasks", "materials"]
