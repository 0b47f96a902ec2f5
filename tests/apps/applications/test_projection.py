"""Progress is folded from events: whatever their order, however often they come, the same course (D10-043)."""

import random
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenpi.apps.applications import projection
from shenpi.apps.applications.fold import Event, fold
from shenpi.apps.applications.models import Progress, ProgressEvent, PublicDocument, PublicNotice
from shenpi.apps.applications.states import State
from shenpi.apps.documents.models import StoredFile
from shenpi.core import contracts

START = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
CASE, TASKS = uuid4(), [str(uuid4()) for _ in range(3)]


def at(day: int) -> str:
    return contracts.moment(START + timedelta(days=day))


def opened(task: int, step: str) -> dict:
    return {
        "task_id": TASKS[task],
        "step": step,
        "office": "审批科",
        "begun_at": at(task),
        "due_at": at(task + 5),
    }


COURSE = [
    ("received", {"received_at": at(0), "answer_due_at": at(7), "opened": [opened(0, "形式审查")]}),
    ("correction.requested", {"due_at": at(9), "faults": [{"key": "a", "name": "甲", "problem": "缺"}]}),
    ("correction.supplied", {"answer_due_at": at(14)}),
    (
        "accepted",
        {
            "accepted_at": at(10),
            "promised_due_at": at(20),
            "ended": {"task_id": TASKS[0], "ended_at": at(10)},
            "opened": [opened(1, "审查"), opened(2, "协办审查")],
            "person": "张敏",
        },
    ),
    ("step.ended", {"ended": {"task_id": TASKS[1], "step": "审查", "ended_at": at(12)}, "person": "刘强"}),
    ("decided", {"outcome": "granted", "closed": [{"task_id": TASKS[2], "ended_at": at(13)}]}),
    ("result.published", {}),
]


def events() -> list[Event]:
    return [
        Event(
            seq, name, START + timedelta(days=seq), {"number": "2611025000017", "item_name": "食品", **data}
        )
        for seq, (name, data) in enumerate(COURSE, 1)
    ]


@given(st.permutations(range(len(COURSE))), st.lists(st.integers(0, len(COURSE) - 1)))
def test_order_and_repetition_do_not_matter(order, repeated):
    story = events()
    kept = {story[place].seq: story[place] for place in [*order, *repeated]}
    assert fold(kept.values()) == fold(story)


def test_the_states_on_the_way_and_what_falls_due():
    seen = [fold(events()[:count]) for count in range(1, len(COURSE) + 1)]
    assert [course.state for course in seen] == [
        State.RECEIVED, State.CORRECTING, State.RECEIVED, State.ACCEPTED, State.ACCEPTED, State.DECIDED,
        State.COMPLETED,
    ]  # fmt: skip
    assert [course.due_at and (course.due_at - START).days for course in seen] == [
        7,
        9,
        14,
        20,
        20,
        None,
        None,
    ]
    assert seen[-1].outcome == "granted"


def test_steps_end_with_who_ended_them_and_others_are_closed():
    first, second, third = fold(events()).steps
    assert (first["by"], second["by"]) == ("张敏", "刘强")
    assert third["closed"] is True
    assert all(step["ended_at"] for step in (first, second, third))


def test_unpaid_in_time_refuses_or_closes_as_the_item_says():
    """D3-057."""
    tail = Event(9, "payment.lapsed", START, {"outcome": "refused"})
    assert fold([*events()[:-1], tail]).state == State.DECIDED
    closed = Event(9, "payment.lapsed", START, {"outcome": "lapsed"})
    assert fold([*events()[:-1], closed]).state == State.CLOSED


