"""Supervision orders and violation files, from finding to end, between two zones that speak by messages."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from shenpi.apps import timekeeping
from shenpi.apps.errors import Invalid, NotAllowed, NotFound, Stale
from shenpi.apps.exchange import pumping
from shenpi.apps.organisation.models import Agency, Office, Person, Post
from shenpi.apps.organisation.roles import Role
from shenpi.apps.oversight import acts as ours
from shenpi.apps.oversight import queries as oversight
from shenpi.apps.supervision import acts, sealing
from shenpi.apps.supervision.matters import overdue
from shenpi.apps.supervision.models import Matter, MonitoredCase, Quashing, RuleSetting, Signal
from tests.apps.supervision.foreign_logs import take
from tests.apps.supervision.sample import NOW
from tests.core.eventlog.logs import event, log, trace

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def present() -> Iterator[None]:
    with timekeeping.at(NOW):
        yield


@pytest.fixture
def people() -> dict[str, Person]:
    """Two supervisors, and an office with its handler, its head, and the leader above."""
    board = Agency.objects.create(code="J", name="监察委", full_name="监察委员会", short_name="监")
    market = Agency.objects.create(
        code="A1", name="市场监督管理局", full_name="市场监督管理局", short_name="市监"
    )
    eyes = Office.objects.create(agency=board, code="J-1", name="效能监察室", kind="supervision")
    food = Office.objects.create(agency=market, code="A1-01", name="食品科", kind="business")
    other = Office.objects.create(agency=market, code="A1-02", name="许可科", kind="business")
    posts = {
        "eye": (eyes, Role.SUPERVISOR),
        "second eye": (eyes, Role.SUPERVISOR),
        "handler": (food, Role.HANDLER),
        "head": (food, Role.OFFICE_HEAD),
        "neighbour": (other, Role.OFFICE_HEAD),
        "leader": (other, Role.LEADER),
    }
    found = {}
    for name, (office, role) in posts.items():
        found[name] = Person.objects.create_user(username=name, name=name, kind=Person.Kind.STAFF)
        Post.objects.create(person=found[name], office=office, role=role, valid_from=NOW - timedelta(days=9))
    return found


@pytest.fixture
def signal(people: dict[str, Person]) -> Signal:
    made = Signal(
        rule="step_due",
        level="red",
        subject=str(uuid4()),
        key="1",
        case_id=uuid4(),
        case_number="2611230000017",
        agency_code="A1",
        agency_name="市场监督管理局",
        office_code="A1-01",
        office_name="食品科",
        person_id=people["handler"].pk,
        person_name="handler",
        since=NOW,
        at=NOW,
        raised_at=NOW,
    )
    made.save(force_insert=True)
    sealing.seal([made])
    return made


def order(people: dict[str, Person], signal: Signal, **given: Any) -> Matter:
    words = {"title": "限期办结", "text": "请在三个工作日内办结并说明原因。"} | given
    matter = acts.open_matter("order", signal.pk, by=people["eye"], **words)
    pumping.settle()
    return matter


def state(matter: Matter) -> str:
    pumping.settle()
    matter.refresh_from_db()
    return matter.state


def test_an_order_is_answered_and_closed(people: dict[str, Person], signal: Signal) -> None:
    """D10-017: addressee, limit in working days, answer, verdict; each side sees the other's words."""
    matter = order(people, signal)
    assert timekeeping.local(matter.due_at).date() == timekeeping.local(NOW + timedelta(days=3)).date()
    told = oversight.told(matter.pk, people["head"])
    assert (told.matter.number, told.may_answer, told.matter.answers) == ("督〔2026〕1号", True, ["answer"])
    assert oversight.waiting(people["head"]) == 1
    ours.answer(matter.pk, "answer", by=people["head"], text="已催办，今日办结。")
    with pytest.raises(Stale):
        ours.answer(matter.pk, "answer", by=people["head"], text="再答一次")
    assert state(matter) == "answered"
    assert matter.due_at is None
    acts.move_matter(matter.pk, "reject", by=people["eye"], text="没有说明原因。")
    assert state(matter) == "issued"
    ours.answer(matter.pk, "answer", by=people["leader"], text="承办人请假，未授权。已整改。")
    assert state(matter) == "answered"
    acts.move_matter(matter.pk, "approve", by=people["eye"], text="同意。")
    assert state(matter) == "closed"
    told = oversight.told(matter.pk, people["head"])
    assert [entry.act for entry in told.entries] == ["issue", "answer", "reject", "answer", "approve"]
    assert told.matter.state == "closed"
    assert list(sealing.verify()) == []


