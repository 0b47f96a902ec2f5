"""What an applicant declared of the fee stands ready on the cashier's sheet (D3-054, D3-055)."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from shenpi.apps.casework import acts
from tests.support import county as counties

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("declared", [True, False])
def test_the_cashier_sees_the_declaration_and_finds_its_number_filled_in(declared):
    county = counties.build(("committed",))
    case = county.receive("committed")
    county.accept(case)
    county.examine_all(case)
    county.decide(case)
    acts.notify_payment(case.id, county.task(case, "notify_payment").id, by=county["clerk"])
    if declared:
        moment = datetime(2026, 3, 9, 2, 30, tzinfo=UTC)
        acts.note_declaration(case.id, receipt_number="川财0012345", declared_at=moment)
    window = Client()
    window.force_login(county["clerk"], backend="django.contrib.auth.backends.ModelBackend")
    page = window.get(f"/work/cases/{case.pk}/").content.decode()
    assert ("申请人 2026-03-09 10:30 申报已缴费" in page) is declared
    assert ('value="川财0012345"' in page) is declared
    assert 'name="receipt_number"' in page
