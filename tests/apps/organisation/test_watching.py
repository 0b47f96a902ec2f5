"""What administrators watch: their own agency's people, and nobody else's (issue 4, proof; D6-028)."""

import pytest

from shenpi.apps import timekeeping
from shenpi.apps.organisation import watching
from shenpi.apps.organisation.acts import record
from shenpi.apps.organisation.models import Person, Post
from tests.support import county as counties

pytestmark = pytest.mark.django_db


def test_an_administrator_sees_what_was_noted_of_the_own_agency_s_people():
    """Refused attempts, looks at personal data, printed and taken files; the system's administrator sees all."""
    county, now = counties.build(()), timekeeping.now()
    counties.neighbours(county, {"fire": "区消防大队"})
    for username, office in (("law.head", "law"), ("fire.head", "fire")):
        Post.objects.create(
            person=county[username],
            office=county.offices[office],
            role="administrator",
            valid_from=counties.LONG_AGO,
        )
    for username, kind in (
        ("clerk", watching.REFUSED),
        ("land.h", watching.SHOWN),
        ("fire.h", watching.TAKEN),
    ):
        record(kind, by=county[username], subject="x", at=now)
    record("delegation.given", by=county["clerk"], subject="x", at=now)
    root = Person.objects.create(username="root", name="根", kind="staff", is_superuser=True)

    def seen(by, kind=""):
        return [(each.actor.username, each.type) for each in watching.watched(by, now, kind)]

    ours = [("land.h", watching.SHOWN), ("clerk", watching.REFUSED)]
    assert seen(county["law.head"]) == ours
    assert seen(county["law.head"], watching.REFUSED) == ours[1:]
    assert seen(county["fire.head"]) == [("fire.h", watching.TAKEN)]
    assert seen(county["clerk"]) == []
    assert seen(root) == [("fire.h", watching.TAKEN), *ours]
