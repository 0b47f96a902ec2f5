"""The same process as a term, edited, and drawn again; what has no counterpart says why."""

import json

import pytest
from django.urls import reverse

from shenpi.apps.organisation.roles import Role
from shenpi.core.process import read_bpmn, template
from shenpi.sites.studio.blank import blank

pytestmark = pytest.mark.django_db
BLANK = blank("pilot", "容缺受理")


@pytest.fixture
def ask(enter, draft):
    """Post to the drawing board."""
    client = enter(Role.DESIGNER)

    def post(name, **told):
        address = reverse(f"studio:{name}", args=[draft.pk])
        return client.post(address, json.dumps(told), content_type="application/json")

    return post


@pytest.mark.parametrize("given", [BLANK, template("parallel").decode()])
def test_there_and_back_is_the_same_diagram(ask, given):
    """With offices side by side, too: their copies are one activity again."""
    term = ask("to_term", bpmn=given).json()["term"]
    assert "UserTask_examine_formally" in term
    drawn = ask("to_diagram", term=term, bpmn=given).json()["bpmn"]
    assert read_bpmn(drawn.encode()) == read_bpmn(given.encode())


def test_a_step_added_in_the_term_is_added_to_the_diagram(ask):
    term = ask("to_term", bpmn=BLANK).json()["term"]
    parts = {
        "EndEvent_finished(examine_formally_to_finished))": "UserTask_review(examine_formally_to_finished,last)"
        " | EndEvent_finished(last))",
        ",examine_formally_to_finished)(": ",examine_formally_to_finished,last)(",
        "agent EndEvent_finished(examine_formally_to_finished) = "
        "examine_formally_to_finished.EndEvent_finished(examine_formally_to_finished)": "agent EndEvent_finished(last)"
        " = last.EndEvent_finished(last)\nagent UserTask_review(a,b) = a.'step_review.('b.0 | UserTask_review(a,b))",
    }
    for old, new in parts.items():
        assert old in term, term
        term = term.replace(old, new)
    answer = ask("to_diagram", term=term, bpmn=BLANK)
    assert answer.status_code == 200, answer.json()
    model = read_bpmn(answer.json()["bpmn"].encode())
    assert {"review", "examine_formally"} <= set(model.node)
    assert model.node["examine_formally"].duties.role == "acceptor"
    assert model.diagrams


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("to_term", {"bpmn": BLANK.replace("</endEvent>", "<errorEventDefinition/></endEvent>")}),
        ("to_term", {"bpmn": "<definitions/>"}),
        ("to_diagram", {"bpmn": BLANK, "term": "agent Main = ((("}),
        ("to_diagram", {"bpmn": BLANK, "term": "agent P(a) = a.0"}),
        ("to_diagram", {"bpmn": BLANK, "term": "(" * 100_000}),
        ("to_diagram", {"bpmn": BLANK, "term": "x" * 200_001}),
        ("to_diagram", {"bpmn": BLANK, "term": 7}),
        ("to_diagram", {"bpmn": BLANK}),
    ],
)
def test_what_cannot_be_turned_says_why(ask, name, told):
    answer = ask(name, **told)
    assert answer.status_code == 422
    assert answer.json()["message"]
