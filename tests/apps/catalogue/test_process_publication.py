"""A process goes live only proved, played through, and seen by a second pair of eyes; then nothing changes it."""

from datetime import timedelta
from json import loads

import pytest
from django.db import DatabaseError, transaction

from shenpi.apps import timekeeping
from shenpi.apps.catalogue import acts, processes
from shenpi.apps.catalogue.models import ProcessDraft, ProcessProposal, ProcessVersion
from shenpi.apps.catalogue.proving import prove
from shenpi.apps.errors import Invalid, NotAllowed, Refusal, Stale
from shenpi.apps.organisation.acts import delegate
from shenpi.apps.organisation.models import OrganisationEvent
from shenpi.apps.organisation.roles import Role
from shenpi.core.process import template
from shenpi.core.process.scenarios import shipped
from tests.apps.catalogue.designers import approver, designer, somebody

pytestmark = pytest.mark.django_db
BPMN = template("committed").decode().replace('shenpi:key="committed"', 'shenpi:key="pilot"')
SCENARIOS = loads(shipped("committed")) | {"process": "pilot"}


@pytest.fixture(autouse=True)
def holders():
    """Somebody for every role that the process names."""
    somebody("各岗", Role.ACCEPTOR, Role.HANDLER, Role.OFFICE_HEAD, Role.LEADER)


def drawn(by, bpmn=BPMN, scenarios=SCENARIOS) -> ProcessDraft:
    draft = acts.draft_process(by=by, key="pilot", name="容缺受理", bpmn=bpmn)
    return acts.save_process_scenarios(by=by, draft_id=draft.pk, revision=1, scenarios=scenarios)


def proposed(by) -> ProcessProposal:
    draft = drawn(by)
    return acts.propose_process(by=by, draft_id=draft.pk, revision=draft.revision, words="新流程")


def test_drawn_by_one_approved_by_another_kept_with_its_report():
    by, other = designer(), approver()
    proposal = proposed(by)
    version = acts.approve_process(by=other, proposal_id=proposal.pk)
    kept = processes.version(version.pk).proposal
    assert (version.key, version.version, version.bpmn) == ("pilot", 1, BPMN)
    assert (kept.proposed_by, kept.decided_by, kept.report["clean"]) == (by, other, True)
    assert kept.results
    assert all(result["passed"] for result in kept.results)
    assert not ProcessDraft.objects.exists()
    recorded = OrganisationEvent.objects.filter(subject="pilot").values_list("type", flat=True)
    assert list(recorded) == ["process.drafted", "process.proposed", "process.approved"]


@pytest.mark.parametrize(
    ("bpmn", "scenarios", "code"),
    [
        ("<definitions/>", SCENARIOS, "process.unreadable"),
        (BPMN.replace('shenpi:role="handler"', ""), SCENARIOS, "process.not_proved"),
        (BPMN, {}, "process.no_scenarios"),
        (BPMN, {"scenarios": []}, "process.scenarios_fail"),
        (
            BPMN,
            {"start": "2026-03-02 09:00", "name": "少一步", "run": [], "end": True},
            "process.scenarios_fail",
        ),
        (BPMN.replace('key="pilot"', 'key="another"'), SCENARIOS, "process.other_key"),
    ],
)
def test_what_is_not_proved_or_not_played_is_not_handed_in(bpmn, scenarios, code):
    by = designer()
    draft = drawn(by, bpmn, scenarios)
    with pytest.raises(Invalid) as refused:
        acts.propose_process(by=by, draft_id=draft.pk, revision=draft.revision, words="")
    assert refused.value.code == code
    assert not ProcessProposal.objects.exists()


