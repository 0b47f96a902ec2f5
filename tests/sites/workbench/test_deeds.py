"""Every deed against bad input: a message beside the field and in the summary, nothing typed lost, no 500."""

from datetime import timedelta

import pytest
from django.urls import reverse

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, queries
from shenpi.apps.casework.models import Case, Task
from shenpi.apps.organisation import acts as organisation
from shenpi.apps.organisation.models import OrganisationEvent
from shenpi.sites.workbench import deeds
from tests.support.bad_input import EMOJI, HTML, LONG, NUL, RARE, one_summary

pytestmark = pytest.mark.django_db


DESKS = {"examine": "land.h", "review": "land.head", "decide": "leader"}
TEXTS = [
    ("examine_formally", "request_correction", "fault-plan"),
    ("examine_formally", "request_correction", "fault-form"),
    ("examine_formally", "refuse_acceptance", "reason"),
    ("examine_formally", "refuse_acceptance", "basis"),
    ("examine", "examine", "text"),
    ("examine", "examine", "reason"),
    ("examine", "examine", "basis"),
    ("review", "review", "text"),
    ("review", "send_back", "reason"),
    ("decide", "decide", "text"),
    ("record_payment", "record_payment", "receipt_number"),
    ("serve", "serve", "recipient"),
]


def post(at_desk, case, act, deed, posted):
    tasks = Task.objects.filter(case=case, act=act)
    task = tasks.filter(office__code="land").first() or tasks.get()
    address = reverse("work_do", args=[case.id, task.id, deed])
    return at_desk(DESKS.get(act, "clerk")).post(address, posted), task


def signed(case, element):
    return [opinion for opinion in queries.opinions(case) if opinion.element == element]


@pytest.mark.parametrize(("act", "deed", "name"), TEXTS, ids=["-".join(each[1:]) for each in TEXTS])
@pytest.mark.parametrize("bad", [LONG, NUL], ids=["long", "nul"])
def test_text_that_cannot_be_kept_is_refused_beside_its_field(at_desk, staged, act, deed, name, bad):
    case = staged(act)
    whole = {"verdict": "agree", "method": "window", "reason": "理由充分的一句话", "way": "send_back"}
    page, task = post(at_desk, case, act, deed, {**whole, name: bad})
    assert page.status_code == 422
    text = page.content.decode()
    assert one_summary(text)
    anchor = f"{deed}-{task.id}-{name}"
    assert f'href="#{anchor}"' in text
    assert f'aria-describedby="{anchor}-error"' in text
    assert bad.strip()[:1900].replace("\x00", "") in text.replace("\x00", "")
    assert Task.objects.filter(pk=task.pk).exists()


@pytest.mark.parametrize("act", sorted(deeds.DEEDS.keys() - {"joint_review"}))
@pytest.mark.parametrize(
    "posted", [{}, {"verdict": "maybe", "method": "pigeon", "lead": "x", "co": ["-1", "9" * 30, "٣"]}]
)
def test_nothing_or_nonsense_never_breaks_a_deed(at_desk, staged, act, posted):
    """Missing fields and wrong types: done where the act needs none of them, else said what is missing."""
    case = staged(act)
    for deed in deeds.of(case, Task.objects.filter(case=case, act=act)[0]):
        if not Task.objects.filter(case=case, act=act).exists():
            break
        page, _task = post(at_desk, case, act, deed.key, posted)
        assert page.status_code in (302, 422), deed.key
        if page.status_code == 422:
            assert one_summary(page.content.decode())


@pytest.mark.parametrize("good", [RARE, EMOJI, HTML], ids=["rare", "emoji", "html"])
def test_rare_characters_emoji_and_html_are_kept_as_typed(at_desk, staged, good):
    case = staged("examine")
    page, _task = post(at_desk, case, "examine", "examine", {"verdict": "agree", "text": good})
    assert page.status_code == 302
    assert signed(case, "handle")[0].text == good
    shown = at_desk("land.h").get(reverse("work_case", args=[case.id])).content.decode()
    assert HTML not in shown


def test_every_fault_of_a_form_is_said_at_once(at_desk, staged):
    case = staged("examine")
    page, _task = post(at_desk, case, "examine", "examine", {"text": LONG, "reason": LONG, "basis": NUL})
    assert page.content.decode().count("error-words") == 3


