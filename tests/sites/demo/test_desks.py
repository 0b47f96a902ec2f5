"""Whoever one becomes at the door, there is something to do."""

from random import Random

from django.urls import reverse

from shenpi.apps.casework.models import Task
from shenpi.apps.documents.models import Document
from shenpi.sites.demo import desks, personas, promises


def test_every_persona_finds_work_on_the_desk(client, people):
    """Issue 2, journey 7: one sentence each on what to try, and the thing to try it on."""
    desks.lay(Random(3))
    for key, act in desks.WAITING.items():
        client.post(reverse("demo_enter", args=[key]))
        waiting = client.get(reverse("work_tray"), {"act": act}).context["tasks"]
        assert waiting, personas.persona(key).username
    assert Task.objects.filter(act="approve_suspension").exists(), "the leader is asked for something, too"
    client.post(reverse("demo_enter", args=["secretary"]))
    agenda = client.get(reverse("work_meetings")).context["agenda"]
    assert agenda.sessions, "one case is on an agenda (D3-051)"
    assert agenda.waiting, "and one to put on it"
    clerk = client.post(reverse("demo_enter", args=["clerk"]), follow=True)
    assert clerk.status_code == 200


def test_one_filing_comes_with_a_gap_and_one_with_a_commitment(people):
    """Issue 4, kinds of case: a newcomer finds 容缺受理 and 告知承诺."""
    promises.make(Random(4))
    issued = set(Document.objects.values_list("kind", flat=True))
    assert {"gap_notice", "commitment_letter", "acceptance_notice"} <= issued
    assert Task.objects.filter(act="await_gap").exists()
