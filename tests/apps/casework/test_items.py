"""What casework believes of an item is forgotten when the agency behind it changes."""

import pytest

from shenpi.apps.casework import items
from shenpi.apps.organisation.models import Office
from tests.support import county as counties

pytestmark = pytest.mark.django_db


def test_a_new_leadership_office_and_a_new_name_are_seen_at_once():
    county = counties.build(("committed",))
    version = county.items["committed"].pk
    assert items.facts(version).offices["leader"] == county.offices["chief"].pk
    chief = county.offices["chief"]
    chief.kind = Office.Kind.BUSINESS
    chief.save()
    board = Office.objects.create(agency=county.agency, code="board", name="党组", kind="leadership")
    county.agency.full_name = "广安市广安区自然资源局"
    county.agency.save()
    assert items.facts(version).offices["leader"] == board.pk
    assert items.facts(version).agency_name == "广安市广安区自然资源局"


def test_a_change_in_another_process_is_seen_soon(monkeypatch):
    """No signal arrives here, only time passes."""
    county = counties.build(("committed",))
    version = county.items["committed"].pk
    items.facts(version)
    Office.objects.filter(pk=county.offices["chief"].pk).update(kind=Office.Kind.BUSINESS)
    assert items.facts(version).offices["leader"] == county.offices["chief"].pk
    later = items.monotonic() + items.FRESH + 1
    monkeypatch.setattr(items, "monotonic", lambda: later)
    assert items.facts(version).offices["leader"] == county.items["committed"].lead_office_id
