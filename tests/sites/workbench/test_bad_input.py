"""Whatever is posted: a message beside the field and in the summary, nothing typed lost, no case twice, no 500."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts
from shenpi.apps.casework.models import Case, CaseMaterial, Opinion, Task
from shenpi.apps.organisation.acts import revoke_delegation
from shenpi.apps.organisation.models import Agency, Delegation, Office, Person, Post
from shenpi.sites.demo.online import blank_page
from shenpi.sites.workbench import deeds
from tests.support.county import LONG_AGO

pytestmark = pytest.mark.django_db

LONG, NUL, RARE, EMOJI, HTML = "长" * 2001, "看\x00过", "田𠮷", "同意👍🏽", "<img src=x onerror=alert(1)>"


@pytest.fixture
def staged(county):
    """Bring a case to where a task of `act` is open."""

    def bring(act):
        case = county.receive()
        if act == "await_supplement":
            acts.request_correction(
                case.id,
                county.task(case, "examine_formally").id,
                by=county["clerk"],
                faults={"plan": "缺签名"},
            )
        elif act == "dispatch":
            ticked = {"in_jurisdiction": True, "complete": True, "legal_form": True}
            acts.accept(case.id, county.task(case, "examine_formally").id, by=county["clerk"], **ticked)
        elif act != "examine_formally":
            county.accept(case)
            if act == "review":
                task = county.task(case, "examine", "land")
                acts.examine(case.id, task.id, by=county["land.h"], verdict="agree")
            elif act != "examine":
                county.examine_all(case)
            if act in ("notify_payment", "record_payment", "issue", "serve", "publish"):
                county.decide(case)
            if act in ("record_payment", "issue", "serve", "publish"):
                acts.notify_payment(case.id, county.task(case, "notify_payment").id, by=county["clerk"])
            if act in ("issue", "serve", "publish"):
                task = county.task(case, "record_payment")
                acts.record_payment(case.id, task.id, by=county["clerk"], receipt_number="1")
            if act in ("serve", "publish"):
                acts.issue(case.id, county.task(case, "issue").id, by=county["clerk"])
            if act == "publish":
                task = county.task(case, "serve")
                acts.serve(case.id, task.id, by=county["clerk"], method="window", recipient="李四")
        return case

    return bring


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


def one_summary(text):
    """Whether the page's error summary takes the focus."""
    return text.count("data-focus") == 1 and 'class="error-summary"' in text


@pytest.mark.parametrize(("act", "deed", "name"), TEXTS, ids=["-".join(each[1:]) for each in TEXTS])
@pytest.mark.parametrize("bad", [LONG, NUL], ids=["long", "nul"])
def test_text_that_cannot_be_kept_is_refused_beside_its_field(at_desk, staged, act, deed, name, bad):
    case = staged(act)
    whole = {"verdict": "agree", "method": "window", "reason": "理由充分的一句话"}
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
    for deed in deeds.DEEDS[act]:
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
    assert Opinion.objects.get(case=case, element="handle").text == good
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
    assert Opinion.objects.filter(case=case, element="handle").count() == 1


def test_a_delegation_that_ended_while_somebody_typed_costs_no_words(at_desk, county, staged):
    """D3-022: it ends with the delegate's next act, which is refused; the sentence is there to be copied."""
    case = staged("examine")
    lend(at_desk, county)
    acts_of_land = reverse("work_do", args=[case.id, county.task(case, "examine", "land").id, "examine"])
    revoke_delegation(by=county["land.h"], delegation=Delegation.objects.get())
    page = at_desk("farm.h").post(acts_of_land, {"verdict": "agree", "text": "写了很久的一段意见"})
    assert page.status_code == 403
    assert "没有办理这一环节的权限" in page.content.decode()
    assert "写了很久的一段意见" in page.content.decode()
    assert not Opinion.objects.filter(case=case, element="handle").exists()


def test_a_second_press_of_a_deed_is_a_stale_page(at_desk, county, staged):
    case = staged("examine")
    address = reverse("work_do", args=[case.id, county.task(case, "examine", "land").id, "examine"])
    client = at_desk("land.h")
    assert client.post(address, {"verdict": "agree"}).status_code == 302
    assert client.post(address, {"verdict": "agree"}).status_code == 409
    assert Opinion.objects.filter(case=case, element="handle").count() == 1


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


# Receiving at the window


def filing(**changes):
    return {
        "applicant_kind": "organisation",
        "applicant_name": "广安市前锋建材有限公司",
        "applicant_id_number": "11511300008778693M",
        "applicant_phone": "0826-2222222",
        "project": "厂房扩建",
        "have-application": "on",
        "copies-application": "3",
        "form-application": "copy",
        **changes,
    }


