"""The catalogue for programs: found by two characters, told whole."""

import pytest
from django.test import Client

from shenpi.apps import timekeeping
from shenpi.apps.catalogue.elements import Element
from shenpi.apps.catalogue.models import Item
from tests.support.public_zone import MATERIALS, SCHEMA, make_item

pytestmark = pytest.mark.django_db
anybody = Client()


def test_items_are_found_by_two_characters(version):
    make_item("TEST-2", "户口迁移", online=False)
    found = anybody.get("/api/items", {"q": "食品"}).json()
    assert found == {
        "items": [
            {
                "code": "TEST-1", "name": "食品经营许可", "item_type": "01",
                "agency": {"code": "sjj", "name": "区市场监管局"}, "online": True,
            }
        ],
        "page": 1, "count": 1, "more": False,
    }  # fmt: skip
    assert anybody.get("/api/items").json()["count"] == 2


def test_pages_follow_each_other(version):
    for place in range(2, 24):
        make_item(f"TEST-{place}", f"食品备案{place}", form_schema={}, materials=[])
    first, second = (anybody.get("/api/items", {"page": page}).json() for page in (1, 2))
    assert (len(first["items"]), first["more"], first["count"]) == (20, True, 23)
    assert (len(second["items"]), second["more"]) == (3, False)


def test_an_item_tells_everything_that_an_application_needs(version):
    told = anybody.get("/api/items/TEST-1").json()
    assert [element["key"] for element in told["guide"]] == [element.value for element in Element]
    assert told["form_schema"] == SCHEMA
    assert list(told["form_schema"]["properties"]) == list(SCHEMA["properties"]), "in the form's order"
    assert told["materials"] == MATERIALS
    assert told["promised_limit"] == {"amount": 8, "unit": "working_days"}
    assert (told["fee"], told["version"], told["version_id"]) == ({"due": False}, 1, str(version.pk))


def test_secret_and_unknown_items_are_not_there(version):
    """D10-057."""
    assert anybody.get("/api/items/NONE").json()["code"] == "item_unknown"
    Item.objects.update(secret_since=timekeeping.now(), current=None)
    assert anybody.get("/api/items/TEST-1").status_code == 404
    assert anybody.get("/api/items").json()["count"] == 0


@pytest.mark.parametrize("query", ["page=0", "page=x", "page=99999999999999999999", "q=" + "长" * 61])
def test_wrong_questions_name_the_parameter(version, query):
    answer = anybody.get(f"/api/items?{query}")
    assert answer.status_code == 422
    assert list(answer.json()["fields"]) == [f"query.{query.split('=')[0]}"]


def test_a_nul_in_the_address_is_answered_as_json(version):
    answer = anybody.get("/api/items?q=%00")
    assert (answer.status_code, answer.json()["code"]) == (400, "nul_in_address")