def test_others_see_and_answer_nothing(people: dict[str, Person], signal: Signal) -> None:
    """Rights: another office, and a handler for his office, know nothing of the order; only supervisors act."""
    matter = order(people, signal)
    for name in ("neighbour", "handler"):
        assert oversight.mine(people[name]) == []
        with pytest.raises(NotFound):
            ours.answer(matter.pk, "answer", by=people[name], text="我来答")
    for name in ("head", "leader"):
        with pytest.raises(NotAllowed):
            acts.move_matter(matter.pk, "recall", by=people[name], text="算了")
        with pytest.raises(NotAllowed):
            acts.quash("signal", signal.pk, by=people[name], reason="算了")
        with pytest.raises(NotAllowed):
            acts.open_matter("order", signal.pk, by=people[name], title="x", text="x")


def test_silence_passes_an_order_on(people: dict[str, Person], signal: Signal) -> None:
    """An order that nobody answers goes to the agency's leaders, with a new limit, and stays overdue in the end."""
    matter = order(people, signal)
    limits = []
    for _time in range(3):
        limits.append(matter.due_at)
        assert overdue.pass_on(matter.due_at) == 0
        assert overdue.pass_on(matter.due_at + timedelta(seconds=1)) == 1
        assert state(matter) == "issued"
        if matter.due_at is None:
            break
    assert limits == sorted(set(limits))
    assert (matter.escalations, matter.office_name, matter.due_at) == (2, "", None)
    assert oversight.mine(people["head"]) == []
    assert oversight.told(matter.pk, people["leader"]).may_answer


def test_a_violation_runs_from_finding_to_appeal(people: dict[str, Person], signal: Signal) -> None:
    """D10-084: finding, statement, verdict, sanction, appeal, decided by somebody else than who imposed it."""
    matter = acts.open_matter(
        "violation", signal.pk, by=people["eye"], title="超期", text="超过时限四日。", basis="第十七条"
    )
    pumping.settle()
    assert not oversight.told(matter.pk, people["head"]).may_answer
    with pytest.raises(NotAllowed):
        ours.answer(matter.pk, "state", by=people["head"], text="他很忙")
    ours.answer(matter.pk, "state", by=people["handler"], text="当日系统故障。")
    assert state(matter) == "stated"
    with pytest.raises(Invalid):
        acts.move_matter(matter.pk, "uphold", by=people["eye"], text="事实清楚。")
    acts.move_matter(matter.pk, "uphold", by=people["eye"], text="事实清楚。", basis="第二十二条")
    acts.move_matter(matter.pk, "sanction", by=people["eye"], text="效能告诫。", basis="第二十二条")
    assert state(matter) == "sanctioned"
    ours.answer(matter.pk, "appeal", by=people["handler"], text="故障有记录。")
    assert state(matter) == "appealed"
    with pytest.raises(NotAllowed):
        acts.move_matter(matter.pk, "confirm", by=people["eye"], text="维持。")
    acts.move_matter(
        matter.pk, "overturn", by=people["second eye"], text="故障属实，撤销。", basis="第二十三条"
    )
    assert state(matter) == "closed"


def test_a_statement_that_never_comes_is_forgone(people: dict[str, Person], signal: Signal) -> None:
    """D10-084: who stays silent does not stop the file."""
    matter = acts.open_matter(
        "violation", signal.pk, by=people["eye"], title="超期", text="四日。", basis="第十七条"
    )
    overdue.pass_on(matter.due_at + timedelta(seconds=1))
    assert state(matter) == "unanswered"
    acts.move_matter(matter.pk, "dismiss", by=people["eye"], text="情节轻微。")
    assert state(matter) == "closed"


