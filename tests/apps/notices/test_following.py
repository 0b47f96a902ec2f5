"""From acts to messages: applicants are told what the plan says, once, in few words."""

import pytest

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts as casework
from shenpi.apps.casework.models import Case
from shenpi.apps.exchange.pumping import settle
from shenpi.apps.ledger.models import Subscriber
from shenpi.apps.notices import acts, following, queries
from shenpi.apps.notices.models import Notice
from shenpi.apps.organisation.models import Post
from shenpi.core.identifiers import show_case_number
from tests.apps.notices.conftest import MONDAY
from tests.proof import world as worlds
from tests.support import county as counties
from tests.support.county import LONG_AGO

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> counties.County:
    return counties.build(("committed",), fee=True)


def sms() -> list[tuple[str, str]]:
    while following.follow():
        pass
    return list(
        Notice.objects.filter(channel="sms").order_by("created_at", "id").values_list("event", "body")
    )


def decided(county: counties.County) -> Case:
    case = county.receive("committed")
    county.accept(case)
    county.examine_all(case)
    county.decide(case)
    return case


def test_decision_sends_sms_at_the_same_moment(county):
    """D3-052: the signature triggers the SMS; D3-054: the payment notice follows the same day."""
    with timekeeping.at(MONDAY):
        case = decided(county)
        county.task(case, "notify_payment")
        assert [event for event, _body in sms()] == ["case.received", "case.accepted", "case.decided"]
    notice = Notice.objects.get(event="case.decided")
    assert (notice.created_at, notice.next_try_at, notice.address) == (MONDAY, MONDAY, "13800000000")
    assert "作出准予许可的决定" in notice.body


def test_events_are_told_once_however_often_they_are_met(county):
    decided(county)
    before = sms()
    Subscriber.objects.filter(pk=following.READER).update(position=0, gaps=[])
    assert sms() == before


def test_what_comes_back_to_a_desk_is_told_there(county):
    """An inbox of what was returned (D10-039) and corrected: to the holder, or to everybody at the window."""
    case = county.receive("committed")
    opened = county.task(case, "examine_formally")
    casework.request_correction(case.id, opened.id, by=county["clerk"], faults={"plan": "缺签名"})
    casework.supplement(case.id, by=county["clerk"], materials=[casework.HandedIn("plan", "平面图")])
    county.accept(case)
    task = county.task(case, "examine")
    casework.examine(case.id, task.id, by=task.holder, verdict="agree", text="符合条件。")
    review = county.task(case, "review")
    casework.send_back(case.id, review.id, by=review.holder, reason="请补充勘查情况。")
    sms()
    back = Notice.objects.filter(event__startswith="staff.").order_by("created_at")
    told = [(notice.event, notice.person_id, notice.channel) for notice in back]
    assert told == [
        ("staff.corrected", county["clerk"].pk, "site"),
        ("staff.returned", task.holder.pk, "site"),
    ]
    assert "勘查" not in back[1].body, "reasons are read in the case"


def test_words_are_few_and_a_private_item_stays_unnamed():
    """D1-021: the SMS of a private item does not say what it is about; names are masked; no content of documents."""
    world = worlds.build(private=True)
    told = " ".join(body for _event, body in sms())
    assert show_case_number(world.case.number) in told
    assert world.case.item_version.item.name not in told
    assert not [secret for secret in worlds.SECRETS if secret in told]
    site = queries.inbox(world.owner)
    assert [notice.event for notice in site][-1] == "case.received"
    assert not site.exclude(body__contains="王＊＊").exists()
    assert queries.unread(world.owner) == site.count()
    assert acts.mark_read([site[0].pk], by=world.county["clerk"]) == 0, "another's message"
    assert acts.mark_read([notice.pk for notice in site], by=world.owner) == site.count()
    assert queries.unread(world.owner) == 0


def test_plan_and_words_of_an_administrator_count_from_now_on(county):
    """A plan for one item, words for all; both reach the public zone as messages."""
    admin = county["leader"]
    with pytest.raises(acts.NotAllowed):
        acts.set_plan("case.accepted", ["site"], by=admin)
    Post.objects.create(
        person=admin, office=county.offices["chief"], role="administrator", valid_from=LONG_AGO
    )
    acts.set_plan("case.accepted", ["site"], by=admin, item_code="test-committed")
    for wrong in ("{nonsense}", "{item", "", "长" * 301, "看\x00过"):
        with pytest.raises(acts.Invalid):
            acts.set_text("case.received", subject="收到", body=wrong, by=admin)
    acts.set_text("case.received", subject="收到", body="{item}已收到。", by=admin)
    acts.set_text("case.received", subject="收到", body="{item}我们已收到。", by=admin)
    settle()
    county.accept(county.receive("committed"))
    assert sms() == [("case.received", "建设用地审批（committed）我们已收到。")]
    assert Notice.objects.get(channel="sms").text_version == 2
    assert [
        row.channels for row in queries.applicants_plan("test-committed") if row.event == "case.accepted"
    ] == [{"site"}]


def test_new_installation_does_not_tell_old_news(county):
    """What happened before messages were switched on is not sent: the reader begins where the ledger stands."""
    from importlib import import_module

    from django.apps import apps

    decided(county)
    migration = import_module("shenpi.apps.notices.migrations.0001_initial")
    migration.follow_from_now_on(apps, None)
    assert sms() == []
