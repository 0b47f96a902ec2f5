"""The workbench by its pages: every step of the main job done through forms, and what happens to bad input."""

import pytest
from django.urls import reverse

from shenpi.apps.casework import queries
from shenpi.apps.casework.models import Case

pytestmark = pytest.mark.django_db


def test_the_tray_shows_what_to_do_and_by_when(at_desk, county):
    case = county.receive()
    page = at_desk("clerk").get(reverse("work_tray"))
    assert page.status_code == 200
    assert case.applicant["name"] in page.content.decode()
    assert "还剩" in page.content.decode()


def test_an_empty_tray_says_what_will_appear(at_desk):
    assert "没有待办" in at_desk("leader").get(reverse("work_tray")).content.decode()


def test_the_whole_job_by_forms(at_desk, county, do):
    """D3-026 to D3-062 through the browser's forms, each step by its own person."""
    case = county.receive()
    ticked = {"in_jurisdiction": "on", "complete": "on", "legal_form": "on"}
    assert do(at_desk("clerk"), case, "examine_formally", "accept", **ticked).status_code == 302
    offices = {code: office.id for code, office in county.offices.items()}
    chosen = {"lead": offices["land"], "co": [offices["farm"], offices["law"]]}
    assert do(at_desk("clerk"), case, "dispatch", "dispatch", **chosen).status_code == 302
    for code in ("land", "farm", "law"):
        signed = {"verdict": "agree", "text": "符合条件。"}
        assert do(at_desk(f"{code}.h"), case, "examine", "examine", code, **signed).status_code == 302
        assert do(at_desk(f"{code}.head"), case, "review", "review", code, **signed).status_code == 302
    assert do(at_desk("leader"), case, "decide", "decide", verdict="grant").status_code == 302
    clerk = at_desk("clerk")
    assert do(clerk, case, "notify_payment", "notify_payment").status_code == 302
    assert do(clerk, case, "record_payment", "record_payment", receipt_number="川财001").status_code == 302
    assert do(clerk, case, "issue", "issue").status_code == 302
    assert do(clerk, case, "serve", "serve", method="window", recipient="李四").status_code == 302
    assert do(clerk, case, "publish", "publish").status_code == 302
    assert Case.objects.get(pk=case.pk).state == "completed"
    page = clerk.get(reverse("work_case", args=[case.id])).content.decode()
    assert "准予许可" in page
    assert "郑国华" in page


def test_what_was_typed_is_not_lost(at_desk, county, do):
    """D3-044: a disagreement without basis comes back with its message and every word typed."""
    case = county.receive()
    county.accept(case)
    page = do(
        at_desk("land.h"),
        case,
        "examine",
        "examine",
        "land",
        verdict="disagree",
        reason="不符合规划，理由很长𠮷",
    )
    assert page.status_code == 422
    text = page.content.decode()
    assert "不符合规划，理由很长𠮷" in text
    assert "请写明法律依据" in text
    assert "handle" not in {opinion.element for opinion in queries.opinions(case)}


@pytest.mark.parametrize("bad", ["看\x00过", "长" * 3000])
def test_bad_text_is_refused_beside_its_field(at_desk, county, bad, do):
    case = county.receive()
    county.accept(case)
    page = do(at_desk("land.h"), case, "examine", "examine", "land", verdict="agree", text=bad)
    assert page.status_code == 422


def test_html_is_shown_as_text(at_desk, county, do):
    case = county.receive()
    county.accept(case)
    do(
        at_desk("land.h"),
        case,
        "examine",
        "examine",
        "land",
        verdict="agree",
        text="<script>alert(1)</script>",
    )
    page = at_desk("land.h").get(reverse("work_case", args=[case.id])).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_stale_page_says_that_somebody_was_first(at_desk, county):
    case = county.receive()
    task = county.task(case, "examine_formally")
    county.accept(case)
    page = at_desk("clerk").post(reverse("work_do", args=[case.id, task.id, "accept"]), {})
    assert page.status_code == 409