def test_numbers_follow_each_other(people: dict[str, Person], signal: Signal) -> None:
    """Orders and files are numbered by year and kind."""
    first, second = order(people, signal), order(people, signal)
    assert (first.serial, second.serial) == (1, 2)
    with pytest.raises(Invalid):
        order(people, signal, limit="soon")
    with pytest.raises(Invalid):
        order(people, signal, text=" ")


def test_entries_stay(people: dict[str, Person], signal: Signal) -> None:
    """What was entered is neither changed nor deleted."""
    order(people, signal)
    for sql in ("UPDATE supervision_matterentry SET text = 'x'", "DELETE FROM supervision_matterentry"):
        with (
            pytest.raises(DatabaseError, match="D3-068"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)


def test_a_quashed_card_stays(people: dict[str, Person], signal: Signal) -> None:
    """../shared/law.md §7: cancelled once, with reason and decision; the card itself is untouched."""
    with pytest.raises(Invalid):
        acts.quash("signal", signal.pk, by=people["eye"], reason=" ")
    acts.quash("signal", signal.pk, by=people["eye"], reason="系统故障", decision="监〔2026〕3号")
    with pytest.raises(Stale):
        acts.quash("signal", signal.pk, by=people["eye"], reason="再来一次")
    assert (Signal.objects.count(), Quashing.objects.get().decision) == (1, "监〔2026〕3号")


def test_a_rule_is_set_by_decision(people: dict[str, Person]) -> None:
    """D10-085: a setting needs a reason and words that can be read; what was decided before stays."""
    for value in (
        {"ladder": [["purple", "PT0H"]]},
        {"ladder": [["red", "soon"]]},
        {"ladder": [["red", "-P1M"]]},
        {},
    ):
        with pytest.raises(Invalid):
            acts.set_rule("step_due", value, by=people["eye"], reason="试行")
    acts.set_rule("step_due", {"ladder": [["red", "PT0H"]]}, by=people["eye"], reason="从严")
    acts.set_rule(
        "step_due", {"ladder": [], "enabled": False}, by=people["eye"], reason="系统升级", agency_code="A1"
    )
    assert RuleSetting.objects.count() == 2
    with pytest.raises(NotAllowed):
        acts.set_rule("step_due", {"ladder": []}, by=people["leader"], reason="从宽")


def test_who_has_no_desk_here_is_answered_for_on_paper(people: dict[str, Person], signal: Signal) -> None:
    """D10-052, D10-084: matters about a foreign system's case come to their end: what was written is entered."""
    batch = take(log(trace(event(), number="F-1")))
    theirs = {"case_id": MonitoredCase.objects.get().pk, "agency_code": batch.system.agency_code}
    told = {
        "subject": "F-1",
        "office_code": "X-1",
        "person_id": uuid4(),
        "person_name": "外单位的人",
    } | theirs
    card = Signal.objects.create(
        rule="step_due", level="red", key="1", since=NOW, at=NOW, raised_at=NOW, **told
    )
    sealing.seal([card])

    def move(matter: Matter, act: str, who: str = "eye") -> None:
        acts.move_matter(matter.pk, act, by=people[who], text="来函（2026）5 号。", basis="第七十四条")

    matter = order(people, card)
    move(matter, "answer")
    entry = matter.entries.get(act="answer")
    assert (state(matter), entry.person_name, entry.office_name) == ("answered", "eye", "书面材料")
    move(matter, "approve")
    words = {"title": "超期", "text": "查明。", "basis": "第七十四条"}
    file = acts.open_matter("violation", card.pk, by=people["eye"], **words)
    for act in ("state", "uphold", "sanction", "appeal"):
        move(file, act)
    with pytest.raises(NotAllowed):
        move(file, "confirm")
    move(file, "confirm", "second eye")
    assert (state(matter), state(file)) == ("closed", "closed")
    assert list(sealing.verify()) == []
    with pytest.raises(Stale):  # whoever has a desk answers himself
        move(order(people, signal), "answer")
