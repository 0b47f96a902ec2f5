"""Complaints, enquiries and ratings across the three zones, by messages alone (D1-015, D7-005, D10-044, D10-045)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from shenpi.apps import timekeeping
from shenpi.apps.documents import rendering
from shenpi.apps.errors import Invalid, NotAllowed, NotFound, Stale
from shenpi.apps.exchange import pumping
from shenpi.apps.feedback import acts as people
from shenpi.apps.feedback import queries as portal
from shenpi.apps.feedback.acts.rate import Grade
from shenpi.apps.organisation.models import Agency, Office, Person, Post
from shenpi.apps.organisation.roles import Role
from shenpi.apps.oversight import acts as ours
from shenpi.apps.oversight import queries as oversight
from shenpi.apps.supervision import acts, agencies, recounting, sealing
from shenpi.apps.supervision.matters import overdue, watching
from shenpi.apps.supervision.models import FilerReading, KnownAgency, Matter, Rating, RatingTally, Signal
from tests.apps.supervision.sample import NOW, case, step

pytestmark = pytest.mark.django_db
POSTS = {
    "eye": ("J-1", Role.SUPERVISOR),
    "second eye": ("J-1", Role.SUPERVISOR),
    "own eye": ("A1-09", Role.INSPECTOR),
    "clerk": ("A1-01", Role.ACCEPTOR),
    "head": ("A1-01", Role.OFFICE_HEAD),
    "handler": ("A1-01", Role.HANDLER),
    "neighbour": ("A2-01", Role.INSPECTOR),
}


@pytest.fixture(autouse=True)
def present() -> Iterator[None]:
    with timekeeping.at(NOW):
        yield


@pytest.fixture
def staff() -> dict[str, Person]:
    """The bureau, an agency with a window and a supervisor of its own, and another agency's supervisor."""
    offices = {}
    for code, name, short in (
        ("J", "监察委", "监"),
        ("A1", "市场监督管理局", "市监"),
        ("A2", "林业局", "林"),
    ):
        agency = Agency.objects.create(code=code, name=name, full_name=name, short_name=short)
        KnownAgency.objects.create(code=code, name=name, told_at=NOW)
        for number, kind in (
            (("1", "supervision"),) if code == "J" else (("01", "window"), ("09", "business"))
        ):
            office = Office.objects.create(
                agency=agency,
                code=f"{code}-{number}",
                name="食品科" if number == "01" else "机关纪委",
                kind=kind,
            )
            offices[office.code] = office
    found = {}
    for name, (office, role) in POSTS.items():
        found[name] = Person.objects.create_user(username=name, name=name, kind=Person.Kind.STAFF)
        Post.objects.create(
            person=found[name], office=offices[office], role=role, valid_from=NOW - timedelta(days=9)
        )
    return found


def filed(kind: str = "complaint", **given: object) -> Matter:
    words = {"text": "办了两个月还没有结果。", "category": "delay", "agency_code": "A1"} | given
    made = people.file(kind, uuid4(), people.Words(**words), by=None)
    pumping.settle()
    assert portal.by_code(made.code) == made.feedback
    return Matter.objects.get(pk=made.feedback.pk)


def again(matter: Matter) -> Matter:
    pumping.settle()
    return Matter.objects.get(pk=matter.pk)


def course(matter: Matter) -> list[str]:
    """What the person who filed it may read."""
    pumping.settle()
    return [entry.act for entry in portal.followed(matter.pk, None, {str(matter.pk)}).entries]


def later(moment: datetime | None) -> datetime:
    assert moment is not None
    return moment + timedelta(seconds=1)


