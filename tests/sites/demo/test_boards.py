"""In the studio a newcomer finds a fault to mend and a proposal to decide."""

from django.urls import reverse

from shenpi.apps.catalogue import processes
from shenpi.apps.catalogue.models import ProcessDraft, ProcessProposal
from shenpi.apps.catalogue.proving import prove
from shenpi.core.process.verification import Property, Verdict
from shenpi.sites.demo import boards


def test_the_draft_has_one_fault_and_the_proposal_one_change(client, people):
    boards.lay()
    boards.lay()
    faulty = ProcessDraft.objects.get(key=boards.FAULTY)
    report = prove(faulty.bpmn, {}, key=faulty.key).report
    wrong = {each.property for each in report.findings if each.verdict is not Verdict.HOLDS}
    assert wrong == {Property.OPTION_TO_COMPLETE}
    proposal = ProcessProposal.objects.get()
    client.post(reverse("demo_enter", args=["approver"]))
    newest = processes.newest(boards.REVISED)
    sides = {"old": f"version:{newest.pk}", "new": f"proposal:{proposal.pk}"}
    (change,) = client.get(reverse("studio:compare"), sides).context["changes"]
    assert [(one["before"], one["after"]) for one in change["alterations"]] == [("3个工作日", "2个工作日")]
    client.post(reverse("studio:approve", args=[proposal.pk]))
    assert processes.newest(boards.REVISED).version == newest.version + 1
