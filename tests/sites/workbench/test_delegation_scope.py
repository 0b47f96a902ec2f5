"""A delegation may lend a part of one's posts; only those who answer for it may end it (D3-022)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from shenpi.apps import timekeeping
from shenpi.apps.organisation import acts
from shenpi.apps.organisation.models import Agency, Delegation, Office, OrganisationEvent, Person, Post
from tests.support import county as counties

pytestmark = pytest.mark.django_db


def administrator(agency, username="admin"):
    office, _new = Office.objects.get_or_create(
        code=f"{agency.code}.it", defaults={"agency": agency, "name": "信息股"}
    )
    person = Person.objects.create(username=username, name=username, kind="staff")
    Post.objects.create(person=person, office=office, role="administrator", valid_from=counties.LONG_AGO)
    return person


@pytest.fixture
def lent(county):
    ends = timekeeping.now() + timedelta(days=3)
    return acts.delegate(by=county["land.h"], delegate=county["farm.h"], ends_at=ends, reason="出差")


def test_narrowed_to_one_role_and_office_by_the_form(at_desk, county):
    Post.objects.create(
        person=county["land.h"],
        office=county.offices["law"],
        role="office_head",
        valid_from=datetime(2020, 1, 1, tzinfo=UTC),
    )
    today = timekeeping.local(timekeeping.now()).date().isoformat()
    page = at_desk("land.h").get(reverse("work_delegations")).content.decode()
    assert 'name="roles"' in page
    assert 'name="offices"' in page
    assert "刘洋 · 耕地保护股</option>" in page  # two may have the same name
    posted = {"delegate": str(county["farm.h"].pk), "begins_on": today, "ends_on": today, "reason": "出差"}
    narrow = {"roles": "handler", "offices": str(county.offices["land"].pk)}
    assert at_desk("land.h").post(reverse("work_delegations"), posted | narrow).status_code == 302
    scope = Delegation.objects.get().scope
    assert scope == {"roles": ["handler"], "offices": [county.offices["land"].pk]}
    assert "承办人、用途管制股" in at_desk("land.h").get(reverse("work_delegations")).content.decode()


@pytest.mark.parametrize("foreign", [{"roles": "leader"}, {"offices": "999999"}])
def test_nobody_lends_what_is_not_his(at_desk, county, foreign):
    today = timekeeping.local(timekeeping.now()).date().isoformat()
    posted = {"delegate": str(county["farm.h"].pk), "begins_on": today, "ends_on": today, "reason": "出差"}
    assert at_desk("land.h").post(reverse("work_delegations"), posted | foreign).status_code == 422
    assert not Delegation.objects.exists()


def test_an_administrator_of_another_agency_cannot_end_it_and_is_recorded(client, lent):
    other = Agency.objects.create(code="other", name="另一机关", full_name="另一机关", short_name="另")
    stranger = administrator(other)
    client.force_login(stranger)
    assert client.post(reverse("work_revoke", args=[lent.pk])).status_code == 403
    event = OrganisationEvent.objects.get(type="delegation.revocation_refused")
    assert (event.actor, event.subject) == (stranger, str(lent.pk))
    page = client.get(reverse("work_delegations")).content.decode()
    assert "王磊 → 刘洋" not in page


def test_the_agency_s_own_administrator_sees_and_ends_it(client, county, lent):
    client.force_login(administrator(county.agency))
    assert "王磊 → 刘洋" in client.get(reverse("work_delegations")).content.decode()
    assert client.post(reverse("work_revoke", args=[lent.pk])).status_code == 302
    assert Delegation.objects.get().revoked_at is not None


def test_the_system_s_administrator_ends_any(client, lent):
    other = Agency.objects.create(code="other", name="另一机关", full_name="另一机关", short_name="另")
    root = administrator(other, "root")
    Person.objects.filter(pk=root.pk).update(is_superuser=True)
    client.force_login(root)
    assert client.post(reverse("work_revoke", args=[lent.pk])).status_code == 302
