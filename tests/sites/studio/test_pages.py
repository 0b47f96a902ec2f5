"""Pages around the drawing board: shelves, comparison, proposal, version, giving to an item."""

from json import loads

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from shenpi.apps import timekeeping
from shenpi.apps.applications import acts as applications
from shenpi.apps.casework import items, queries
from shenpi.apps.casework.models import Case
from shenpi.apps.catalogue import acts, proving
from shenpi.apps.catalogue import queries as catalogue
from shenpi.apps.catalogue.elements import Element
from shenpi.apps.catalogue.models import Item, ProcessProposal, ProcessVersion
from shenpi.apps.errors import NotAllowed, Refusal
from shenpi.apps.organisation.models import OrganisationEvent
from shenpi.apps.organisation.queries import holdings
from shenpi.apps.organisation.roles import Role
from shenpi.core.process import template
from shenpi.core.process.scenarios import shipped
from shenpi.core.process.verification import Property, Verdict
from tests.sites.studio.conftest import BPMN
from tests.support import county as counties
from tests.support.public_zone import make_applicant

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal(draft, people) -> ProcessProposal:
    """The draft, handed in."""
    by = people[Role.DESIGNER]
    scenarios = loads(shipped("committed")) | {"process": "pilot"}
    acts.save_process_scenarios(by=by, draft_id=draft.pk, revision=1, scenarios=scenarios)
    return acts.propose_process(by=by, draft_id=draft.pk, revision=2, words="试行容缺受理")


def test_the_drawer_is_not_offered_to_approve_and_another_does(enter, proposal):
    address = reverse("studio:proposal", args=[proposal.pk])
    assert "核准发布" not in enter(Role.DESIGNER).get(address).content.decode()
    approver = enter(Role.LEGAL)
    page = approver.get(address).content.decode()
    assert "核准发布" in page
    assert "试行容缺受理" in page
    answer = approver.post(reverse("studio:approve", args=[proposal.pk]), follow=True)
    version = ProcessVersion.objects.get(key="pilot")
    assert answer.redirect_chain[-1][0] == reverse("studio:version", args=[version.pk])
    assert "发布时的检查结果" in answer.content.decode()


def test_a_return_wants_a_reason_beside_its_field(enter, proposal):
    approver = enter(Role.REFORM)
    answer = approver.post(reverse("studio:return", args=[proposal.pk]), {"reason": ""})
    assert answer.status_code == 422
    assert 'class="error-summary"' in answer.content.decode()
    approver.post(reverse("studio:return", args=[proposal.pk]), {"reason": "请补上不予受理"})
    assert (
        "请补上不予受理"
        in enter(Role.DESIGNER).get(reverse("studio:process", args=["pilot"])).content.decode()
    )


def test_open_cases_are_counted_by_the_version_that_they_began_with(enter, people):
    county = counties.build(("parallel",))
    case = county.receive()
    old = ProcessVersion.objects.get()
    new = acts.publish_process("parallel", old.bpmn.encode() + b"<!-- 2 -->")
    page = enter(Role.DESIGNER).get(reverse("studio:process", args=["parallel"]))
    lines = {line["version"].pk: line for line in page.context["lines"]}
    assert (lines[old.pk]["open"], lines[new.pk]["open"]) == (1, 0)
    assert (lines[old.pk]["items"], lines[new.pk]["items"]) == (1, 0)
    Case.objects.filter(pk=case.pk).update(state="completed")
    page = enter(Role.DESIGNER).get(reverse("studio:version", args=[old.pk]))
    assert page.context["open"] == 0


def test_what_differs_is_coloured_on_both_and_listed(enter, draft, people):
    by = people[Role.DESIGNER]
    old = acts.publish_process("other", BPMN.encode())
    changed = BPMN.replace(
        'shenpi:limit="P5WD" shenpi:act="examine_formally"',
        'shenpi:limit="P3WD" shenpi:act="examine_formally"',
    )
    acts.save_process_draft(by=by, draft_id=draft.pk, revision=1, bpmn=changed)
    page = enter(Role.LEGAL).get(
        reverse("studio:compare"), {"old": f"version:{old.pk}", "new": f"draft:{draft.pk}"}
    )
    assert page.context["marks"] == {
        "old": {"examine_formally": "changed"},
        "new": {"examine_formally": "changed"},
    }
    assert "<del>5个工作日</del> → <ins>3个工作日</ins>" in page.content.decode()


