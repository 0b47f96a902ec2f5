"""A penalty in the workbench: opened by staff, decided, nothing typed is lost (D8-015)."""

from datetime import date

import pytest
from django.urls import reverse

from shenpi.apps.casework.models import Case, Task
from tests.support import county as counties
from tests.support.official import on

pytestmark = pytest.mark.django_db


@pytest.fixture
def county():
    county = counties.build(())
    own = {"item_type": "02", "accept": "land", "online": False, "at_window": False}
    county.items |= counties.build_items(county, ("penalty",), fee=False, co=("law",), **own)
    own |= {"item_type": "10", "options": {"offer": {"days": 10}}}
    county.items |= counties.build_items(county, ("offer",), fee=False, co=(), **own)
    return county


TYPED = {
    "applicant_kind": "organisation",
    "applicant_name": "广安市前锋建材有限公司",
    "applicant_id_number": "91110108551385082Q",
    "applicant_address": "前锋大道9号",
    "source": "inspection",
    "found": "巡查发现未取得许可施工。",
    "project": "商业楼",
}


def as_(client, county, who):
    client.force_login(county[who], backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_staff_open_a_case_and_everything_typed_stays(client, county):
    desk = as_(client, county, "land.h")
    listed = desk.get(reverse("work_open_choose"))
    assert "penalty" in listed.content.decode()
    address = reverse("work_open", args=[county.items["penalty"].pk])
    assert desk.get(address).status_code == 200
    wrong = desk.post(address, TYPED | {"applicant_address": "", "source": "", "applicant_id_number": "1"})
    page = wrong.content.decode()
    assert wrong.status_code == 422
    for kept in (
        "广安市前锋建材有限公司",
        "巡查发现未取得许可施工。",
        "商业楼",
        "请选择案件来源",
        "请填写当事人地址",
    ):
        assert kept in page
    case_id = wrong.context["case_id"]
    made = [desk.post(address, TYPED | {"case_id": case_id}) for _press in (1, 2)]
    case = Case.objects.get()
    assert {answer.url for answer in made} == {reverse("work_case", args=[case.pk])}
    page = desk.get(made[0].url).content.decode()
    assert "待立案" in page
    assert "当事人" in page
    assert "申请人要求撤回" not in page


def presser(client, county, case):
    """Return what presses a button of the case page, as somebody."""

    def press(who, act, deed="", **typed):
        task = Task.objects.get(case=case, act=act)
        address = reverse("work_do", args=[case.pk, task.pk, deed or act])
        return as_(client, county, who).post(address, typed)

    return press


def test_an_offer_has_no_party_and_shows_its_listing(client, county):
    """D8-015: the seller is the agency; the reserve price is nowhere on the page."""
    with on(date(2026, 3, 2)):
        address = reverse("work_open", args=[county.items["offer"].pk])
        page = as_(client, county, "land.h").get(address).content.decode()
        assert "批准的出让方案" in page
        assert "applicant_name" not in page
        assert client.post(address, {"found": "", "project": "甲地块"}).status_code == 422
        case_id = client.get(address).context["case_id"]
        client.post(address, {"found": "批复3号", "project": "甲地块", "case_id": case_id})
        case = Case.objects.get()
        press = presser(client, county, case)
        terms = {"start": "1000000", "step": "50000", "deposit": "200000", "reserve": "1234567"}
        days = {"opens_on": "2026-03-30", "closes_on": "2026-04-09"}
        kept = press("land.h", "draft_offer", **terms, **days, place="大厅").content.decode()
        assert 'value="1234567"' in kept
        assert (
            press("land.h", "draft_offer", **terms, **days, place="大厅", decided="同意").status_code == 302
        )
        assert press("leader", "announce_offer").status_code == 302
    with on(date(2026, 3, 30)):
        bidder = {"name": "甲公司", "id_number": "91", "receipt": "川1", "paid_on": "2026-03-29"}
        assert press("land.h", "close_offer", "register_bidder", **bidder).status_code == 302
        low = press("land.h", "close_offer", "record_bid", number="1", amount="999")
        assert low.status_code == 422
        assert "报价不得低于 1,000,000.00 元" in low.content.decode()
        assert press("land.h", "close_offer", "record_bid", number="1", amount="1000000").status_code == 302
        shown = client.get(reverse("work_case", args=[case.pk])).content.decode()
        assert "1号 甲公司" in shown
        assert "不低于 ¥1,050,000.00" in shown
        assert "1234567" not in shown


def test_the_guide_says_that_nobody_applies(client, county):
    """The power is public, and no form of application is offered for it."""
    item = county.items["penalty"].item
    page = client.get(reverse("portal_item", args=[item.code])).content.decode()
    assert "由机关依职权办理，不需要申请" in page
    assert "下载空白申请表" not in page
    assert client.get(reverse("portal_blank_form", args=[item.code])).status_code == 404


def test_only_the_office_that_leads_the_item_opens_it(client, county):
    address = reverse("work_open", args=[county.items["penalty"].pk])
    assert as_(client, county, "clerk").get(address).status_code == 403
    assert as_(client, county, "farm.h").get(address).status_code == 403
    assert "penalty" not in as_(client, county, "farm.h").get(reverse("work_open_choose")).content.decode()


def test_the_forms_of_the_case_page_reach_their_acts(client, county):
    as_(client, county, "land.h").post(reverse("work_open", args=[county.items["penalty"].pk]), TYPED)
    case = Case.objects.get()
    press = presser(client, county, case)
    assert press("leader", "approve_case", verdict="approve").status_code == 302
    found = {"verdict": "punish", "facts": "开工。", "evidence": "笔录。", "violated": "甲", "basis": "乙"}
    lone = press("land.h", "investigate", **found, sorts=["fine", "cease"], fine="60000")
    assert lone.status_code == 422
    page = lone.content.decode()
    assert "执法人员不得少于两人" in page
    assert 'value="60000"' in page
    assert page.count(" checked") >= 3
    both = {"officers": [str(county["farm.h"].pk)], "sorts": ["fine", "cease"], "fine": "60000"}
    assert press("land.h", "investigate", **found, **both).status_code == 302
    assert press("land.head", "review", verdict="agree").status_code == 302
    task = Task.objects.get(case=case, act="tell_penalty")
    shown = as_(client, county, "land.h").get(reverse("work_case", args=[case.pk])).content.decode()
    assert "罚款60,000.00元；责令停产停业" in shown
    assert task.holder == county["land.h"]
    assert press("land.h", "tell_penalty").status_code == 302
    assert press("land.h", "serve", method="window", recipient="李四").status_code == 302
    stated = press("land.h", "await_statement", "record_statement", text="已停工。", claims="on")
    assert stated.status_code == 302
    assert Task.objects.get(case=case).act == "schedule_hearing"
