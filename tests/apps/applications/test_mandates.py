"""Filing agents (代办; D2-015): what a resident's written mandate lets an agent do, see, and no longer see."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from shenpi.apps import timekeeping
from shenpi.apps.applications import acts, addressing, mandate_queries
from shenpi.apps.applications import queries as applications
from shenpi.apps.applications.acts.record_mandate import Recorded
from shenpi.apps.applications.models import Application, Draft, Mandate
from shenpi.apps.applications.states import State
from shenpi.apps.casework.models import Case
from shenpi.apps.catalogue.models import ItemVersion
from shenpi.apps.documents import files
from shenpi.apps.errors import Invalid, NotAllowed, NotFound, Refusal, Stale
from shenpi.apps.exchange.pumping import settle
from shenpi.apps.ids import uuid7
from shenpi.apps.ledger.models import CaseEvent
from shenpi.apps.organisation.models import Agency, Office, Person, Post
from shenpi.apps.supervision.models import MonitoredEvent
from shenpi.core.identifiers import hash_query_code
from tests.support import county as counties
from tests.support.county import LONG_AGO
from tests.support.public_zone import ANSWERS, CITIZEN, make_applicant, make_item, pdf

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
RESIDENT = {"name": "王芳", "identifier": CITIZEN, "phone": "13812345678"}
OTHER = {"name": "李桂兰", "identifier": "510102194001011227", "phone": "13900000001"}
DATES = {"begins_on": "2026-03-01", "ends_on": "2026-12-31"}


@pytest.fixture(autouse=True)
def monday():
    with timekeeping.at(MONDAY):
        yield


@pytest.fixture
def version():
    return make_item()


def make_agent(username: str = "agent", name: str = "罗玉芬") -> Person:
    agency, _made = Agency.objects.get_or_create(
        code="gsz", defaults={"name": "官盛镇人民政府", "full_name": "官盛镇人民政府", "short_name": "官府"}
    )
    office, _made = Office.objects.get_or_create(
        code="gsz.hall", defaults={"agency": agency, "name": "便民服务中心", "kind": "window"}
    )
    person = Person.objects.create_user(username, "correct horse battery", name=name, kind="staff")
    Post.objects.create(person=person, office=office, role="filing_agent", valid_from=LONG_AGO)
    return person


@pytest.fixture
def agent():
    return make_agent()


def paper() -> acts.Upload:
    kept = files.store(pdf("委托书.pdf", pages=3), filename="委托书.pdf")
    return acts.Upload("authorisation", "委托书.pdf", kept.sha256, kept.size, kept.media_type)


def entrust(agent: Person, who: dict[str, str] = RESIDENT, **more: object) -> Recorded:
    values = {**who, **DATES, "powers": ["receive", "dispose"], **more}
    return acts.record_mandate(uuid7(), by=agent, values=values, file=paper())


def write(agent: Person, version, mandate: Mandate) -> Draft:
    draft = acts.start_draft(by=agent, version=version, mandate_id=mandate.pk)
    acts.save_section(draft.pk, by=agent, section="1", values=ANSWERS, keys=list(ANSWERS))
    acts.attach(draft.pk, by=agent, material="licence", upload=pdf())
    return draft


def file(agent: Person, version, mandate: Mandate) -> Application:
    return acts.submit(write(agent, version, mandate).pk, by=agent).application


def correcting(application: Application) -> None:
    """The window asks for a correction; folded progress is written as the projection would."""
    faults = {"faults": [{"key": "plan", "name": "平面图", "problem": "缺比例尺"}], "due_at": None}
    type(applications.progress(application.pk)).objects.filter(pk=application.pk).update(
        state=State.CORRECTING, correction=faults
    )


def test_one_agent_keeps_drafts_for_several_residents_and_files_in_their_names(version, agent):
    """D2-015: the record names both and the authorisation; each resident has a draft of his own."""
    first, second = entrust(agent).mandate, entrust(agent, OTHER).mandate
    drafts = [write(agent, version, each) for each in (first, second)]
    assert drafts[0].pk != drafts[1].pk
    assert acts.start_draft(by=agent, version=version, mandate_id=first.pk).pk == drafts[0].pk, "resumed"
    filed = acts.submit(drafts[0].pk, by=agent).application
    assert filed.applicant == {
        "kind": "person",
        "name": "王芳",
        "id_number": CITIZEN,
        "phone": "13812345678",
        "address": "",
        "agent": "罗玉芬（官盛镇人民政府便民服务中心）",
        "mandate": first.number,
    }
    assert [each["key"] for each in filed.materials] == ["licence", "authorisation"]
    assert [each.pk for each in applications.drafts(agent)] == [drafts[1].pk]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"identifier": "110105194912310021"}, "identifier"),
        ({"phone": "123"}, "phone"),
        ({"name": ""}, "name"),
        ({"ends_on": "2026-02-01", "begins_on": "2026-01-01"}, "ends_on"),
        ({"ends_on": "2026-01-01"}, "ends_on"),
        ({"begins_on": "soon"}, "begins_on"),
        ({"items": "食品经营许\n没有的事"}, "items"),
        ({"powers": ["everything"]}, "powers.0"),
    ],
)
def test_what_is_wrong_with_a_mandate_is_said_by_field(version, agent, changes, field):
    with pytest.raises(Invalid) as wrong:
        entrust(agent, **changes)
    assert field in wrong.value.fields, wrong.value.fields
    with pytest.raises(Invalid) as unproved:
        acts.record_mandate(uuid7(), by=agent, values={**RESIDENT, **DATES}, file=None)
    assert list(unproved.value.fields) == ["authorisation"], "a mandate is in writing (行政许可法 art. 29)"


def test_only_agents_record_and_pressing_twice_records_once(version, agent):
    token, values = uuid7(), {**RESIDENT, **DATES}
    once = [acts.record_mandate(token, by=agent, values=values, file=paper()) for _press in range(2)]
    assert once[0].mandate.pk == once[1].mandate.pk
    assert once[0].code == once[1].code
    assert Mandate.objects.count() == 1
    clerk = Person.objects.create_user("clerk", name="周敏", kind="staff")
    with pytest.raises(NotAllowed):
        acts.record_mandate(uuid7(), by=clerk, values=values, file=paper())


def test_a_mandate_is_held_to_its_items_dates_and_powers(version, agent):
    """D2-015: scope and dates; rights of the resident's own need a word of their own in the mandate."""
    named = entrust(agent, items="食品经营许可", powers=[]).mandate
    with pytest.raises(Refusal, match="item_not_entrusted"):
        acts.start_draft(by=agent, version=make_item("TEST-2", "药品经营许可"), mandate_id=named.pk)
    draft = write(agent, version, named)
    application = acts.submit(draft.pk, by=agent).application
    with pytest.raises(Refusal, match="power_not_given"):
        acts.request_withdrawal(application.pk, by=agent)
    later = write(agent, version, named)
    with timekeeping.at(datetime(2027, 1, 1, 1, 0, tzinfo=UTC)):
        for act in (acts.submit, acts.discard):
            with pytest.raises(Refusal, match="mandate_not_in_force"):
                act(later.pk, by=agent)
        assert applications.filing(application.pk, agent).application == application, "still to be read"
        renewed = entrust(agent, begins_on="2027-01-01", ends_on="2027-12-31").mandate
        filed = acts.submit(later.pk, by=agent).application
        assert filed.applicant["mandate"] == renewed.number, (
            "what was begun goes on under the renewed mandate"
        )
        acts.request_withdrawal(application.pk, by=agent)
    with timekeeping.at(MONDAY - timedelta(days=3)), pytest.raises(Refusal, match="mandate_not_in_force"):
        acts.start_draft(by=agent, version=version, mandate_id=named.pk)