def test_special_procedures_and_extensions_move_what_falls_due():
    """行政许可法 art. 42, 45: paused until the planned end, at most; ended early the pause is cut short."""
    due = lambda day: {"promised_due_at": at(day), "statutory_due_at": at(day + 7)}  # noqa: E731
    begun = {"procedure": "testing", "planned_end_at": at(9)}
    story = [
        Event(1, "received", START, {"received_at": at(0)}),
        Event(2, "accepted", START, {"accepted_at": at(0), **due(20)}),
        Event(3, "suspension.begun", START + timedelta(days=2), {**begun, **due(29)}),
        Event(4, "suspension.ended", START + timedelta(days=5), {"procedure": "testing", "lapsed": False, **due(24)}),
        Event(5, "extension.granted", START + timedelta(days=6), {"extension": "P10WD", **due(38)}),
    ]  # fmt: skip
    paused, ended, extended = (fold(story[:count]) for count in (3, 4, 5))
    assert (paused.due_at - START).days == 29
    row = Progress(rests=paused.rests)
    assert [row.is_paused(START + timedelta(days=day)) for day in (1, 3, 8, 10)] == [False, True, True, False]
    assert not Progress(rests=ended.rests).is_paused(START + timedelta(days=8))
    assert (ended.due_at - START).days == 24
    assert ((extended.due_at - START).days, extended.extension) == (38, "P10WD")


def test_a_filing_given_back_is_withdrawn_and_a_rejected_payment_asks_again():
    returned = Event(2, "filing.returned", START, {"reason": "填错"})
    assert fold([Event(1, "received", START, {}), returned]).state == State.WITHDRAWN
    asked = Event(1, "payment.requested", START, {"amount": "1.00", "due_at": at(3)})
    rejected = Event(2, "payment.declaration_rejected", START, {"reason": "无此票据", "due_at": at(6)})
    payment = fold([asked, rejected]).payment
    assert (payment["due_at"], payment["rejected_at"]) == (at(6), START.isoformat())


def message(seq: int) -> dict:
    name, data = COURSE[seq - 1]
    common = {
        "item_code": "1",
        "agency_code": "sjj",
        "agency": "区市场监管局",
        "private": False,
        "capacity": "self",
    }
    made = contracts.message(
        type=f"shenpi.case.{name}", source="/internal/0", subject=str(CASE), time=START, id=uuid4(),
        data={"case_id": str(CASE), "seq": seq, "number": "2611025000017", "item_name": "食品", **common,
              "occurred_at": at(seq), **data},
    )  # fmt: skip
    contracts.validate(made)
    return made


@pytest.mark.django_db
def test_messages_in_any_order_and_twice_give_the_same_progress():
    batch = [message(seq) for seq in range(1, len(COURSE) + 1)]
    shuffled = [*batch, *batch]
    random.Random(7).shuffle(shuffled)
    for start in range(0, len(shuffled), 3):
        projection.on_case_events(shuffled[start : start + 3])
    progress = Progress.objects.get(pk=CASE)
    assert (progress.state, progress.outcome, progress.last_seq) == (State.COMPLETED, "granted", len(COURSE))
    assert ProgressEvent.objects.count() == len(COURSE)


@pytest.mark.django_db
def test_documents_and_notices_arrive_twice_and_stand_once():
    sha256 = "ab" * 32
    StoredFile.objects.create(sha256=sha256, size=10, media_type="application/pdf", created_at=START)
    document = {
        "case_id": str(CASE), "document_id": str(uuid4()), "kind": "grant_decision", "title": "准予行政许可决定书",
        "document_number": "广区市监许准决〔2026〕1号", "issued_at": at(13),
        "file": {"sha256": sha256, "filename": "决定书.pdf", "size": 10, "media_type": "application/pdf"},
    }  # fmt: skip
    notice = {"case_id": str(CASE), "number": "2611025000017", "outcome": "granted", "published_at": at(14)}
    for _time in range(2):
        projection.on_document({"type": "shenpi.document.published", "data": document})
        projection.on_notice({"type": "shenpi.notice.published", "data": notice})
    assert str(PublicDocument.objects.get()) == "准予行政许可决定书 广区市监许准决〔2026〕1号"
    assert PublicNotice.objects.get().published_at == START + timedelta(days=14)