def test_a_stale_page_keeps_what_was_typed(at_desk, county, staged):
    """Somebody else acted first: 409, the news, and the sentence to copy."""
    case = staged("examine")
    task = county.task(case, "examine", "land")
    acts.examine(case.id, task.id, by=county["land.h"], verdict="agree")
    address = reverse("work_do", args=[case.id, task.id, "examine"])
    page = at_desk("land.h").post(address, {"verdict": "agree", "text": "写了很久的一段意见𠮷"})
    text = page.content.decode()
    assert page.status_code == 409
    assert "已经由他人办理或已结束" in text
    assert "写了很久的一段意见𠮷" in text
    assert len(signed(case, "handle")) == 1


def test_a_delegation_that_ended_while_somebody_typed_costs_no_words(at_desk, county, staged):
    """D3-022: it ends with the delegate's next act, which is refused; the sentence is there to be copied."""
    case = staged("examine")
    end = timekeeping.now() + timedelta(days=3)
    lent = organisation.delegate(by=county["land.h"], delegate=county["farm.h"], ends_at=end, reason="出差")
    address = reverse("work_do", args=[case.id, county.task(case, "examine", "land").id, "examine"])
    organisation.revoke_delegation(by=county["land.h"], delegation=lent)
    page = at_desk("farm.h").post(address, {"verdict": "agree", "text": "写了很久的一段意见"})
    assert page.status_code == 403
    assert "没有办理这一环节的权限" in page.content.decode()
    assert "写了很久的一段意见" in page.content.decode()
    assert not signed(case, "handle")


def test_an_attempt_without_the_right_is_refused_and_recorded(at_desk, county, staged):
    """Issue 4: who tried what and when stays on record, not what was typed; looking at a page is no attempt."""
    case = staged("examine")
    address = reverse("work_do", args=[case.id, county.task(case, "examine", "land").id, "examine"])
    assert at_desk("farm.h").post(address, {"verdict": "agree", "text": "越权的意见"}).status_code == 403
    assert at_desk("farm.h").post(reverse("work_withdraw", args=[case.id])).status_code == 403
    assert at_desk("farm.h").get(reverse("work_case", args=[case.id])).status_code == 200
    tried = OrganisationEvent.objects.filter(type="attempt.refused", actor=county["farm.h"])
    assert [event.subject for event in tried] == [str(case.id)] * 2
    assert tried[0].payload == {"address": address, "code": "no_authority"}


def test_a_second_press_of_a_deed_is_a_stale_page(at_desk, county, staged):
    case = staged("examine")
    address = reverse("work_do", args=[case.id, county.task(case, "examine", "land").id, "examine"])
    client = at_desk("land.h")
    assert client.post(address, {"verdict": "agree"}).status_code == 302
    assert client.post(address, {"verdict": "agree"}).status_code == 409
    assert len(signed(case, "handle")) == 1


def test_the_address_of_a_refused_form_opens_the_case_again(at_desk, county, staged):
    """Back button, or Enter in the address line."""
    case = staged("examine")
    task = county.task(case, "examine", "land")
    for address in (
        reverse("work_do", args=[case.id, task.id, "examine"]),
        reverse("work_withdraw", args=[case.id]),
        reverse("work_reveal", args=[case.id]),
    ):
        answer = at_desk("land.h").get(address)
        assert (answer.status_code, answer["Location"]) == (302, reverse("work_case", args=[case.id]))


def test_a_deed_that_the_step_does_not_know_is_not_found(at_desk, county, staged):
    case = staged("examine")
    task = county.task(case, "examine", "land")
    assert at_desk("land.h").post(reverse("work_do", args=[case.id, task.id, "abdicate"])).status_code == 404
    assert at_desk("land.h").post(reverse("work_do", args=[case.id, task.id, "decide"])).status_code == 404


def test_a_second_correction_is_not_even_offered(at_desk, county, staged):
    """行政许可法 art. 32.4: once."""
    case = staged("await_supplement")
    acts.supplement(case.id, by=county["clerk"], materials=[acts.HandedIn("plan", "平面图")])
    page = at_desk("clerk").get(reverse("work_case", args=[case.id])).content.decode()
    assert "refuse_acceptance" in page
    assert "request_correction" not in page


def test_a_withdrawal_with_too_long_a_reason_keeps_it(at_desk, staged):
    case = staged("examine")
    page = at_desk("clerk").post(reverse("work_withdraw", args=[case.id]), {"reason": LONG})
    assert page.status_code == 422
    assert LONG in page.content.decode()
    assert 'href="#withdraw-reason"' in page.content.decode()
    assert Case.objects.get(pk=case.pk).state == "accepted"


def test_a_withdrawal_after_the_decision_costs_no_words(at_desk, staged):
    case = staged("issue")
    page = at_desk("clerk").post(reverse("work_withdraw", args=[case.id]), {"reason": f"项目调整{RARE}"})
    assert page.status_code == 409
    assert f"项目调整{RARE}" in page.content.decode()