def test_a_stranger_to_the_step_is_refused(at_desk, county, do):
    case = county.receive()
    county.accept(case)
    assert do(at_desk("farm.h"), case, "examine", "examine", "land", verdict="agree").status_code == 403


def test_receiving_at_the_window(at_desk, county):
    """D3-026, D10-029: tick the materials, get a number and a voucher; a second press finds the same case."""
    client = at_desk("clerk")
    url = reverse("work_receive", args=[county.items["parallel"].pk])
    page = client.get(url)
    posted = {
        "case_id": page.context["case_id"],
        "applicant_kind": "organisation",
        "applicant_name": "广安市前锋建材有限公司",
        "applicant_id_number": "11511300008778693M",
        "applicant_phone": "13800000000",
        "have-application": "on",
        "copies-application": "1",
        "have-plan": "on",
        "copies-plan": "2",
    }
    assert client.post(url, posted).status_code == 302
    assert client.post(url, posted).status_code == 302
    case = Case.objects.get()
    assert [m.copies for m in case.materials.order_by("key")] == [1, 2]


def test_receiving_with_a_wrong_credit_code_keeps_the_input(at_desk, county):
    url = reverse("work_receive", args=[county.items["parallel"].pk])
    page = at_desk("clerk").post(
        url,
        {
            "applicant_kind": "organisation",
            "applicant_name": "某公司",
            "applicant_id_number": "91350100M000100Y4Z",
        },
    )
    assert page.status_code == 422
    assert "91350100M000100Y4Z" in page.content.decode()
    assert Case.objects.count() == 0


def test_every_due_date_explains_itself(at_desk, county):
    case = county.receive()
    county.accept(case)
    page = at_desk("clerk").get(reverse("work_due", args=[case.id])).content.decode()
    assert "承诺时限" in page
    assert "当日不计" in page
    assert "第 15 日" in page


def test_delegation_brings_the_tray_along(at_desk, county, do):
    """D3-022 to D3-025: tasks already in the tray, the marker in the opinion."""
    from datetime import timedelta

    from shenpi.apps import timekeeping

    case = county.receive()
    county.accept(case)
    today = timekeeping.local(timekeeping.now()).date()
    posted = {
        "delegate": str(county["farm.h"].pk),
        "begins_on": today.isoformat(),
        "ends_on": (today + timedelta(days=5)).isoformat(),
        "reason": "出差",
    }
    assert at_desk("land.h").post(reverse("work_delegations"), posted).status_code == 302
    page = at_desk("farm.h").get(reverse("work_tray")).content.decode()
    assert page.count(case.applicant["name"]) == 2
    assert do(at_desk("farm.h"), case, "examine", "examine", "land", verdict="agree").status_code == 302
    [opinion] = [each for each in queries.opinions(case) if each.element == "handle"]
    assert (opinion.person_name, opinion.capacity, opinion.on_behalf_of) == ("刘洋", "授权", "王磊")


def test_the_process_is_shown_as_diagram_and_table(at_desk, county):
    """D1-029."""
    process = county.items["parallel"].process
    page = at_desk("clerk").get(reverse("work_process", args=[process.pk])).content.decode()
    assert "形式审查" in page
    assert "data-diagram" in page


def test_searching_cases(at_desk, county):
    case = county.receive()
    client = at_desk("leader")
    for words in (case.number, "前锋", "建设"):
        assert case.applicant["name"] in client.get(reverse("work_cases"), {"q": words}).content.decode()
    assert "没有找到办件" in client.get(reverse("work_cases"), {"q": "没有这个"}).content.decode()


def test_personal_data_is_masked_until_somebody_asks(at_desk, county):
    """D6-028: masked by default; who looked is recorded."""
    from shenpi.apps.organisation.models import OrganisationEvent

    case = county.receive()
    client = at_desk("clerk")
    assert "13800000000" not in client.get(reverse("work_case", args=[case.id])).content.decode()
    assert "13800000000" in client.post(reverse("work_reveal", args=[case.id])).content.decode()
    assert OrganisationEvent.objects.filter(type="personal_data.shown", subject=str(case.id)).exists()