def receive(at_desk, county, posted):
    return at_desk("clerk").post(reverse("work_receive", args=[county.items["parallel"].pk]), posted)


@pytest.mark.parametrize(
    ("changes", "anchor"),
    [
        ({"applicant_name": ""}, "receive-applicant_name"),
        ({"applicant_name": "长" * 101}, "receive-applicant_name"),
        ({"applicant_name": NUL}, "receive-applicant_name"),
        ({"applicant_id_number": ""}, "receive-applicant_id_number"),
        ({"applicant_id_number": "1' OR 1=1"}, "receive-applicant_id_number"),
        ({"applicant_kind": "person"}, "receive-applicant_id_number"),
        ({"applicant_phone": "打这个电话"}, "receive-applicant_phone"),
        ({"applicant_agent": "长" * 61}, "receive-applicant_agent"),
        ({"project": "长" * 61}, "field-project"),
        ({"project": NUL}, "field-project"),
        ({"copies-application": "多份"}, "receive-copies-application"),
        ({"copies-application": "-1"}, "receive-copies-application"),
        ({"copies-application": "0"}, "receive-copies-application"),
        ({"copies-application": "1e9"}, "receive-copies-application"),
        ({"copies-application": "9" * 400}, "receive-copies-application"),
        ({"copies-application": "٣"}, "receive-copies-application"),
    ],
)
def test_a_bad_filing_comes_back_whole(at_desk, county, changes, anchor):
    page = receive(at_desk, county, filing(**changes))
    text = page.content.decode()
    assert page.status_code == 422
    assert one_summary(text)
    assert f'href="#{anchor}"' in text
    assert f'id="{anchor}"' in text
    assert f"{anchor}-error" in text
    for name, value in filing(**changes).items():
        if name not in changes and not name.startswith(("applicant_kind", "have-", "form-")):
            assert f'value="{value}"' in text, name
    assert 'name="have-application" id="receive-have-application" checked' in text
    assert Case.objects.count() == 0


def test_all_faults_of_a_filing_are_said_at_once(at_desk, county):
    page = receive(at_desk, county, {"project": NUL, "have-plan": "on", "copies-plan": "x"}).content.decode()
    for anchor in (
        "receive-applicant_name",
        "receive-applicant_id_number",
        "field-project",
        "receive-copies-plan",
    ):
        assert f'href="#{anchor}"' in page


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("假.pdf", b"MZ\x90\x00 not a pdf at all", "不能接收这种文件"),
        ("空.pdf", b"", "0 字节"),
        ("网页.html", b"<!doctype html><script>alert(1)</script>", "不能接收这种文件"),
        ("图.png", blank_page(), "扩展名"),
        ("半截.pdf", blank_page()[:60], ""),
        ("大.pdf", b"%PDF-1.7\n" + b"0" * (20 * 1024 * 1024), "20 MB"),
        ("长" * 300 + ".pdf", blank_page(), ""),
    ],
    ids=["exe", "empty", "html", "extension", "torn", "large", "name"],
)
def test_a_bad_file_is_refused_beside_its_material(at_desk, county, name, content, words):
    posted = filing(**{"file-plan": SimpleUploadedFile(name, content, "application/pdf")})
    page = receive(at_desk, county, posted)
    text = page.content.decode()
    if page.status_code == 302:  # Django itself shortens an over-long name
        assert len(CaseMaterial.objects.get(key="plan").filename) <= 200
        return
    assert page.status_code == 422
    assert 'href="#receive-file-plan"' in text
    assert words in text
    assert "只有扫描件须重新选择" in text
    assert "广安市前锋建材有限公司" in text
    assert Case.objects.count() == 0


def test_two_presses_make_one_case_and_the_second_says_so(at_desk, county):
    client = at_desk("clerk")
    address = reverse("work_receive", args=[county.items["parallel"].pk])
    posted = filing(case_id=client.get(address).context["case_id"])
    client.post(address, posted)
    again = client.post(address, {**posted, "applicant_name": "改了名字的公司"}, follow=True)
    assert Case.objects.count() == 1
    assert "没有重复登记" in again.content.decode()
    assert "改了名字的公司" not in again.content.decode()


def test_two_presses_at_the_same_moment_make_one_case_too(at_desk, county, monkeypatch):
    """Both have looked for the case before either has made it."""
    client = at_desk("clerk")
    address = reverse("work_receive", args=[county.items["parallel"].pk])
    posted = filing(case_id=client.get(address).context["case_id"])
    client.post(address, posted)
    answers = iter([False, True])
    monkeypatch.setattr("shenpi.apps.casework.queries.exists", lambda case_id: next(answers))
    again = client.post(address, posted)
    assert again.status_code == 302
    assert Case.objects.count() == 1


