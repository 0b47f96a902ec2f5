"""A simulation of a draft: figures for every step, the same for the same seed, refused in words."""

import json

import pytest
from django.urls import reverse

from shenpi.apps.organisation.roles import Role
from shenpi.sites.studio.views.simulating import LINES

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(enter, draft):
    """Post the form."""
    client = enter(Role.DESIGNER)

    def post(accept: str = "text/html", **typed):
        form = {"cases": "30", "per_day": "8", "seed": "1", "setup": "", **typed}
        return client.post(reverse("studio:simulate", args=[draft.pk]), form, headers={"accept": accept})

    return post


def test_each_step_has_its_figures(run):
    first, again = run().context["measures"], run().context["measures"]
    assert first == again
    assert (first["come"], first["over"] + first["open"]) == (30, 30)
    assert {"形式审查", "承办人审查"} <= {step["name"] for step in first["steps"]}
    assert first["assumed"]


def test_more_people_let_nobody_wait_longer(run):
    def waiting(count: int) -> float:
        setup = {"staff": {"acceptor": count}, "steps": {"形式审查": {"takes": "1h"}}}
        steps = run(setup=json.dumps(setup)).context["measures"]["steps"]
        return next(step["waiting"] for step in steps if step["name"] == "形式审查")

    assert waiting(1) > waiting(4)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"cases": "0"}, "cases"),
        ({"cases": "2001"}, "cases"),
        ({"per_day": "viele"}, "per_day"),
        ({"seed": "-1"}, "seed"),
        ({"setup": "["}, "setup"),
        ({"setup": "[]"}, "setup"),
        ({"setup": '{"nonsense": 1}'}, "setup"),
    ],
)
def test_a_setup_that_makes_no_sense_is_told_beside_its_field(run, typed, field):
    answer = run(**typed)
    assert answer.status_code == 422
    assert field in answer.context["faults"]


def test_the_page_is_told_how_far_it_is_and_then_the_figures(run):
    *ways, last = _lines(run(accept=LINES))
    assert [way["over"] for way in ways] == sorted(way["over"] for way in ways)
    assert ways[-1] == {"over": 30, "cases": 30}
    assert last["figures"].strip() in run().content.decode()


def test_what_cannot_go_on_is_said_by_the_form_as_usual(run):
    never = json.dumps({"steps": {"形式审查": {"verdicts": {"correct": 1}}}})
    lines = _lines(run(accept=LINES, setup=never))
    assert all("figures" not in line for line in lines)
    assert run(setup=never).status_code == 422
    assert run(accept=LINES, cases="0").status_code == 422


def _lines(answer):
    return [json.loads(line) for line in answer.getvalue().decode().splitlines()]
