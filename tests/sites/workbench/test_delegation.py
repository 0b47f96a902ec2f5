"""Lending one's posts by the form: what is wrong is said, and two presses lend once."""

from datetime import timedelta

import pytest
from django.urls import reverse

from shenpi.apps import timekeeping
from shenpi.apps.organisation.models import Delegation
from tests.support.bad_input import NUL, one_summary

pytestmark = pytest.mark.django_db


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
