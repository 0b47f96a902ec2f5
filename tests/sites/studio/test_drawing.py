"""The drawing board's answers: verdicts, saving, files, and where inline styles are allowed."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from shenpi.apps.catalogue import acts
from shenpi.apps.catalogue.models import ProcessDraft
from shenpi.apps.organisation.roles import Role
from shenpi.core.process import read_bpmn, template, template_keys
from shenpi.core.process.scenarios import shipped
from shenpi.core.process.verification import Property
from shenpi.sites.studio import verdicts, vocabulary
from shenpi.sites.studio.blank import blank
from shenpi.sites.workbench.deeds import DEEDS, HANDLING, INTAKE, OFFICIAL, UPON
from tests.sites.studio.conftest import BPMN

pytestmark = pytest.mark.django_db


def post(client, name, draft, **told):
    return client.post(
        reverse(f"studio:{name}", args=[draft.pk]), json.dumps(told), content_type="application/json"
    )


def test_a_clean_diagram_is_told_so_in_words(enter, draft):
    answer = post(enter(Role.DESIGNER), "check", draft, bpmn=BPMN).json()
    assert answer["good"]
    assert {each["verdict"] for each in answer["findings"]} == {"holds"}
    assert all(each["title"] and each["message"] for each in answer["findings"])


def test_a_fault_is_told_with_its_elements_and_a_run_of_ids_of_the_diagram(enter, draft):
    text = blank("pilot", "容缺受理").replace(
        '<sequenceFlow id="examine_formally_to_finished"',
        '<parallelGateway id="join" name="会签"/>'
        '<sequenceFlow id="to_join" sourceRef="examine_formally" targetRef="join"/>'
        '<sequenceFlow id="back" sourceRef="join" targetRef="join"/>'
        '<sequenceFlow id="examine_formally_to_finished"',
    )
    answer = post(enter(Role.DESIGNER), "check", draft, bpmn=text).json()
    stuck = next(each for each in answer["findings"] if each["property"] == "option_to_complete")
    model = read_bpmn(text.encode())
    known = set(model.node) | set(model.flow)
    assert stuck["verdict"] == "violated"
    assert "join" in stuck["elements"]
    assert stuck["run"]
    assert {place for step in stuck["run"] for place in (*step["labels"], *step["tokens"])} <= known


def test_what_has_no_meaning_is_named_with_its_element(enter, draft):
    text = BPMN.replace("timerEventDefinition", "signalEventDefinition")
    answer = post(enter(Role.DESIGNER), "check", draft, bpmn=text).json()
    (finding,) = answer["findings"]
    assert (finding["verdict"], finding["elements"]) == ("violated", ["supplement_overdue"])


@pytest.mark.parametrize("bpmn", ["", "x", "<definitions/>", "<!DOCTYPE x><x/>", "\ud800", 7, None])
def test_nonsense_is_answered_not_served_with_an_error(enter, draft, bpmn):
    for name in ("check", "layout", "example", "save"):
        told = {"bpmn": bpmn, "scenarios": "", "revision": 1}
        assert post(enter(Role.DESIGNER), name, draft, **told).status_code in (200, 409, 422)


def test_scenarios_run_on_the_diagram_as_it_stands_on_the_page(enter, draft):
    client = enter(Role.DESIGNER)
    assert (
        post(client, "scenarios", draft, revision=1, scenarios=shipped("committed").decode()).status_code
        == 200
    )
    assert post(client, "check", draft, bpmn=BPMN).json()["passed"]
    changed = BPMN.replace('name="形式审查"', 'name="初看"')
    answer = post(client, "check", draft, bpmn=changed).json()
    assert not answer["passed"]
    assert any("形式审查" in each["message"] for each in answer["scenarios"])


def test_an_example_walks_the_diagram_and_passes(enter, draft):
    client = enter(Role.DESIGNER)
    for key in ("committed", "parallel"):
        made = post(client, "example", draft, bpmn=template(key).decode(), scenarios="").json()["scenarios"]
        more = post(client, "example", draft, bpmn=template(key).decode(), scenarios=made).json()["scenarios"]
        draft.refresh_from_db()
        post(client, "scenarios", draft, revision=draft.revision, scenarios=more)
        answer = post(client, "check", draft, bpmn=template(key).decode()).json()
        assert [each["passed"] for each in answer["scenarios"]] == [True, True], answer["scenarios"]


def test_scenarios_that_are_no_json_are_not_kept(enter, draft):
    answer = post(enter(Role.DESIGNER), "scenarios", draft, revision=1, scenarios='{"name": }')
    assert answer.status_code == 422
    assert "第 1 行" in answer.json()["message"]


def test_a_stale_page_is_told_who_was_there(enter, draft, people):
    acts.save_process_draft(by=people[Role.DESIGNER], draft_id=draft.pk, revision=1, bpmn=BPMN)
    answer = post(enter(Role.DESIGNER), "save", draft, revision=1, bpmn="<definitions/>")
    assert answer.status_code == 409
    assert people[Role.DESIGNER].name in answer.json()["message"]
    assert ProcessDraft.objects.get().bpmn == BPMN


def test_a_layout_says_the_same_without_anything_over_anything(enter, draft):
    drawn = post(enter(Role.DESIGNER), "layout", draft, bpmn=BPMN).json()["bpmn"]
    assert read_bpmn(drawn.encode()).nodes == read_bpmn(BPMN.encode()).nodes


def test_inline_styles_are_allowed_where_one_draws_and_nowhere_else(enter, draft):
    client = enter(Role.DESIGNER)
    for name, allowed in (("draw", True), ("process", False), ("shelves", False), ("start", False)):
        arguments = {"draw": [draft.pk], "process": [draft.key]}.get(name, [])
        policy = client.get(reverse(f"studio:{name}", args=arguments))["Content-Security-Policy"]
        assert ("'unsafe-inline'" in policy) is allowed, name
        assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]
        assert "unsafe-eval" not in policy


def test_a_file_goes_out_and_comes_in_again(enter, draft):
    client = enter(Role.DESIGNER)
    kept = client.get(reverse("studio:draft_file", args=[draft.pk]))
    assert kept["Content-Disposition"] == 'attachment; filename="pilot.bpmn"'
    upload = SimpleUploadedFile("a.bpmn", kept.content)
    refused = client.post(reverse("studio:start"), {"key": "复制", "name": "复制件", "file": upload})
    (ticket,) = re.findall(r'name="kept" value="([^"]+)"', refused.content.decode())
    client.post(reverse("studio:start"), {"key": "copy", "name": "复制件", "kept": ticket})
    assert ProcessDraft.objects.get(key="copy").bpmn == BPMN


def test_a_file_without_a_drawing_is_drawn_and_nonsense_is_refused(enter, people):
    client = enter(Role.DESIGNER)
    bare = BPMN[: BPMN.index("<bpmndi:BPMNDiagram")] + "</definitions>"
    for key, text, status in (("bare", bare, 302), ("no", "not xml", 422), ("bomb", "<!DOCTYPE a><a/>", 422)):
        upload = SimpleUploadedFile("a.bpmn", text.encode())
        answer = client.post(reverse("studio:start"), {"key": key, "name": "导入", "file": upload})
        assert answer.status_code == status
    assert read_bpmn(ProcessDraft.objects.get().bpmn.encode()).diagrams


def test_a_blank_process_is_proved(enter, draft):
    answer = post(enter(Role.DESIGNER), "check", draft, bpmn=blank("pilot", '容缺"受理<&>')).json()
    assert answer["good"], answer["findings"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('shenpi:act="examine"', "", "没有办理动作"),
        ('shenpi:act="examine"', 'shenpi:act="decide"', "没有“decide”的权限"),
        ('shenpi:act="examine"', 'shenpi:act="dance"', "谁也不能办理"),
    ],
)
def test_a_step_that_nobody_could_carry_out_is_told(enter, draft, old, new, words):
    """The handler may not decide (D3-016); an act that the house does not know is nobody's."""
    answer = post(enter(Role.DESIGNER), "check", draft, bpmn=BPMN.replace(old, new)).json()
    (finding,) = [each for each in answer["findings"] if each["property"] == "handled"]
    assert (finding["verdict"], finding["elements"]) == ("violated", ["handle"])
    assert words in finding["message"]


@pytest.mark.parametrize("key", template_keys())
def test_every_shipped_process_is_proved_and_can_be_carried_out(enter, draft, key):
    answer = post(enter(Role.DESIGNER), "check", draft, bpmn=template(key).decode()).json()
    assert answer["good"], [each for each in answer["findings"] if each["verdict"] != "holds"]


def test_every_property_has_a_name_for_people():
    assert [asked for asked in Property if verdicts.title(asked) == asked] == []


def test_the_acts_offered_are_those_that_the_workbench_can_do():
    offered, drawn = {key for key, _label in vocabulary.acts()}, {*DEEDS, *UPON, *OFFICIAL}
    hearing = {"schedule_hearing", "hold_hearing"}  # of a penalty, drawn; of a licence, beside
    assert drawn <= offered <= drawn | {*HANDLING, *INTAKE} | hearing, "the rest belongs to proceedings"