@pytest.mark.parametrize("asked", ["", "version:x", f"version:{'0' * 32}", "case:1", "draft"])
def test_nothing_to_compare_is_said(enter, asked):
    page = enter(Role.DESIGNER).get(reverse("studio:compare"), {"old": asked, "new": asked})
    assert page.status_code == 404


def test_an_item_that_is_not_chosen_or_not_handled_gets_no_process(enter, people):
    version = acts.publish_process("pilot", BPMN.encode())
    address = reverse("studio:assign", args=[version.pk])
    client = enter(Role.ADMINISTRATOR)
    for item in ("", "nowhere", "x" * 500):
        answer = client.post(address, {"item": item})
        assert answer.status_code == 404
        assert "请选择一个事项" in answer.content.decode()


def test_who_gives_a_process_is_told_that_its_steps_may_take_longer_than_promised(enter, people):
    """Issue 3: the sum of the steps' limits against the item's own promise and statutory limit."""
    county = counties.build(("committed", "immediate"))
    version, item = county.items["committed"].process, county.items["immediate"].item
    complete = {"content": {element.value: "有" for element in Element}, "fee": {"due": False}}
    schema = county.items["immediate"].form_schema | {"additionalProperties": False}
    days = {"amount": 11, "unit": "working_days"}
    counties.revised(county, "immediate", form_schema=schema, promised_limit=days, **complete)
    client, address = enter(Role.ADMINISTRATOR), reverse("studio:assign", args=[version.pk])
    told = client.post(address, {"item": item.code})
    assert told.status_code == 409
    assert "相加最长 13 个工作日" in told.content.decode()
    assert "超过承诺的 11个工作日" in told.content.decode()
    assert client.post(address, {"item": item.code, "knowingly": "another"}).status_code == 409
    assert client.post(address, {"item": item.code, "knowingly": item.code}).status_code == 302
    (line,) = [
        each
        for each in client.get(reverse("studio:version", args=[version.pk])).context["items"]
        if each["item"] == item
    ]
    assert "超过承诺的 11个工作日" in line["short"]


def test_a_process_may_take_as_long_as_the_law_of_its_items_lets_it(people):
    """行政许可法 art. 42: twenty working days, unless another law says otherwise."""
    county = counties.build(("committed",))
    slow = county.items["committed"].process.bpmn.replace("P5WD", "P15WD")
    assert slow != county.items["committed"].process.bpmn
    assert proving.prove(slow, {}, key="committed").report.verdict(Property.WITHIN_LIMIT) is Verdict.VIOLATED
    limit = {"amount": 40, "unit": "working_days"}
    counties.revised(county, "committed", statutory_limit=limit)
    assert proving.prove(slow, {}, key="committed").report.verdict(Property.WITHIN_LIMIT) is Verdict.HOLDS


def test_an_item_is_marked_private_with_a_reason_and_others_see_its_cases_no_more(enter, people):
    """D1-021: markable, with who and why on record; at once closed to other agencies, and back again."""
    case = counties.build(("committed",)).receive("committed")
    page, code = reverse("studio:private_items"), case.item_version.item.code
    client, held = enter(Role.ADMINISTRATOR), holdings(people[Role.LEGAL], timekeeping.now())
    for wrong in ({"item": "nowhere", "reason": "x"}, {"item": code, "reason": " "}):
        assert client.post(page, wrong | {"private": "yes"}).status_code in (404, 422)
    assert queries.case_for(held, case.pk)
    assert client.post(page, {"item": code, "private": "yes", "reason": "涉及婚姻"}).status_code == 302
    with pytest.raises(NotAllowed):
        queries.case_for(held, case.pk)
    assert items.facts(case.item_version_id).is_private, "new cases tell figures only"
    told = OrganisationEvent.objects.get(type="catalogue.privacy_marked")
    assert (told.payload["private"], told.payload["reason"]) == (True, "涉及婚姻")
    assert "取消标注" in client.get(page).content.decode()
    assert client.post(page, {"item": code, "reason": "误标"}).status_code == 302
    assert queries.case_for(held, case.pk)


