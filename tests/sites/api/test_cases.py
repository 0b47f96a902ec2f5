"""The work list and the course for programs of the staff; rights as on the pages, personal data masked."""

from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.test import Client

from shenpi.apps.catalogue.models import Item
from shenpi.apps.organisation.models import Person
from shenpi.sites.api import cases
from tests.sites.api.conftest import signed_in
from tests.support import county as counties

pytestmark = pytest.mark.django_db
APPLICANT = {"kind": "person", "name": "欧阳修竹", "id_number": "11010519491231002X", "phone": "13812345678"}


@pytest.fixture
def county():
    return counties.build(("committed",))


def test_the_work_list_in_parts(county):
    cases = [county.receive("committed") for _each in range(3)]
    program = signed_in(county["clerk"])
    first = program.get("/api/tasks", {"limit": 2}).json()
    assert [task["act"] for task in first["tasks"]] == ["examine_formally"] * 2
    asked = {"limit": 2, "after_id": first["next_id"], "after_due_at": first["next_due_at"]}
    rest = program.get("/api/tasks", asked).json()
    assert rest["next_id"] is None
    listed = [task["case_id"] for task in [*first["tasks"], *rest["tasks"]]]
    assert sorted(listed) == sorted(str(case.pk) for case in cases)
    assert program.get("/api/tasks", {"light": "red"}).json()["tasks"] == []
    assert signed_in(county["land.h"]).get("/api/tasks").json()["tasks"] == []


def test_a_case_and_its_course_without_personal_data(county):
    """D3-017, D6-028."""
    case = county.receive("committed", applicant=APPLICANT)
    county.accept(case)
    answer = signed_in(county["leader"]).get(f"/api/cases/{case.pk}")
    told = answer.json()
    assert (told["number"], told["state"], told["item_code"]) == (case.number, "accepted", "test-committed")
    assert [event["type"] for event in told["course"]] == ["case.received", "case.accepted"]
    assert told["course"][1]["actor"] == "周敏"
    assert [step["act"] for step in told["open_steps"]] == ["examine"]
    assert told["applicant"]["name"] == "欧**竹"
    text = answer.content.decode()
    for secret in ("欧阳修竹", APPLICANT["id_number"], APPLICANT["phone"]):
        assert secret not in text
        assert secret.encode("unicode-escape").decode() not in text
    assert "no-store" in answer["Cache-Control"]


def test_who_may_read(county):
    """D1-021: a private item's case only its own agency; never applicants or strangers."""
    case = county.receive("committed")
    path = f"/api/cases/{case.pk}"
    assert Client().get(path).status_code == 401
    assert signed_in(Person.objects.create_user("x", kind="applicant")).get(path).status_code == 403
    assert signed_in(Person.objects.create_user("y", kind="staff")).get(path).json()["code"] == "wrong_role"
    assert signed_in(county["clerk"]).get(path.replace("0", "1")).status_code == 404
    Item.objects.update(is_private=True)
    assert signed_in(county["clerk"]).get(path).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=101",
        "light=blue",
        "after_id=x",
        "after_due_at=x",
        "after_due_at=0001-01-01T00:00:00%2B23:45",
        "after_due_at=2026-01-01T00:00:00",
    ],
)
def test_wrong_questions_name_the_parameter(county, query):
    answer = signed_in(county["clerk"]).get(f"/api/tasks?{query}")
    assert answer.status_code == 422
    assert list(answer.json()["fields"]) == [f"query.{query.split('=')[0]}"]


def test_a_course_lists_what_an_act_issued_and_not_what_it_names():
    """A posting names papers by their ids alone."""
    paper = {"id": uuid4(), "kind": "grant_decision", "number": "", "sealed": True}
    for given, told in (([paper], [paper]), ([str(paper["id"])], [])):
        said = {
            "seq": 1,
            "type": "x",
            "at": datetime(2026, 3, 2, tzinfo=UTC),
            "actor_name": "",
            "capacity": "self",
        }
        event = SimpleNamespace(**said, payload={"documents": given})
        assert cases.Event(**cases._event(event)).model_dump()["documents"] == told


def test_a_strange_offset_is_a_moment_like_any_other(county):
    """PostgreSQL would refuse it; schemathesis found that."""
    case = county.receive("committed")
    query = {"after_due_at": "2020-06-24T12:28:52-18:38", "after_id": str(case.pk)}
    assert len(signed_in(county["clerk"]).get("/api/tasks", query).json()["tasks"]) == 1
    page = signed_in(county["clerk"]).get("/work/", {"after": f"2020-06-24T12:28:52-18:38~{case.pk}"})
    assert page.status_code == 200
    assert str(case.pk) in page.content.decode()
    page = signed_in(county["clerk"]).get("/work/", {"after": f"0001-01-01T00:00:00+23:45~{case.pk}"})
    assert page.status_code == 200
