"""Receipt by the item's options at the desk: every form that a person sees for it, and what it brings about."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, replay
from shenpi.apps.casework.models import Case, CaseMaterial, PaperFile
from shenpi.sites.demo.online import blank_page
from tests.sites.workbench.test_receiving import filing
from tests.support import county as counties

pytestmark = pytest.mark.django_db
PAPER = [acts.HandedIn("application", "申请表", "original"), acts.HandedIn("plan", "平面图", "copy", 2)]


@pytest.fixture
def county() -> counties.County:
    return counties.build(("committed",))


def revised(county, plan=None, **options):
    rows = [
        row | ((plan or {}) if row["key"] == "plan" else {}) for row in county.items["committed"].materials
    ]
    return counties.revised(county, "committed", materials=rows, options=options)


def receive(client, county, **changes):
    return client.post(
        reverse("work_receive", args=[county.items["committed"].pk]), filing(**changes), follow=True
    )


def page(client, case):
    return client.get(reverse("work_case", args=[case.pk])).content.decode()


def begin(client, case, key, **posted):
    return client.post(reverse("work_begin", args=[case.pk, key]), posted, follow=True)


def test_entered_on_a_later_day_asks_why_and_is_marked(at_desk, county):
    """D10-027: the clerk states when the paper came; the mark is on the case page and in the lists."""
    client = at_desk("clerk")
    before = (timekeeping.local(timekeeping.now()) - timedelta(days=1)).date().isoformat()
    asked = receive(client, county, arrived_on=before)
    assert asked.status_code == 422
    assert 'href="#receive-late_reason"' in asked.content.decode()
    done = receive(client, county, arrived_on=before, late_reason="网络中断")
    assert "未当日录入" in done.content.decode()
    assert "未当日录入" in client.get(reverse("work_tray")).content.decode()
    case = Case.objects.get()
    assert "当日录入" in client.get(reverse("work_due", args=[case.pk])).content.decode()


def test_nobody_types_what_an_earlier_case_says(at_desk, county):
    """D1-009: by the applicant's number; only cases whose content the clerk may read."""
    client = at_desk("clerk")
    receive(client, county)
    earlier = Case.objects.get()
    address = reverse("work_receive", args=[county.items["committed"].pk])
    found = client.post(address, filing(earlier="1", applicant_name="")).content.decode()
    assert f"?like={earlier.pk}" in found
    assert Case.objects.count() == 1
    copied = client.get(address, {"like": str(earlier.pk)}).content.decode()
    assert 'value="广安市前锋建材有限公司"' in copied
    assert "厂房扩建" in copied
    nothing = client.post(address, filing(earlier="1", applicant_id_number="1")).content.decode()
    assert "没有找到" in nothing


def test_what_the_agency_has_is_not_handed_in_again(at_desk, county):
    """D1-009: the clerk looks at the scan of an earlier case and takes it over; only the same applicant's."""
    client = at_desk("clerk")
    receive(client, county, **{"file-plan": SimpleUploadedFile("plan.pdf", blank_page(), "application/pdf")})
    known = CaseMaterial.objects.get(key="plan")
    address = reverse("work_receive", args=[county.items["committed"].pk]) + f"?like={known.case_id}"
    shown = client.get(address).content.decode()
    assert 'name="reuse-plan"' in shown
    assert reverse("work_material", args=[known.case_id, known.pk]) in shown
    for number, expected in (("91511602MA6XXXXX0X", 0), (filing()["applicant_id_number"], 1)):
        said = filing(applicant_id_number=number, **{"reuse-plan": "on"})
        client.post(address, {key: value for key, value in said.items() if key != "have-plan"})
        taken = CaseMaterial.objects.filter(form="on_file", sha256=known.sha256)
        assert taken.count() == expected
    assert "沿用已存材料" in page(client, taken.get().case)
    assert replay.differences(taken.get().case) == []


def test_an_agent_brings_an_authorisation(at_desk, county):
    """D2-015: the record names both and holds the authorisation."""
    client = at_desk("clerk")
    asked = receive(client, county, applicant_agent="王五")
    assert 'href="#receive-have-authorisation"' in asked.content.decode()
    receive(client, county, applicant_agent="王五", **{"have-authorisation": "on"})
    case = Case.objects.get()
    assert (case.applicant["name"], case.applicant["agent"]) == ("广安市前锋建材有限公司", "王五")
    assert CaseMaterial.objects.filter(case=case, key="authorisation", name="授权委托书").exists()


def test_an_item_of_an_external_system_is_not_received_by_hand(at_desk, county):
    """D1-007: the system is named; D3-003: an exemption shows who granted it."""
    revised(county, external_system="全省婚姻登记系统")
    refused = receive(at_desk("clerk"), county)
    assert refused.status_code == 409
    assert "全省婚姻登记系统" in refused.content.decode()
    revised(county, exemption={"authority": "省政府", "basis": "川府函〔2009〕1号"})
    shown = at_desk("clerk").get(reverse("work_receive", args=[county.items["committed"].pk]))
    assert "经省政府批准" in shown.content.decode()


