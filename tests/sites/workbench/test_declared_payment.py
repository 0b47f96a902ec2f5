"""What an applicant declared of the fee stands ready on the cashier's sheet (D3-054, D3-055)."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from shenpi.apps.casework import acts
from tests.support import county as counties

pytestmark = pytest.mark.django_db


@pytest.fixture
def county_with_fee():
    """A county, a case whose fee was asked for, and the browser of the window."""
    county = counties.build(("committed",))
    case = county.receive("committed")
    county.accept(case)
    county.examine_all(case)
    county.decide(case)
    acts.notify_payment(case.id, county.task(case, "notify_payment").id, by=county["clerk"])
    window = Client()
    window.force_login(county["clerk"], backend="django.contrib.auth.backends.ModelBackend")
    return county, case, window


@pytest.mark.parametrize("declared", [True, False])
def test_the_cashier_sees_the_declaration_and_finds_its_number_filled_in(county_with_fee, declared):
    _county, case, window = county_with_fee
    if declared:
        moment = datetime(2026, 3, 9, 2, 30, tzinfo=UTC)
        acts.note_declaration(case.id, receipt_number="川财0012345", declared_at=moment)
    page = window.get(f"/work/cases/{case.pk}/").content.decode()
    assert ("申请人 2026-03-09 10:30 申报已缴费" in page) is declared
    assert ('value="川财0012345"' in page) is declared
    assert 'name="receipt_number"' in page


def test_the_cashier_rejects_what_cannot_be_found(county_with_fee):
    """The applicant is told, and the sheet asks for a payment again."""
    county, case, window = county_with_fee
    acts.note_declaration(case.id, receipt_number="川财9", declared_at=datetime(2026, 3, 9, tzinfo=UTC))
    task = county.task(case, "record_payment")
    address = f"/work/cases/{case.pk}/tasks/{task.pk}/reject_declaration/"
    assert "申报的缴费未核实" in window.get(f"/work/cases/{case.pk}/").content.decode()
    assert window.post(address, {"reason": ""}).status_code == 422
    assert window.post(address, {"reason": "没有这张票据。"}).status_code == 302
    page = window.get(f"/work/cases/{case.pk}/").content.decode()
    assert "缴费申报未核实" in page
    assert "reject_declaration" not in page
