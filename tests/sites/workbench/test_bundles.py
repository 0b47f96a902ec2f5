"""The window takes a bundle in on one sheet, and follows it (一件事; issue 4, kinds of case; D3-026, D1-009)."""

import re

import pytest
from django.urls import reverse

from shenpi.apps.applications import queries as applications
from shenpi.apps.casework.models import Case
from shenpi.apps.catalogue import queries as catalogue
from shenpi.apps.documents.models import Document
from shenpi.apps.exchange import pumping
from shenpi.apps.organisation.models import Agency, Office, Person, Post
from tests.support import county as counties

pytestmark = pytest.mark.django_db
APPLICANT = {
    "applicant_kind": "person",
    "applicant_name": "李四",
    "applicant_id_number": "11010519491231002X",
    "applicant_phone": "13800000000",
}
SHEET = {"project": "厂房扩建", "have-plan": "on", "form-plan": "copy", "copies-plan": "3"}


@pytest.fixture
def sheet(county) -> str:
    return reverse("work_receive_bundle", args=[counties.bundle("parallel", "committed").pk])


def text(answer) -> str:
    return answer.content.decode()


def test_the_clerk_takes_both_in_once(at_desk, county, sheet):
    """One sheet, two cases: shared paper and answer in both, one query code on both vouchers, one page for all."""
    window = at_desk("clerk")
    assert sheet in text(window.get(reverse("work_choose")))
    shown = text(window.get(sheet))
    token = re.search(r'name="case_id" value="([^"]+)"', shown)[1]
    wrong = window.post(sheet, {**SHEET, "case_id": token})
    assert wrong.status_code == 422
    assert 'value="厂房扩建"' in text(wrong)
    assert not Case.objects.exists()
    posted = {**APPLICANT, **SHEET, "case_id": token, "arrived_on": ""}
    page = window.post(sheet, posted).url
    assert window.post(sheet, posted).url == page, "a second press makes no more cases"
    cases = list(Case.objects.order_by("id"))
    assert [case.process.key for case in cases] == ["parallel", "committed"]
    for case in cases:
        assert (case.form, case.applicant["name"], case.channel) == (
            {"project": "厂房扩建"},
            "李四",
            "window",
        )
        plan = case.materials.get()
        assert (plan.key, plan.name, plan.form, plan.copies) == ("plan", "平面图", "copy", 3)
    notes = {found.data["note"] for found in Document.objects.filter(kind="receipt_voucher")}
    assert len(notes) == 1, "one query code for all"
    note = notes.pop()
    assert "一件事编号" in note
    pumping.settle()
    code = re.search(r"查询码 (\w+)", note)[1]
    told = applications.bundle_by_query_code(cases[0].bundled.number, code)
    assert [each.bundle_name for each in told] == ["建设用地一件事"] * 2, (
        "the public zone knows them by messages"
    )
    shown = text(window.get(page))
    assert "办理中" in shown
    assert "打印全部接件凭证" in shown
    assert page in text(window.get(reverse("work_case", args=[cases[0].pk])))
    number = cases[0].bundled.number
    assert window.get(reverse("work_cases"), {"q": f"{number[:6]}-{number[6:12]}-{number[12]}"}).url == page
    again = window.post(sheet, {"earlier": "1", "applicant_id_number": "11010519491231002X"})
    like = re.search(r'href="(\?like=[^"]+)"', text(again))[1]
    copied = text(window.get(sheet + like))
    assert 'value="厂房扩建"' in copied
    assert 'value="李四"' in copied


def test_only_a_window_that_serves_all_items_takes_it_in(at_desk, county, sheet):
    """D3-001: each item at the window of its own agency; all or nothing."""
    agency = Agency.objects.create(code="B", name="乙局", full_name="乙局", short_name="乙")
    other = Office.objects.create(agency=agency, code="b.window", name="窗口", kind="window")
    counties.revised(county, "committed", accept_office_id=other.pk)
    assert catalogue.receivable_bundles({county.offices["window"].pk}) == []
    assert at_desk("clerk").get(sheet).status_code == 403
    assert at_desk("clerk").post(sheet, APPLICANT | SHEET).status_code == 403
    clerk = Person.objects.create(username="b", name="乙", kind="staff")
    for office in (other, county.offices["window"]):
        Post.objects.create(person=clerk, office=office, role="acceptor", valid_from=counties.LONG_AGO)
    county.people["b"] = clerk
    assert at_desk("b").post(sheet, APPLICANT | SHEET).status_code == 302
    assert Case.objects.count() == 2
    assert at_desk("b").get(reverse("work_bundle", args=["1"])).status_code == 404
