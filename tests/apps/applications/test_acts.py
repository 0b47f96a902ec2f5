"""Issue 2, journey 1: drafts that are never lost, and a filing that happens once (D1-016, D3-033, D10-043)."""

import threading
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections

from shenpi.apps import timekeeping
from shenpi.apps.applications import acts, projection, queries
from shenpi.apps.applications.models import Application, Draft, Progress
from shenpi.apps.applications.states import State
from shenpi.apps.catalogue.models import ItemVersion
from shenpi.apps.errors import Invalid, NotFound, Refusal, Stale
from shenpi.apps.exchange.models import InboxMessage
from shenpi.core import contracts
from shenpi.core.identifiers import CaseNumber
from tests.support.public_zone import ANSWERS, CITIZEN, SCHEMA, make_applicant, make_item, pdf

MORNING = datetime(2026, 11, 23, 2, 21, tzinfo=UTC)


def sent() -> list[dict]:
    return [row.message for row in InboxMessage.objects.filter(zone="internal").order_by("id")]


def test_an_unfinished_draft_is_resumed_and_not_begun_twice(version, wang):
    first = acts.start_draft(by=wang, version=version)
    acts.save_section(first.pk, by=wang, section="1", values={"place": "半"}, keys=["place"])
    again = acts.start_draft(by=wang, version=version)
    assert again.pk == first.pk
    assert again.form_data == {"place": "半"}


def test_what_cannot_be_applied_for_online_is_refused_with_where_to_go(wang):
    with pytest.raises(Refusal, match="not_online"):
        acts.start_draft(by=wang, version=make_item("W-1", online=False))


def test_a_section_keeps_wrong_answers_too_and_leaves_the_others_alone(draft, wang):
    acts.save_section(draft.pk, by=wang, section="1", values={"area": "很大"}, keys=["area", "kind"])
    kept = Draft.objects.get(pk=draft.pk).form_data
    assert kept["area"] == "很大"
    assert "kind" not in kept
    assert kept["place"] == ANSWERS["place"]


def test_nul_characters_never_reach_the_database(draft, wang):
    acts.save_section(draft.pk, by=wang, section="1", values={"place": "a\x00b"}, keys=["place"])
    assert Draft.objects.get(pk=draft.pk).form_data["place"] == "ab"


def test_somebody_elses_draft_is_as_if_there_were_none(draft):
    with pytest.raises(NotFound):
        acts.save_section(draft.pk, by=make_applicant("li"), section="1", values={}, keys=[])


def test_the_same_file_twice_is_one_file(draft, wang):
    acts.attach(draft.pk, by=wang, material="licence", upload=pdf())
    assert draft.files.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("空.pdf", b"", "file_empty"), ("假.pdf", b"<html>no</html>", "file_")],
    ids=["empty", "not a PDF"],
)
def test_a_bad_upload_says_why_and_changes_nothing(draft, wang, name, content, code):
    with pytest.raises(Invalid) as refused:
        acts.attach(draft.pk, by=wang, material="plan", upload=SimpleUploadedFile(name, content))
    assert refused.value.code.startswith(code)
    assert not draft.files.filter(material="plan").exists()


def test_submission_numbers_the_filing_and_tells_the_internal_zone(draft, wang):
    with timekeeping.at(MORNING):
        done = acts.submit(draft.pk, by=wang)
    number = CaseNumber.parse(done.application.number)
    assert (f"{number.day}", number.node) == ("2026-11-23", 5)
    assert done.application.submitted_at == MORNING
    [message] = sent()
    contracts.validate(message)
    assert message["type"] == "shenpi.application.submitted"
    assert message["data"]["id"] == str(done.application.pk)
    assert message["data"]["applicant"] == {
        "kind": "person", "name": "王芳", "id_number": CITIZEN, "phone": "13812345678", "address": "",
    }  # fmt: skip
    assert [material["key"] for material in message["data"]["materials"]] == ["licence"]
    assert Progress.objects.get(pk=done.application.pk).state == State.SUBMITTED


def test_the_query_code_opens_the_progress_and_is_not_in_the_database(draft, wang):
    done = acts.submit(draft.pk, by=wang)
    assert done.query_code not in str(Application.objects.values().get())
    typed = f" {done.query_code[:4].lower()}-{done.query_code[4:]}"
    assert (
        queries.by_query_code(str(CaseNumber.parse(done.application.number)), typed).pk == done.application.pk
    )
    with pytest.raises(NotFound):
        queries.by_query_code(done.application.number, "22222222")


def test_submitting_twice_is_submitting_once(draft, wang):
    first, second = acts.submit(draft.pk, by=wang), acts.submit(draft.pk, by=wang)
    assert second == first
    assert Application.objects.count() == len(sent()) == 1


def test_an_incomplete_draft_says_everything_that_is_missing_at_once(version, wang):
    begun = acts.start_draft(by=wang, version=version)
    with pytest.raises(Invalid) as refused:
        acts.submit(begun.pk, by=wang)
    assert set(refused.value.fields) == {"place", "kind", "area", "staff", "material-licence"}
    assert not sent()


def test_a_draft_of_a_replaced_guide_is_read_again_before_it_is_sent(draft, wang, version):
    newer = make_item("TEST-2")
    newer.item.current = None
    newer.item.save(update_fields=["current"])
    version.item.current = newer
    version.item.save(update_fields=["current"])
    with pytest.raises(Stale):
        acts.submit(draft.pk, by=wang)