def test_a_complaint_runs_from_filing_to_review(staff: dict[str, Person]) -> None:
    """Routed to the agency's own supervisor, investigated, found, written to, reviewed by another (D10-076)."""
    matter = filed(name="王芳", phone="13900000000")
    assert (matter.state, matter.handler_code, matter.agency_name) == ("filed", "A1", "市场监督管理局")
    assert timekeeping.local(matter.due_at).date().isoformat() == "2026-11-30"
    with pytest.raises(NotAllowed):
        acts.move_matter(matter.pk, "take_up", by=staff["neighbour"], text="受理。")
    with pytest.raises(Invalid):
        acts.move_matter(matter.pk, "refuse", by=staff["own eye"], text="不属于本机关。")
    acts.move_matter(matter.pk, "take_up", by=staff["own eye"], text="受理。")
    assert timekeeping.local(again(matter).deadline_at).date().isoformat() == "2027-01-22"
    acts.move_matter(matter.pk, "ask", by=staff["own eye"], text="请说明该件为何未办结。")
    pumping.settle()
    leader = Person.objects.create_user(username="leader", name="leader", kind=Person.Kind.STAFF)
    Post.objects.create(
        person=leader,
        office=Office.objects.get(code="A1-09"),
        role=Role.LEADER,
        valid_from=NOW - timedelta(9),
    )
    seen = oversight.told(matter.pk, leader)
    assert [entry.act for entry in seen.entries] == ["ask"]
    assert "王芳" not in "".join(entry.text + entry.by for entry in seen.entries)
    ours.answer(matter.pk, "explain", by=leader, text="等待补正。")
    assert again(matter).state == "investigating"
    acts.move_matter(
        matter.pk, "extend", by=staff["own eye"], text="情况复杂。", basis="信访工作条例第三十四条"
    )
    assert timekeeping.local(again(matter).deadline_at).date().isoformat() == "2027-02-22"
    with pytest.raises(Stale):
        acts.move_matter(matter.pk, "extend", by=staff["own eye"], text="还要。", basis="x")
    acts.move_matter(matter.pk, "find_unfounded", by=staff["own eye"], text="材料不齐，不属拖延。")
    assert rendering.render_pending() == 1
    assert course(matter) == ["file", "take_up", "extend", "find_unfounded"]
    mine = portal.followed(matter.pk, None, {str(matter.pk)})
    assert [reply.title for reply in mine.replies] == ["投诉处理答复书"]
    assert mine.replies[0].number == "市监诉复〔2026〕1号"
    with pytest.raises(Invalid):
        people.respond(matter.pk, "review")
    people.respond(matter.pk, "review", text="没有人告诉我要补正。")
    assert again(matter).state == "reviewing"
    with pytest.raises(NotAllowed):
        acts.move_matter(matter.pk, "maintain", by=staff["own eye"], text="维持。")
    acts.move_matter(matter.pk, "reopen", by=staff["eye"], text="重新调查。")
    acts.move_matter(matter.pk, "substantiate_partly", by=staff["eye"], text="未一次性告知属实。")
    assert again(matter).finding == "partly"
    with pytest.raises(Stale):
        people.respond(matter.pk, "review", text="再查一次。")
    people.respond(matter.pk, "content")
    assert again(matter).state == "closed"
    assert list(sealing.verify()) == []


