"""Several items in one filing (一件事; issue 4, kinds of case): how a bundle is made of its items, and published."""

from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from shenpi.apps.catalogue import acts, projection, queries
from shenpi.apps.catalogue.bundles import Standing, composed, standing
from shenpi.apps.catalogue.message import bundle_published
from shenpi.apps.catalogue.models import Bundle, BundleVersion, Item
from shenpi.apps.errors import Invalid, NotAllowed, Refusal
from shenpi.core import contracts
from tests.support import county as counties

pytestmark = pytest.mark.django_db
ITEMS = [
    {"alias": "one", "code": "test-parallel", "label": "一"},
    {"alias": "two", "code": "test-committed", "label": "二"},
]


@pytest.fixture
def county():
    county = counties.build()
    asked = county.items["committed"].form_schema
    more = {
        "area": {"type": "integer", "title": "面积"},
        "sure": {"type": "boolean", "const": True, "title": "属实"},
    }
    schema = {**asked, "properties": {**asked["properties"], **more}, "required": ["area", "sure"]}
    counties.revised(county, "committed", form_schema=schema)
    return county


def test_what_is_shared_is_asked_once_and_each_item_gets_its_own(county):
    """Shared first, then each item's own under its name; every item judges its own answers by its own form."""
    filed_for = composed(counties.bundle("parallel", "committed"))
    asked = filed_for.form_schema["properties"]
    assert list(asked) == ["project", "committed_area", "committed_sure"]
    assert [row["key"] for row in filed_for.materials] == [
        "plan",
        "parallel_application",
        "committed_application",
    ]
    assert filed_for.materials[0]["name"] == "总平面图"
    assert filed_for.materials[0]["of"] == ["parallel", "committed"]
    assert list(filed_for.faults({"project": "扩建", "committed_area": "宽"})) == [
        "committed_area",
        "committed_sure",
    ]
    said = {"project": "扩建", "committed_area": 3, "committed_sure": True}
    assert filed_for.faults(said) == {}
    assert [part.cleaned(said) for part in filed_for.parts] == [
        {"project": "扩建"},
        {"project": "扩建", "area": 3, "sure": True},
    ]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"items": ITEMS[:1]}, "items"),
        ({"items": [ITEMS[0], {**ITEMS[1], "alias": "one"}]}, "items"),
        ({"answers": {"project": {"of": {"one": "project"}}}}, "answers.project"),
        ({"answers": {"project": {"of": {"one": "project", "two": "gone"}}}}, "answers.project"),
        ({"answers": {"project": {"of": {"one": "project", "two": "area"}}}}, "answers.project"),
        ({"materials": {"plan": {"of": {"one": "plan", "three": "plan"}}}}, "materials.plan"),
    ],
)
def test_a_bundle_that_does_not_fit_its_items_is_not_published(county, changes, place):
    shared = {"answers": {}, "materials": {}, "items": ITEMS}
    with pytest.raises(Invalid) as refusal:
        counties.bundle(**(shared | changes))
    assert list(refusal.value.fields) == [place]
    assert not BundleVersion.objects.exists()


def test_it_needs_published_items_and_the_right_to_publish(county):
    """As for items (D5-004): who may not publish is refused; an item that is gone closes the bundle."""
    with pytest.raises(NotAllowed):
        acts.publish_bundle({}, by=county["clerk"])
    bundle = counties.bundle("parallel", "committed")
    Item.objects.filter(code="test-parallel").update(current=None)
    with pytest.raises(Refusal, match="bundle_closed"):
        composed(bundle)
    assert queries.receivable_bundles({county.offices["window"].pk}) == []


def test_a_published_version_stays_and_the_next_one_counts(county):
    first = counties.bundle("parallel", "committed")
    assert counties.bundle("parallel", "committed") == first, "the same definition is the same version"
    second = counties.bundle("parallel", "committed", name="建设一件事")
    assert (second.number, queries.bundle("build"), Bundle.objects.get().name) == (2, second, "建设一件事")
    kept = BundleVersion.objects.filter(pk=first.pk)
    for change in (lambda: kept.update(summary="x"), kept.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_another_zone_takes_it_in_by_its_message(county):
    """The public zone on its own machine has its catalogue by messages alone; twice or late does no harm."""
    bundle = counties.bundle("parallel", "committed")
    told = bundle_published(bundle)
    contracts.validate(told)
    projection.on_bundle_published(told)
    for number in (5, 5, 3):
        data = {**told["data"], "number": number, "name": f"第{number}版"}
        projection.on_bundle_published({**told, "subject": str(UUID(int=number)), "data": data})
    found = queries.bundle("build")
    assert (found.number, found.bundle.name) == (5, "第5版")
    assert queries.bundle_told("build", 3).items == bundle.items
    assert BundleVersion.objects.count() == 3


@pytest.mark.parametrize(
    ("ended", "expected"),
    [([False, False], Standing.OPEN), ([True, False], Standing.PARTLY), ([True, True], Standing.DONE)],
)
def test_how_far_a_bundle_has_come_follows_from_its_cases(ended, expected):
    assert standing(ended) == expected
