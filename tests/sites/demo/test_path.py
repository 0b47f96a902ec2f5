"""The guided path: the main job from filing to publication by one button, each step by its own people."""

import re
from random import Random

import pytest
from django.db import transaction
from django.urls import reverse

from shenpi.apps.casework import queries
from shenpi.apps.casework.models import Case
from shenpi.apps.documents.models import Certificate
from shenpi.apps.exchange.pumping import settle
from shenpi.apps.organisation import queries as organisation
from shenpi.apps.timekeeping import now
from shenpi.sites.demo import licences, story


@pytest.fixture
def begun(people):
    """A filing that the path follows."""
    assert story.begin(Random(2))
    settle()
    return Case.objects.get()


def press(client):
    """Press the page's button for the present step; what comes back is the next page."""
    page = client.get(reverse("demo_path"))
    found = re.search(
        r'name="case" value="([^"]+)"><input type="hidden" name="scene" value="(\d+)"', page.content.decode()
    )
    if found is None:
        return None
    posted = {"case": found[1], "scene": found[2]}
    return client.post(reverse("demo_play"), posted, follow=True)


def test_the_button_alone_plays_the_whole_job(client, begun):
    """Issue 2, journey 7: eleven scenes, the present one always exactly one, and no sign-in on the way."""
    presses = 0
    while (page := press(client)) is not None:
        presses += 1
        assert page.status_code == 200
        assert page.content.decode().count('aria-current="step"') == 1
        assert presses < len(story.SCENES)
    begun.refresh_from_db()
    assert (begun.state, begun.outcome) == ("completed", "granted")
    signers = {opinion.person_name for opinion in queries.opinions(begun)}
    assert len(signers) >= 8  # a clerk, three handlers, three heads, a leader
    shown = client.get(reverse("demo_path")).content.decode()
    assert "这件事办成了" in shown
    assert signers <= set(re.findall(r"[\u4e00-\u9fff]+", shown))
    _each_happens_to_the_licence(begun)


def _each_happens_to_the_licence(case):
    """What the demonstration shows of a licence's later life is what the law lets happen to it."""
    offices = case.context["offices"]
    named = (("lead", "handler"), ("accept", "acceptor"))
    by, clerk = (organisation.reaching(offices[of], role, now())[0] for of, role in named)
    licence = Certificate.objects.get(document__case_id=case.pk)
    for happen in licences.HAPPENINGS:
        with transaction.atomic():
            happen(licence, by, clerk)
            transaction.set_rollback(True)
    licences.live_on()
    assert case.proceedings.filter(kind="inspection").exists()


def test_an_old_page_s_button_does_nothing_twice(client, begun):
    posted = {"case": str(begun.pk), "scene": "1"}
    client.post(reverse("demo_play"), posted)
    before = len(queries.opinions(begun))
    page = client.post(reverse("demo_play"), posted, follow=True).content.decode()
    assert "已经办过了" in page
    assert len(queries.opinions(begun)) == before


def test_a_damaged_form_changes_nothing(client, begun):
    known = str(begun.pk)
    for posted in (
        {},
        {"case": "x", "scene": "1"},
        {"case": "", "scene": "٣"},
        {"case": known, "scene": "999"},
        {"case": known, "scene": "10"},
    ):
        assert client.post(reverse("demo_play"), posted, follow=True).status_code == 200
    assert queries.opinions(begun) == []


def test_one_may_be_the_person_whose_turn_it_is(client, begun):
    task = begun.tasks.get()
    answer = client.post(reverse("demo_enter", args=["clerk"]), {"task": str(task.pk)}, follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0] == reverse("work_case", args=[begun.pk])
    assert f'id="task-{task.pk}"' in answer.content.decode()


def test_it_can_be_seen_again(client, begun):
    assert client.post(reverse("demo_again"), follow=True).status_code == 200
    assert Case.objects.count() == 2
    newest = Case.objects.order_by("-received_at").first()
    assert story.the_case() == newest


def test_before_the_first_filing_the_button_files(client, people):
    assert "替申请人提交" in client.get(reverse("demo_path")).content.decode()
    client.post(reverse("demo_again"))
    assert Case.objects.count() == 1


def test_from_a_case_the_door_leads_to_whoever_is_to_act_on_it(client, begun):
    """A newcomer who filed something of his own finds whose turn it is, whatever agency that is."""
    client.post(reverse("demo_enter", args=["applicant"]))
    link = f"{reverse('demo_door')}?case={begun.pk}"
    assert f'href="{link}"' in client.get(reverse("portal_case", args=[begun.pk])).content.decode()
    task = re.search(r'name="task" value="([^"]+)"', client.get(link).content.decode())
    answer = client.post(reverse("demo_enter", args=["clerk"]), {"task": task[1]})
    assert answer.url == reverse("work_case", args=[begun.pk])
    for odd in ("", "x", "0" * 32):
        assert client.get(reverse("demo_door"), {"case": odd}).status_code == 200