def test_nobody_approves_what_he_drew_in_whatever_capacity():
    """Nor a designer who is an approver too, nor who changed one line of it, nor who stands in for such a one."""
    both, helper, other = (
        somebody("甲", Role.DESIGNER, Role.REFORM),
        somebody("乙", Role.DESIGNER, Role.LEGAL),
        somebody("丙", Role.HANDLER),
    )
    draft = drawn(both)
    draft = acts.save_process_draft(by=helper, draft_id=draft.pk, revision=draft.revision, bpmn=BPMN)
    proposal = acts.propose_process(by=both, draft_id=draft.pk, revision=draft.revision, words="")
    until = timekeeping.now() + timedelta(days=3)
    delegate(by=both, delegate=other, ends_at=until, reason="出差")
    for person in (both, helper, other):
        for decide in (
            lambda person: acts.approve_process(by=person, proposal_id=proposal.pk),
            lambda person: acts.return_process(by=person, proposal_id=proposal.pk, reason="不妥"),
        ):
            with pytest.raises(NotAllowed):
                decide(person)
    assert not ProcessVersion.objects.exists()


def test_the_database_wants_four_eyes_too():
    by = designer()
    proposal = proposed(by)
    version = acts.publish_process("other", template("committed"))
    with pytest.raises(DatabaseError), transaction.atomic():
        ProcessProposal.objects.filter(pk=proposal.pk).update(
            decision="approved", decided_by=by, version=version
        )


def test_a_proposal_is_decided_once_and_never_changed():
    proposal, other = proposed(designer()), approver()
    with pytest.raises(DatabaseError), transaction.atomic():
        ProcessProposal.objects.filter(pk=proposal.pk).update(bpmn="<definitions/>")
    acts.approve_process(by=other, proposal_id=proposal.pk)
    for again in (
        lambda: acts.approve_process(by=other, proposal_id=proposal.pk),
        lambda: acts.withdraw_process(by=proposal.proposed_by, proposal_id=proposal.pk),
    ):
        with pytest.raises(Stale):
            again()
    for change in (
        lambda: ProcessProposal.objects.update(reason="改"),
        lambda: ProcessProposal.objects.all().delete(),
        lambda: ProcessVersion.objects.update(bpmn="<definitions/>"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_returned_draft_goes_on():
    by, other = designer(), approver()
    proposal = proposed(by)
    with pytest.raises(Invalid):
        acts.return_process(by=other, proposal_id=proposal.pk, reason=" ")
    acts.return_process(by=other, proposal_id=proposal.pk, reason="请补上不予受理的环节")
    draft = ProcessDraft.objects.get()
    again = acts.propose_process(by=by, draft_id=draft.pk, revision=draft.revision, words="")
    with pytest.raises(NotAllowed):
        acts.withdraw_process(by=other, proposal_id=again.pk)
    acts.withdraw_process(by=by, proposal_id=again.pk)
    assert [each.decision for each in processes.proposals("pilot")] == ["withdrawn", "returned"]


def test_a_draft_drawn_on_meanwhile_survives_publication():
    by = designer()
    proposal = proposed(by)
    draft = ProcessDraft.objects.get()
    acts.save_process_draft(by=by, draft_id=draft.pk, revision=draft.revision, bpmn=BPMN + "<!-- 下一版 -->")
    version = acts.approve_process(by=approver(), proposal_id=proposal.pk)
    assert ProcessDraft.objects.get().based_on == version


def test_the_same_diagram_is_not_published_twice():
    by = designer()
    version = acts.approve_process(by=approver(), proposal_id=proposed(by).pk)
    draft = acts.draft_process(by=by, key="pilot", name="再来", bpmn=version.bpmn, based_on=version)
    assert draft.scenarios == SCENARIOS
    with pytest.raises(Refusal) as refused:
        acts.propose_process(by=by, draft_id=draft.pk, revision=draft.revision, words="")
    assert refused.value.code == "process.unchanged"


def test_the_next_version_of_a_shipped_process_begins_with_its_scenarios():
    version = acts.publish_process("committed", template("committed"))
    draft = acts.draft_process(
        by=designer(), key="committed", name="普通承诺件", bpmn=version.bpmn, based_on=version
    )
    assert draft.scenarios == loads(shipped("committed"))
    assert prove(draft.bpmn, draft.scenarios, key=draft.key).passed