def test_paper_is_scanned_for_the_offices(at_desk, county, do):
    """D3-037, D10-028: on the window's list with its own limit; a scan or a reason for each material."""
    case = county.receive("committed", materials=PAPER)
    county.accept(case)
    client = at_desk("clerk")
    assert "扫描导入" in client.get(reverse("work_tray")).content.decode()
    first, second = acts.unscanned(case.pk)
    refused = do(client, case, "import_filing", "import_filing")
    assert refused.status_code == 422
    assert str(first.pk) in refused.content.decode()
    scan = SimpleUploadedFile("申请表.pdf", blank_page())
    do(
        client,
        case,
        "import_filing",
        "import_filing",
        **{f"file-{first.pk}": scan, f"reason-{second.pk}": "A0 幅面"},
    )
    assert len(acts.unscanned(case.pk)) == 1
    assert "现由 <strong>周敏</strong> 保管" in page(client, case)


def test_the_paper_file_goes_from_desk_to_desk(at_desk, county):
    """D10-028, D10-033: handed over by one, taken by the other, seen by all."""
    revised(county, circulation="paper")
    case = county.receive("committed", materials=PAPER)
    client = at_desk("clerk")
    assert begin(client, case, "hand_over_paper").status_code == 422
    begin(client, case, "hand_over_paper", receiver=county["land.h"].pk, note="一册三十页")
    assert "等待接收确认" in page(client, case)
    client = at_desk("land.h")
    assert "等您接收的纸质案卷" in client.get(reverse("work_tray")).content.decode()
    begin(client, case, "decline_paper", reason="缺一页")
    assert PaperFile.objects.get(pk=case.pk).holder == county["clerk"]
    begin(at_desk("clerk"), case, "hand_over_paper", receiver=county["land.h"].pk)
    begin(at_desk("land.h"), case, "take_paper")
    assert "现由 <strong>王磊</strong> 保管" in page(client, case)
    assert begin(at_desk("farm.h"), case, "take_paper").status_code == 409


def test_originals_are_called_for_and_checked(at_desk, county):
    """D10-041."""
    case = county.receive("committed")
    plan = CaseMaterial.objects.get(case=case, key="plan")
    client = at_desk("clerk")
    assert begin(client, case, "call_for_originals", place="3号窗口").status_code == 422
    called = begin(client, case, "call_for_originals", place="3号窗口", materials=[str(plan.pk)])
    assert "核验原件通知书" in called.content.decode()
    begin(client, case, "check_originals", **{f"checked-{plan.pk}": "same"})
    assert "与原件一致" in page(client, case)


def test_accepted_with_a_gap_and_filled_at_the_window(at_desk, county, do):
    """容缺受理: offered only where the item lets a material follow."""
    case = county.receive("committed", materials=PAPER[:1])
    client = at_desk("clerk")
    assert "容缺受理" not in page(client, case)
    revised(county, {"may_follow": True}, circulation="paper")
    case = county.receive("committed", materials=PAPER[:1])
    refused = do(client, case, "examine_formally", "accept_with_gap", missing="plan")
    assert refused.status_code == 422
    do(client, case, "examine_formally", "accept_with_gap", missing="plan", promised="yes")
    assert "等待补交容缺材料" in page(client, case)
    do(client, case, "await_gap", "fill_gap", **{"have-plan": "on", "form-plan": "copy", "copies-plan": "2"})
    assert "容缺补交" in page(client, case)


def test_a_commitment_is_checked_at_the_handler_s_desk(at_desk, county, do):
    """告知承诺: chosen at the window, its letter printed, checked after completion."""
    revised(county, {"commitment": "平面图应与现场一致。"}, circulation="paper")
    client = at_desk("clerk")
    receive(client, county, **{"have-plan": "on", "form-plan": "commitment", "copies-plan": "1"})
    case = Case.objects.get()
    assert "打印告知承诺书" in client.get(reverse("work_case", args=[case.pk]) + "?since=1").content.decode()
    county.accept(case)
    county.examine_all(case)
    county.decide(case)
    for act, said in (("notify_payment", {}), ("record_payment", {"receipt_number": "1"})):
        getattr(acts, act)(case.pk, county.task(case, act).pk, by=county["clerk"], **said)
    county.finish(case)
    client = at_desk("land.h")
    assert "平面图" in page(client, case)
    refused = do(client, case, "check_commitment", "check_commitment", verdict="broken")
    assert refused.status_code == 422
    do(client, case, "check_commitment", "check_commitment", verdict="kept", text="属实")
    assert "承诺属实" in page(client, case)


def test_a_case_from_before_is_entered_and_marked(at_desk, county):
    """D1-008: its source and its own times on the case page, a mark in the list."""
    client = at_desk("clerk")
    address = reverse("work_enter_past", args=[county.items["committed"].pk])
    assert client.get(address).status_code == 200
    posted = filing(
        source="省厅审批系统", source_number="SC-17", reason="系统切换前办理", ended="refused",
        received_at="2025-11-03", accepted_at="2025-11-04", decided_at="2025-11-20",
    )  # fmt: skip
    refused = client.post(address, posted)
    assert refused.status_code == 422
    assert 'href="#past-completed_at"' in refused.content.decode()
    shown = client.post(address, posted | {"completed_at": "2025-11-21"}, follow=True).content.decode()
    assert "省厅审批系统" in shown
    assert "2025年11月20日" in shown
    assert '<span class="tag">补录</span>' in client.get(reverse("work_cases")).content.decode()
    assert at_desk("land.h").get(address).status_code == 403