def test_a_resumed_draft_goes_on_under_the_new_guide_with_what_still_fits(draft, wang):
    schema = {**SCHEMA, "properties": {"place": SCHEMA["properties"]["place"]}, "required": ["place"]}
    newer = ItemVersion.objects.create(
        item=draft.item_version.item,
        number=2,
        published_at=MORNING,
        content={},
        form_schema=schema,
        online=True,
    )
    resumed = acts.start_draft(by=wang, version=newer)
    assert resumed.pk == draft.pk
    assert resumed.form_data == {"place": ANSWERS["place"]}


def test_a_sent_draft_can_no_longer_be_changed(draft, wang):
    acts.submit(draft.pk, by=wang)
    with pytest.raises(Stale):
        acts.save_section(draft.pk, by=wang, section="1", values={}, keys=[])


def case_event(application: Application, seq: int, name: str, **data: object) -> dict:
    """Return the message of one event, as the internal zone sends it."""
    item = application.item_version.item
    return contracts.message(
        type=f"shenpi.case.{name}",
        source="/internal/0",
        subject=str(application.pk),
        time=MORNING,
        id=application.pk,
        data={
            "case_id": str(application.pk),
            "seq": seq,
            "number": application.number,
            "item_code": item.code,
            "item_name": item.name,
            "agency_code": item.agency.code,
            "agency": item.agency.name,
            "private": False,
            "occurred_at": contracts.moment(MORNING),
            "capacity": "self",
            **data,
        },
    )


def correcting(application: Application) -> None:
    fault = {"key": "plan", "name": "平面图", "problem": "缺少平面图"}
    due = contracts.moment(datetime(2026, 12, 7, 9, 30, tzinfo=UTC))
    projection.on_case_events(
        [case_event(application, 1, "correction.requested", faults=[fault], due_at=due)]
    )


def test_a_correction_is_answered_whole_and_once(draft, wang):
    """行政许可法 art. 32.4: told once, so answered once; D3-030."""
    application = acts.submit(draft.pk, by=wang).application
    with pytest.raises(Stale):
        acts.start_answer(by=wang, application_id=application.pk)
    correcting(application)
    answer = acts.start_answer(by=wang, application_id=application.pk)
    assert answer.form_data == application.form_data
    with pytest.raises(Invalid) as refused:
        acts.supplement(answer.pk, by=wang)
    assert list(refused.value.fields) == ["material-plan"]
    acts.attach(answer.pk, by=wang, material="plan", upload=pdf("平面图.pdf", pages=2))
    acts.supplement(answer.pk, by=wang)
    acts.supplement(answer.pk, by=wang)
    message = sent()[-1]
    contracts.validate(message)
    assert message["type"] == "shenpi.application.supplemented"
    assert message["data"]["form_data"] is None
    assert len(sent()) == 2
    with pytest.raises(Stale, match="already_supplied"):
        acts.start_answer(by=wang, application_id=application.pk)


def test_withdrawal_is_asked_for_once_and_not_after_the_decision(draft, wang):
    """D3-033."""
    application = acts.submit(draft.pk, by=wang).application
    acts.request_withdrawal(application.pk, by=wang, reason="不办了")
    acts.request_withdrawal(application.pk, by=wang)
    contracts.validate(sent()[-1])
    assert [message["type"] for message in sent()].count("shenpi.application.withdrawal_requested") == 1
    Application.objects.update(withdrawal_requested_at=None)
    Progress.objects.update(state=State.DECIDED)
    with pytest.raises(Refusal, match="not_withdrawable"):
        acts.request_withdrawal(application.pk, by=wang)


def test_a_payment_is_declared_with_the_receipts_number(draft, wang):
    """D3-054."""
    application = acts.submit(draft.pk, by=wang).application
    with pytest.raises(Stale):
        acts.declare_payment(application.pk, by=wang, receipt_number="7")
    due = contracts.moment(datetime(2026, 12, 7, 9, 30, tzinfo=UTC))
    projection.on_case_events([case_event(application, 1, "payment.requested", amount="1200.00", due_at=due)])
    with pytest.raises(Invalid):
        acts.declare_payment(application.pk, by=wang, receipt_number=" ")
    acts.declare_payment(application.pk, by=wang, receipt_number="川财 0012345")
    contracts.validate(sent()[-1])
    assert sent()[-1]["data"]["amount"] == "1200.00"


@pytest.mark.django_db(transaction=True)
def test_ten_presses_at_the_same_moment_give_one_application():
    """D1-016: idempotent submission with a client token."""
    wang, version = make_applicant(), make_item()
    begun = acts.start_draft(by=wang, version=version)
    acts.save_section(begun.pk, by=wang, section="1", values=ANSWERS, keys=list(ANSWERS))
    acts.attach(begun.pk, by=wang, material="licence", upload=pdf())
    answers, start = [], threading.Barrier(10)

    def press() -> None:
        start.wait()
        try:
            answers.append(acts.submit(begun.pk, by=wang))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({(done.application.pk, done.query_code) for done in answers}) == 1
    assert len(answers) == 10
    assert Application.objects.count() == len(sent()) == 1