def test_nobody_else_sees_what_an_agent_files_and_he_sees_nothing_else_of_the_resident(version, agent):
    """D10-043: another agent sees nothing of it; the agent sees nothing that the resident filed alone."""
    other, wang = make_agent("agent2", "吴小林"), make_applicant()
    mandate = entrust(agent).mandate
    application, draft = file(agent, version, mandate), write(agent, version, mandate)
    own = acts.start_draft(by=wang, version=version)
    acts.save_section(own.pk, by=wang, section="1", values=ANSWERS, keys=list(ANSWERS))
    acts.attach(own.pk, by=wang, material="licence", upload=pdf())
    alone = acts.submit(own.pk, by=wang).application
    for stranger, found in ((other, application), (wang, application), (agent, alone)):
        with pytest.raises(NotFound):
            applications.filing(found.pk, stranger)
        with pytest.raises(NotFound):
            acts.request_withdrawal(found.pk, by=stranger)
    with pytest.raises(NotFound):
        applications.draft(draft.pk, other)
    with pytest.raises(NotFound):
        acts.start_draft(by=other, version=version, mandate_id=mandate.pk)
    assert list(applications.filings(other)) == []


def test_a_correction_reaches_the_agent_who_answers_it_once(version, agent):
    """Correction notices come to the agent's messages; he supplements for the resident."""
    application = file(agent, version, entrust(agent).mandate)
    told = addressing.applicants([application.pk])[application.pk]
    assert (told.person_id, told.name) == (agent.pk, "王芳")
    correcting(application)
    answer = acts.start_answer(by=agent, application_id=application.pk)
    acts.attach(answer.pk, by=agent, material="plan", upload=pdf(pages=2))
    acts.supplement(answer.pk, by=agent)
    with pytest.raises(Stale, match="already_supplied"):
        acts.start_answer(by=agent, application_id=application.pk)