def test_the_complainant_is_protected(staff: dict[str, Person]) -> None:
    """Who complained is shown to who handles it alone, for a reason, and every look stays on record (D10-044)."""
    matter = filed(name="王芳", phone="13900000000")
    with pytest.raises(NotAllowed):
        acts.read_filer(matter.pk, by=staff["neighbour"], reason="好奇")
    with pytest.raises(Invalid):
        acts.read_filer(matter.pk, by=staff["own eye"], reason=" ")
    assert acts.read_filer(matter.pk, by=staff["own eye"], reason="电话核实").name == "王芳"
    assert FilerReading.objects.get().person_name == "own eye"
    with (
        pytest.raises(DatabaseError, match="D3-068"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM supervision_filerreading")
    nameless = filed()
    with pytest.raises(NotFound):
        acts.read_filer(nameless.pk, by=staff["eye"], reason="电话核实")
    acts.move_matter(nameless.pk, "refuse", by=staff["own eye"], text="不具体。", basis="第二十二条")
    assert rendering.render_pending() == 0  # who gave no name is owed no letter
    assert [filed(category="discipline").handler_code, filed(bureau=True).handler_code] == ["J", "J"]
    assert filed(agency_code="J").handler_code == "J"


def test_a_finding_opens_an_order_and_can_be_set_aside(staff: dict[str, Person]) -> None:
    """What was found counts, leads to an order or a violation file, and the agency may object once."""
    of = case(number="2611230000999")
    step(of)
    matter = filed(agency_code="", case_number="261123 0000999")
    assert (matter.case_id, matter.item_name, matter.office_code) == (of.case_id, "食品经营许可", "A1-01")
    assert (
        portal.followed(matter.pk, None, {str(matter.pk)}).feedback.item_name == ""
    )  # a number proves nothing
    with pytest.raises(Stale):
        acts.open_matter("order", matter.pk, by=staff["eye"], title="改正", text="改正。")
    acts.move_matter(matter.pk, "take_up", by=staff["eye"], text="受理。")
    acts.move_matter(matter.pk, "substantiate", by=staff["eye"], text="属实。")
    order = acts.open_matter("order", matter.pk, by=staff["eye"], title="改正", text="三日内改正。")
    assert (order.parent_id, order.case_id, order.office_code) == (matter.pk, of.case_id, "A1-01")
    pumping.settle()
    ours.answer(matter.pk, "object", by=staff["head"], text="系统故障所致。")
    assert again(matter).state == "replied"
    with pytest.raises(NotAllowed):
        acts.move_matter(matter.pk, "set_aside", by=staff["eye"], text="成立。")
    acts.move_matter(matter.pk, "set_aside", by=staff["second eye"], text="故障属实，撤销认定。")
    assert again(matter).finding == ""
    overdue.pass_on(later(matter.due_at and again(matter).due_at))
    assert again(matter).state == "closed"


def test_lateness_raises_signals_from_the_messages_alone(staff: dict[str, Person]) -> None:
    """Complaint acceptance over 5, bad rating unmended over 15, enquiry over 5: warned before, a card after."""
    complaint, enquiry = filed(), filed("enquiry", category="")
    bad = rated(grade=1)
    watching.sweep()
    assert not Signal.objects.exists()
    with timekeeping.at(later(complaint.due_at)):
        watching.sweep()
    found = set(Signal.objects.values_list("rule", "level", "agency_code", "subject"))
    assert found == {
        ("complaint_acceptance", "yellow", "A1", f"matter:{complaint.pk}"),
        ("enquiry_overdue", "anomaly", "A1", f"matter:{enquiry.pk}"),
    }
    with timekeeping.at(later(bad.deadline_at)):
        watching.sweep()
        watching.sweep()
    late = Signal.objects.filter(rule="rating_unmended").values_list("level", "office_code")
    assert list(late) == [("yellow", "A1-01")]
    assert Signal.objects.filter(rule="complaint_acceptance", level="red").exists()
    in_time = filed()
    acts.move_matter(in_time.pk, "take_up", by=staff["eye"], text="受理。")
    with timekeeping.at(later(in_time.due_at) + timedelta(days=20)):
        watching.sweep()
    assert not Signal.objects.filter(subject=f"matter:{in_time.pk}").exists()


def rated(grade: int = 2) -> Matter:
    of = case()
    step(of)
    given = Grade(grade, "排队两小时。", name="李雷", phone="139")
    made = people.rate_case(of.case_id, of.number, of.item_name, given, by=None)
    with pytest.raises(Stale):
        people.rate_case(of.case_id, of.number, of.item_name, given, by=None)
    pumping.settle()
    return Matter.objects.get(pk=made.feedback.pk)


def test_a_bad_rating_is_mended_and_verified(staff: dict[str, Person]) -> None:
    """Returned to the office without the rater's name, mended, contested once, verified (国办发〔2019〕51号)."""
    matter = rated()
    told = oversight.told(matter.pk, staff["head"])
    assert (told.matter.case_number, told.matter.answers) == ("", ["mend", "object"])
    assert "李雷" not in "".join(entry.text + entry.by for entry in told.entries)
    ours.answer(matter.pk, "mend", by=staff["clerk"], text="增开窗口。")
    pumping.settle()
    people.respond(matter.pk, "contest", text="昨天还是排队。")
    assert again(matter).state == "returned"
    ours.answer(matter.pk, "mend", by=staff["head"], text="已增加两人。")
    pumping.settle()
    people.respond(matter.pk, "content")
    assert again(matter).state == "closed"
    assert course(matter) == ["file", "mend", "contest", "mend", "content"]


def test_an_untrue_rating_counts_no_longer(staff: dict[str, Person]) -> None:
    """The office objects, the bureau strikes it; the tallies agree with a recount throughout."""
    matter = rated(grade=1)
    assert RatingTally.objects.get(grade=1).number == 1
    ours.answer(matter.pk, "object", by=staff["head"], text="该时段无人排队，有录像。")
    pumping.settle()
    acts.move_matter(matter.pk, "strike", by=staff["eye"], text="经核不实。", basis="录像")
    assert Rating.objects.get().struck
    assert not RatingTally.objects.filter(number__gt=0).exists()
    assert recounting.differences() == []


def test_a_visit_is_rated_once_by_its_code(staff: dict[str, Person]) -> None:
    """GB/T 39734-2020: one rating per visit; a good one is only counted, for window and person."""
    code = ours.open_visit(by=staff["clerk"], item_name="食品经营许可")
    with pytest.raises(NotAllowed):
        ours.open_visit(by=staff["handler"])
    pumping.settle()
    with pytest.raises(NotFound):
        people.rate_visit("XXXX-XXXX-XXXX", Grade(5))
    with pytest.raises(Invalid):
        people.rate_visit(code, Grade(2))
    people.rate_visit(code.lower(), Grade(5))
    with pytest.raises(Stale):
        people.rate_visit(code, Grade(1, "其实不好"))
    pumping.settle()
    tally = RatingTally.objects.get()
    assert (tally.grade, tally.number, tally.channel) == (5, 1, "window")
    assert tally.person == str(staff["clerk"].pk)
    window = Office.objects.get(code="A1-01")
    assert tally.office_code == str(window.pk), (
        "as messages about its cases know it: one office, one evaluation"
    )
    assert agencies.offices()[tally.office_code] == window.name
    assert not Matter.objects.exists()


def test_a_good_answer_becomes_a_question_on_the_guide(staff: dict[str, Person]) -> None:
    """An enquiry is answered by the agency, may be asked again once, and is published without who asked."""
    of = case()
    step(of)
    matter = filed("enquiry", category="", case_number=of.number, agency_code="", text="我叫王芳，要带什么？")
    ours.answer(matter.pk, "explain", by=staff["head"], text="带营业执照复印件。")
    pumping.settle()
    people.respond(matter.pk, "ask_again", text="要原件吗？")
    pumping.settle()
    ours.answer(matter.pk, "explain", by=staff["head"], text="带营业执照复印件，原件核对后退还。")
    pumping.settle()
    ours.answer(matter.pk, "publish", by=staff["head"], text="申请时要带什么证照？")
    pumping.settle()
    [faq] = portal.faqs(of.item_code)
    assert (faq.question, faq.answer) == ("申请时要带什么证照？", "带营业执照复印件，原件核对后退还。")
    asked = filed("enquiry", category="", item_code=of.item_code, agency_code="A1")
    assert (asked.office_code, asked.item_name) == (
        "A1-01",
        "",
    )  # the window of the item's latest case answers
    ours.answer(matter.pk, "unpublish", by=staff["head"], text="规定已改。")
    pumping.settle()
    assert portal.faqs(of.item_code) == []


def test_a_clerk_writes_down_what_a_visitor_says(staff: dict[str, Person]) -> None:
    """The visitor follows it by the code on the slip; the form sent twice files once."""
    code = ours.record_feedback(
        ours.Spoken("complaint", "态度不好。", "attitude", agency_code="A2", name="赵六", phone="138"),
        by=staff["clerk"],
    )
    pumping.settle()
    found = portal.by_code(code)
    matter = Matter.objects.get(pk=found.pk)
    assert (found.number, found.named) == ("诉〔2026〕1号", True)
    assert (matter.handler_code, matter.filer.name, matter.channel) == ("A2", "赵六", "window")
    with pytest.raises(Invalid):
        ours.record_feedback(ours.Spoken("complaint", "态度不好。"), by=staff["clerk"])
    key = uuid4()
    words = people.Words(text="问一下", agency_code="A1")
    assert people.file("enquiry", key, words, by=None) == people.file("enquiry", key, words, by=None)
    with pytest.raises(NotFound):
        portal.followed(key, staff["clerk"], set())


@pytest.mark.parametrize("wrong", ["长" * 5001, "看\x00过"])
def test_words_that_no_message_carries_are_refused(staff: dict[str, Person], wrong: str) -> None:
    """Too long or unprintable words are said to be so, by whoever types them, and nothing is sent."""
    matter = filed()
    for refused in (
        lambda: filed(text=wrong),
        lambda: filed(name=wrong, phone="139"),
        lambda: people.rate_case(uuid4(), "2026-1", "事项", Grade(5, wrong), by=None),
        lambda: acts.move_matter(matter.pk, "take_up", text=wrong, by=staff["own eye"]),
        lambda: acts.read_filer(matter.pk, by=staff["own eye"], reason=wrong),
        lambda: ours.open_visit(by=staff["clerk"], item_name=wrong),
        lambda: ours.record_feedback(
            ours.Spoken("enquiry", "问", case_number="1", phone=wrong), by=staff["clerk"]
        ),
    ):
        with pytest.raises(Invalid):
            refused()
    assert Matter.objects.count() == 1
