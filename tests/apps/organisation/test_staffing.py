"""Who gets a new step: those who hold the post at that moment, known at once when an office changes."""

from datetime import UTC, datetime, timedelta
from time import monotonic

import pytest

from shenpi.apps.organisation import acts, staffing
from shenpi.apps.organisation.models import Office, Person, Post
from shenpi.apps.organisation.roles import Role
from shenpi.apps.timekeeping import at

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def handlers(office: Office, moment: datetime = MONDAY) -> list[str]:
    return [holder.name for holder in staffing.staff({office.pk})[office.pk].of(Role.HANDLER, moment)]


def test_a_change_of_the_office_is_known_at_once(agency):
    """D3-016: a step goes to who holds the post now, not to who held it when it was last asked."""
    assert handlers(agency.land) == ["b_post", "a_post"]
    newcomer = Person.objects.create_user("newcomer", name="newcomer", kind=Person.Kind.STAFF)
    with at(MONDAY):
        acts.appoint(by=None, person=newcomer, office=agency.land, role=Role.HANDLER)
    assert handlers(agency.land) == ["b_post", "a_post", "newcomer"]
    assert handlers(agency.land, MONDAY - timedelta(days=1)) == ["b_post", "a_post"]
    agency.b_post.is_active = False
    agency.b_post.save()
    assert handlers(agency.land) == ["a_post", "newcomer"], "who may not sign in gets no steps"
    agency.land.name = "耕地保护监督股"
    agency.land.save()
    assert staffing.staff({agency.land.pk})[agency.land.pk].name == "耕地保护监督股"


def test_what_another_process_changed_is_known_after_ten_seconds(agency, monkeypatch):
    assert handlers(agency.land) == ["b_post", "a_post"]
    Post.objects.filter(person=agency.b_post).update(valid_until=MONDAY)  # no signal: as if done elsewhere
    assert handlers(agency.land) == ["b_post", "a_post"]
    later = monotonic() + staffing.FRESH + 1
    monkeypatch.setattr(staffing, "monotonic", lambda: later)
    assert handlers(agency.land) == ["a_post"]


def test_an_unknown_office_has_no_staff(agency):
    with pytest.raises(KeyError):
        staffing.staff({0})[0]