def test_nobody_chooses_the_identifier_of_a_case(at_desk, county):
    """A forged one could take the place of a filing that is still on its way from the public zone."""
    forged = "018f0000-0000-7000-8000-000000000001"
    for case_id in (forged, f"{forged}:signature", "", "x" * 5000):
        assert receive(at_desk, county, filing(case_id=case_id)).status_code == 302
    assert Case.objects.count() == 4
    assert not Case.objects.filter(pk=forged).exists()


def test_a_window_that_does_not_serve_the_item_is_told_before_anything_is_typed(client, county):
    agency = Agency.objects.create(code="2", name="区民政局", full_name="区民政局", short_name="民政")
    window = Office.objects.create(agency=agency, code="civil.window", name="民政窗口", kind="window")
    clerk = Person.objects.create(username="other.clerk", name="何苗", kind="staff")
    Post.objects.create(person=clerk, office=window, role="acceptor", valid_from=LONG_AGO)
    client.force_login(clerk)
    page = client.get(reverse("work_receive", args=[county.items["parallel"].pk]))
    assert page.status_code == 403
    assert "本窗口不受理这个事项" in page.content.decode()
    assert "没有找到" in client.get(reverse("work_choose")).content.decode()


# Delegation


def lend(at_desk, county, **changes):
    today = timekeeping.local(timekeeping.now()).date()
    posted = {
        "delegate": str(county["farm.h"].pk),
        "begins_on": today.isoformat(),
        "ends_on": (today + timedelta(days=5)).isoformat(),
        "reason": "出差",
        **changes,
    }
    return at_desk("land.h").post(reverse("work_delegations"), posted)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("delegate", ""),
        ("delegate", "x"),
        ("delegate", "018f0000-0000-7000-8000-000000000001"),
        ("begins_on", ""),
        ("begins_on", "23/11/2026"),
        ("begins_on", "0001-01-01"),
        ("begins_on", "2020-01-01"),
        ("ends_on", "9999-12-31"),
        ("ends_on", "2026-02-30"),
        ("ends_on", "2020-01-01"),
        ("reason", ""),
        ("reason", "长" * 201),
        ("reason", NUL),
    ],
)
def test_a_bad_delegation_comes_back_with_its_message(at_desk, county, name, value):
    page = lend(at_desk, county, **{name: value})
    text = page.content.decode()
    assert page.status_code == 422
    assert one_summary(text)
    assert f'href="#delegation-{name}"' in text
    assert f'id="delegation-{name}-error"' in text
    if name != "reason":
        assert 'value="出差"' in text
    assert not Delegation.objects.exists()


def test_two_presses_lend_once(at_desk, county):
    assert lend(at_desk, county).status_code == 302
    assert lend(at_desk, county).status_code == 302
    assert Delegation.objects.count() == 1


def test_the_window_s_power_cannot_be_lent_to_an_office(at_desk, county):
    """D3-001, D3-004: said beside the person chosen."""
    today = timekeeping.local(timekeeping.now()).date().isoformat()
    posted = {"delegate": str(county["farm.h"].pk), "begins_on": today, "ends_on": today, "reason": "出差"}
    page = at_desk("clerk").post(reverse("work_delegations"), posted)
    assert page.status_code == 422
    assert "受理权限只能授给窗口受理人员" in page.content.decode()
    assert 'id="delegation-delegate-error"' in page.content.decode()


def test_taking_back_twice_and_what_is_not_mine(at_desk, county):
    lend(at_desk, county)
    address = reverse("work_revoke", args=[Delegation.objects.get().pk])
    assert at_desk("law.h").post(address).status_code == 403
    assert at_desk("land.h").post(address).status_code == 302
    assert at_desk("land.h").post(address).status_code == 409
    foreign = reverse("work_revoke", args=["018f0000-0000-7000-8000-000000000001"])
    assert at_desk("land.h").post(foreign).status_code == 404


@pytest.mark.parametrize(
    "words", ["%", "_", "'", '"', "\\", RARE, EMOJI, HTML, "长" * 5000, "261123-100042-7"]
)
def test_any_words_may_be_searched(at_desk, county, words):
    county.receive()
    for name in ("work_cases", "work_choose"):
        page = at_desk("clerk").get(reverse(name), {"q": words})
        assert page.status_code == 200
        assert HTML not in page.content.decode()
