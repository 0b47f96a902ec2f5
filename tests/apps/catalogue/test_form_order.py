"""The fields of a form keep their order on both databases and on the way to another zone."""

import json

import pytest

from shenpi.apps.catalogue.forms import check_schema, fields
from shenpi.apps.catalogue.forms.ordering import ordered, restored
from shenpi.apps.catalogue.message import item_published
from shenpi.apps.catalogue.models import ItemVersion
from tests.support.public_zone import SCHEMA, make_item


def names(schema: dict) -> list[str]:
    return [field["name"] for field in fields(schema)]


def sorted_by_the_way(value: dict) -> dict:
    """Lose the order of keys as jsonb and some JSON libraries do."""
    return json.loads(json.dumps(value, sort_keys=True))


@pytest.mark.django_db
def test_a_stored_form_is_read_in_the_order_in_which_it_was_written():
    kept = ItemVersion.objects.get(pk=make_item().pk).form_schema
    assert names(kept) == ["place", "kind", "area", "opened", "staff", "note"]
    assert list(kept["properties"]["staff"]["items"]["properties"]) == ["name", "number"]
    assert kept == SCHEMA
    assert check_schema(kept) == []


@pytest.mark.django_db
def test_the_order_survives_a_message_and_a_second_storing():
    told = sorted_by_the_way(item_published(make_item())["data"]["version"]["form_schema"])
    assert names(restored(ordered(told))) == names(SCHEMA)


def test_an_order_that_no_longer_fits_is_written_anew():
    stale = {"properties": {"b": {}, "a": {}}, "x-order": ["c"]}
    assert ordered(stale)["x-order"] == ["b", "a"]