def test_a_draft_is_begun_from_the_newest_version_and_may_be_thrown_away(enter, people):
    acts.publish_process("pilot", BPMN.encode())
    client = enter(Role.DESIGNER)
    answer = client.post(reverse("studio:revise", args=["pilot"]), follow=True)
    draft = answer.context["draft"]
    assert draft.based_on.version == 1
    answer = client.post(reverse("studio:discard", args=[draft.pk]), follow=True)
    assert "草稿已删除" in answer.content.decode()


def test_what_stands_against_handing_in_is_said_on_the_board(enter, draft):
    client = enter(Role.DESIGNER)
    answer = client.post(
        reverse("studio:propose", args=[draft.pk]), {"revision": 1, "words": "试"}, follow=True
    )
    assert answer.redirect_chain[-1][0] == reverse("studio:draw", args=[draft.pk])
    assert "请至少写一个场景" in answer.content.decode()
    assert not ProcessProposal.objects.exists()


@pytest.fixture
def compared(enter, people):
    """Compare the shipped parallel process with the plain one."""
    sides = {
        side: f"version:{acts.publish_process(key, template(key)).pk}"
        for side, key in (("old", "parallel"), ("new", "committed"))
    }
    return lambda **asked: enter(Role.LEGAL).get(reverse("studio:compare"), sides | asked)


def test_the_applicant_cannot_tell_the_plain_process_from_the_parallel_one(compared):
    page = compared()
    seen = [name for name, ticked in page.context["steps"] if ticked]
    assert {"等待补正", "受理"} <= set(seen)
    assert "分办" not in seen
    for question in ("equivalent", "refines"):
        assert compared(see=seen, question=question).context["answer"]["verdict"] == "holds"


def test_what_tells_them_apart_is_played_on_both(compared):
    answer = compared(question="equivalent").context["answer"]
    assert answer["verdict"] == "violated"
    assert "分办" in answer["message"]
    assert answer["old_run"]["run"]
    assert answer["new_run"]["run"]
    assert "data-play-both" in compared(question="equivalent").content.decode()


@pytest.mark.parametrize(
    "asked", [{"question": "nonsense"}, {"question": "equivalent", "see": ["没有的环节"]}]
)
def test_a_question_that_makes_no_sense_is_no_error(compared, asked):
    assert compared(**asked).status_code == 200


def test_a_secret_item_is_filed_and_received_nowhere_until_the_mark_is_taken_away(enter, people):
    """D10-057: with a reason and who; guide, draft, window and running cases are shut at once, and open again."""
    county = counties.build(("committed",))
    case, applicant = county.receive("committed"), make_applicant()
    version = case.item_version
    item, page = version.item, reverse("studio:secret_items")
    draft = applications.start_draft(by=applicant, version=version)
    client = enter(Role.REFORM)
    for wrong in ({"item": "nowhere", "reason": "x"}, {"item": item.code, "reason": " "}):
        assert client.post(page, wrong | {"secret": "yes"}).status_code in (404, 422)
    said = {"item": item.name, "secret": "yes", "reason": "国家秘密事项范围第三条"}
    assert enter(Role.LEGAL).post(page, said).status_code == 403
    assert client.post(page, said).status_code == 302
    assert "还有 1 件没有办结" in client.get(page).content.decode()
    assert catalogue.item(item.code) is None
    assert catalogue.search(item.name).count() == 0
    for deed in (
        lambda: county.receive("committed"),
        lambda: applications.start_draft(by=applicant, version=version),
        lambda: applications.save_section(draft.pk, by=applicant, section="1", values={"x": "y"}, keys=["x"]),
        lambda: applications.submit(draft.pk, by=applicant),
    ):
        with pytest.raises(Refusal, match=f"涉密事项.*到{item.agency.full_name}当面办理"):
            deed()
    with pytest.raises(NotAllowed):
        queries.case_for(holdings(people[Role.LEGAL], timekeeping.now()), case.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.filter(pk=item.pk).update(current=version)
    told = OrganisationEvent.objects.get(type="catalogue.secrecy_marked")
    assert (told.payload["secret"], told.payload["reason"]) == (True, said["reason"])
    applications.discard(draft.pk, by=applicant)
    assert client.post(page, {"item": item.code, "reason": "已解密"}).status_code == 302
    assert catalogue.item(item.code).current == version
    assert county.receive("committed")