def test_the_resident_takes_over_and_revokes(version, agent):
    """D2-015: by number and code the resident sees and ends it; the agent is out at once, the case goes on."""
    recorded = entrust(agent)
    mandate = recorded.mandate
    application, draft = file(agent, version, mandate), write(agent, version, mandate)
    wang = make_applicant()
    thief = make_applicant("thief", name="王芳", identifier="510102194001011227")
    with pytest.raises(NotFound):
        acts.take_mandate(mandate.number, "ABCDEFGH", by=wang)
    with pytest.raises(Refusal, match="not_your_mandate"):
        acts.take_mandate(mandate.number, recorded.code, by=thief)
    acts.take_mandate(mandate.number, recorded.code.lower(), by=wang)
    assert [each.pk for each in applications.filings(wang)] == [application.pk]
    assert mandate_queries.powers(application, wang).dispose
    correcting(application)
    acts.start_answer(by=agent, application_id=application.pk)
    acts.end_mandate(mandate.pk, by=wang)
    assert list(applications.drafts(agent)) == list(applications.filings(agent)) == []
    with pytest.raises(Refusal, match="mandate_ended"):
        acts.submit(draft.pk, by=agent)
    with pytest.raises(NotFound):
        acts.start_answer(by=agent, application_id=application.pk)
    mine = acts.start_answer(by=wang, application_id=application.pk)
    acts.attach(mine.pk, by=wang, material="plan", upload=pdf(pages=2))
    acts.supplement(mine.pk, by=wang)
    assert applications.filing(application.pk, wang).application.supplemented_at
    assert addressing.applicants([application.pk])[application.pk].person_id == wang.pk
    assert acts.revoke_mandate(mandate.number, recorded.code).ended_by_resident, "ending twice is ending once"


def test_the_case_tells_who_filed_for_whom(agent):
    """D2-015: ledger, supervision's message and voucher name the agent and the mandate; the paper is a material."""
    county = counties.build(("parallel",))
    mandate = entrust(agent).mandate
    version = ItemVersion.objects.select_related("item").get(pk=county.items["parallel"].pk)
    draft = acts.start_draft(by=agent, version=version, mandate_id=mandate.pk)
    acts.save_section(draft.pk, by=agent, section="1", values={"project": "厂房"}, keys=["project"])
    for page, material in enumerate(("application", "plan"), 1):
        acts.attach(draft.pk, by=agent, material=material, upload=pdf(pages=page))
    application = acts.submit(draft.pk, by=agent).application
    settle()
    received = CaseEvent.objects.get(case_id=application.pk, type="case.received").payload
    who = {"name": "罗玉芬（官盛镇人民政府便民服务中心）", "mandate": mandate.number}
    assert received["agent"] == who
    assert "王芳" not in str(received), "the resident is committed to, not named"
    assert MonitoredEvent.objects.get(case_id=application.pk, type="case.received").data["agent"] == who
    case = Case.objects.get(pk=application.pk)
    assert case.materials.get(key="authorisation").filename == "委托书.pdf"
    clerk = Client()
    clerk.force_login(county["clerk"], backend="django.contrib.auth.backends.ModelBackend")
    page = clerk.get(f"/work/cases/{case.pk}/").content.decode()
    assert "罗玉芬（官盛镇人民政府便民服务中心） 代办" in page
    assert "授权委托书" in page
    browser = Client()
    browser.force_login(agent, backend="django.contrib.auth.backends.ModelBackend")
    for closed in ("/work/", f"/work/cases/{case.pk}/", "/work/cases/", "/supervise/", "/my/"):
        assert browser.get(closed).status_code == 403, closed


def test_codes_are_kept_as_hashes_only(version, agent):
    recorded = entrust(agent)
    assert recorded.mandate.code_hash == hash_query_code(recorded.code, recorded.mandate.number)
