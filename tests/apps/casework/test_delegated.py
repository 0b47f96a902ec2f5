"""Delegation clause by clause (D3-022 to D3-025), and the store of opinions that shows what was done (D3-047)."""

from datetime import UTC, datetime, timedelta

import pytest

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, opinion_store, queries
from shenpi.apps.casework.models import Case, StoredOpinion, Task
from shenpi.apps.documents.models import Document
from shenpi.apps.errors import Invalid, NotAllowed
from shenpi.apps.exchange.models import InboxMessage
from shenpi.apps.exchange.relay import relay
from shenpi.apps.organisation import acts as organisation
from shenpi.apps.organisation.queries import read_holdings
from tests.support import county as counties

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@pytest.fixture
def county():
    return counties.build(("parallel", "township"), fee=False)


@pytest.fixture(autouse=True)
def monday():
    with timekeeping.at(MONDAY):
        yield


@pytest.fixture
def case(county):
    found = county.receive()
    county.accept(found)
    return found


def lend(county, principal, delegate):
    return organisation.delegate(
        by=county[principal],
        delegate=county[delegate],
        ends_at=MONDAY + timedelta(days=9),
        reason="出差",
    )


def examine(case, county, office, by):
    task = county.task(case, "examine", office)
    acts.examine(case.id, task.id, by=county[by], verdict="agree", text="符合规划。")


def test_lent_power_reaches_the_tray_and_is_not_lent_on(county, case):
    lend(county, "land.h", "farm.h")
    with pytest.raises(Invalid):
        organisation.delegate(
            by=county["farm.h"], delegate=county["law.h"], ends_at=MONDAY + timedelta(days=2), reason="转借",
            offices=[county.offices["land"]],
        )  # fmt: skip
    lend(county, "farm.h", "law.h")
    with pytest.raises(NotAllowed):
        examine(case, county, "land", "law.h")
    examine(case, county, "land", "farm.h")


def test_marker_and_both_names_stand_in_the_opinion_the_ledger_and_the_document(county, case):
    lend(county, "land.h", "farm.h")
    examine(case, county, "land", "farm.h")
    said = queries.opinions(case)[-1]
    assert (said.person_name, said.capacity, said.on_behalf_of) == ("刘洋", "授权", "王磊")
    people = [county["land.h"].pk, county["law.h"].pk]
    acts.order_field_check(case.id, by=county["law.h"], officers=people, matter="红线")
    record = county.task(case, "record_field_check")
    today = timekeeping.local(timekeeping.now()).date()
    said = {"checked_on": today, "place": "石岗村", "findings": "界址清楚。"}
    acts.record_field_check(case.id, record.id, by=county["farm.h"], **said)
    acts.sign_field_check(case.id, county.task(case, "sign_field_check").id, by=county["law.h"])
    paper = Document.objects.get(case_id=case.pk, kind="field_check_record")
    assert paper.data["officers"][0]["name"] == "刘洋（授权，代王磊）"
    lend(county, "leader", "farm.h")
    asked = {"procedure": "expert_review", "days": 5, "reason": "高边坡。"}
    acts.request_suspension(case.id, by=county["law.h"], **asked)
    task = county.task(case, "approve_suspension")
    acts.approve_suspension(case.id, task.id, by=county["farm.h"], verdict="approve")
    notice = Document.objects.get(case_id=case.pk, kind="suspension_notice")
    assert notice.data["approved_by"] == f"刘洋（授权，代{county['leader'].name}）"


@pytest.mark.parametrize("way", ["reviews", "decides"])
def test_nobody_judges_his_own_examination_in_whatever_capacity(county, case, way):
    """Conflict of interest: not under the head's power, nor under the leader's (D3-020)."""
    examine(case, county, "land", "land.h")
    if way == "reviews":
        lend(county, "land.head", "land.h")
        task = county.task(case, "review", "land")
        with pytest.raises(NotAllowed) as found:
            acts.review(case.id, task.id, by=county["land.h"], verdict="agree")
    else:
        lend(county, "leader", "land.h")
        county.examine_all(case)
        task = county.task(case, "decide")
        with pytest.raises(NotAllowed) as found:
            acts.decide(case.id, task.id, by=county["land.h"], verdict="grant")
    assert found.value.code == "own_step"
    assert Task.objects.filter(pk=task.pk).exists()


def test_the_principal_sees_what_was_done_and_so_does_supervision(county, case):
    lend(county, "land.h", "farm.h")
    examine(case, county, "land", "farm.h")
    while opinion_store.follow():
        pass
    (row,) = opinion_store.lent_by(county["land.h"].pk)
    assert (row.person_name, row.principal_name, row.words) == ("刘洋", "王磊", "符合规划。")
    assert opinion_store.lent_by(county["farm.h"].pk) == []
    relay()
    told = [m.message["data"] for m in InboxMessage.objects.all() if m.message["type"].endswith("step.ended")]
    assert [(each["person"], each["capacity"]) for each in told][-1] == ("刘洋", "授权")


# The review-information store: D3-047


def found(county, who, words="", verdict=""):
    held = read_holdings(county[who].pk, timekeeping.now())
    return [each.words for each in opinion_store.listed(opinion_store.search(held, words, verdict))]


def test_opinions_are_found_by_two_character_words_within_one_s_rights(county, case):
    examine(case, county, "land", "land.h")
    assert found(county, "land.h", "规划") == [], "no act waits for the store"
    while opinion_store.follow():
        pass
    assert found(county, "land.h", "规划") == ["符合规划。"]
    assert found(county, "land.h", "规划", "disagree") == []
    assert found(county, "land.h", "王磊 规划") == ["符合规划。"]
    assert opinion_store.follow() == 0
    stranger = counties.Person.objects.create(username="x", name="外人", kind="staff")
    county.people["x"] = stranger
    assert found(county, "x", "规划") == []


def test_a_changed_opinion_is_stored_as_it_reads_now(county, case):
    examine(case, county, "land", "land.h")
    while opinion_store.follow():
        pass
    said = next(each for each in queries.opinions(case) if each.element == "handle")
    words = {"why": "笔误", "text": "符合国土空间规划。"}
    acts.request_opinion_change(case.id, said.task_id, by=county["land.h"], verdict="agree", **words)
    task = county.task(case, "approve_opinion")
    acts.approve_opinion_change(case.id, task.id, by=county["leader"], verdict="approve")
    while opinion_store.follow():
        pass
    assert StoredOpinion.objects.get(task_id=said.task_id).words == "符合国土空间规划。"
    assert Case.objects.filter(pk=case.pk).exists()


def test_the_search_page(county, case, client):
    examine(case, county, "land", "land.h")
    opinion_store.store([case.pk])
    client.force_login(county["land.h"])
    page = client.get("/work/opinions/", {"q": "规划"}).content.decode()
    assert "符合规划。" in page
    assert "没有找到审查意见" in client.get("/work/opinions/", {"q": "采光"}).content.decode()
