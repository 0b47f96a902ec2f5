"""The packaged divisions, agencies and the demonstration's organisation."""

import csv
from collections import Counter

import pytest

from shenpi.apps.organisation import acts, packaged
from shenpi.apps.organisation.models import Agency, Office, Person, Post, Region, Window
from shenpi.apps.organisation.queries import holdings
from shenpi.apps.organisation.roles import Role
from shenpi.apps.timekeeping import now

pytestmark = pytest.mark.django_db


def test_divisions_form_one_tree():
    """31 provinces, 342 cities, 2 975 counties, and the 25 townships of 广安区; loading twice changes nothing."""
    acts.load_regions()
    assert acts.load_regions() == Region.objects.count() == 31 + 342 + 2975 + 25
    town = Region.objects.select_related("parent__parent__parent").get(code="511602101000")
    path = [town.name, town.parent.name, town.parent.parent.name, town.parent.parent.parent.name]
    assert path == ["官盛镇", "广安区", "广安市", "四川省"]
    assert not Region.objects.exclude(level=Region.Level.PROVINCE).filter(parent=None).exists()


def test_agencies_are_those_of_the_catalogue(shared_data):
    """34 agencies; every USCC is one of the catalogue's valid ones."""
    with (shared_data / "zwfw-guangan" / "items.csv").open(encoding="utf-8", newline="") as source:
        named = {row["department"] for row in csv.DictReader(source)}
    with (shared_data / "zwfw-guangan" / "uscc.csv").open(encoding="utf-8", newline="") as source:
        valid = {row["uscc"] for row in csv.DictReader(source) if row["valid_gb32100"] == "1"}
    rows = packaged.agencies()
    assert {row["name"] for row in rows} == named
    codes = Counter(row["uscc"] for row in rows)
    assert set(codes) - {""} <= valid
    assert max(codes.values()) == 1, "no two agencies share a code"


def test_the_demonstration_is_complete_and_stable():
    acts.load_regions()
    people = acts.load_organisation()
    before = (Office.objects.count(), Window.objects.count(), Person.objects.count(), Post.objects.count())
    acts.load_organisation()
    assert before == (
        Office.objects.count(),
        Window.objects.count(),
        Person.objects.count(),
        Post.objects.count(),
    )
    assert not any(person.has_usable_password() for person in people.values())
    for office in Office.objects.filter(kind=Office.Kind.BUSINESS, posts__role=Role.HANDLER).distinct():
        roles = Counter(office.posts.values_list("role", flat=True))
        assert (roles[Role.HANDLER], roles[Role.OFFICE_HEAD]) == (2, 1), office
        assert office.posts.filter(role=Role.HANDLER, standby__posts__office=office).count() == 1, "A/B posts"
    assert Agency.objects.filter(offices__posts__role=Role.LEADER).distinct().count() == 7


def test_everybody_invented_can_do_something():
    acts.load_regions()
    for username, person in acts.load_organisation().items():
        assert len(holdings(person, now())) >= 1, username
    every_role = set(Post.objects.values_list("role", flat=True))
    assert every_role == set(Role.values) - {Role.APPLICANT, Role.CASHIER}
