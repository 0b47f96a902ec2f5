"""Applying by program: the same checks and the same application as in the portal, once per token."""

import json
from base64 import b64encode
from uuid import uuid4

import pytest
from django.test import Client

from shenpi.apps.applications.models import Application, Draft
from shenpi.apps.exchange.models import InboxMessage
from shenpi.apps.organisation.models import Person
from shenpi.sites.common import throttle
from tests.sites.api.conftest import signed_in
from tests.support.public_zone import ANSWERS, make_applicant, make_item, pdf

pytestmark = pytest.mark.django_db


def whole(**changes):
    """A complete application for the item."""
    paper = {"key": "licence", "filename": "营业执照.pdf", "content": b64encode(pdf().read()).decode()}
    return {
        "client_token": str(uuid4()), "item_code": "TEST-1", "form_data": ANSWERS, "materials": [paper], **changes,
    }  # fmt: skip


def file(program: Client, given, **headers):
    body = given if isinstance(given, str | bytes) else json.dumps(given)
    return program.post("/api/applications", data=body, content_type="application/json", headers=headers)


def test_an_application_is_filed_once_however_often_it_is_sent(version, wang):
    """D1-016."""
    program, given = signed_in(wang), whole()
    first, second = file(program, given), file(program, given)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    application = Application.objects.get()
    assert str(application.pk) == first.json()["id"]
    assert (application.channel, application.form_data["place"]) == ("api", ANSWERS["place"])
    assert [row["filename"] for row in application.materials] == ["营业执照.pdf"]
    assert InboxMessage.objects.filter(type="shenpi.application.submitted").count() == 1


def test_it_can_be_followed_without_an_account(version, wang):
    """D10-043; no names."""
    filed = file(signed_in(wang), whole()).json()
    asked = Client().get(f"/api/progress/{filed['number_shown']}", {"code": filed["query_code"]})
    assert asked.status_code == 200
    assert (asked.json()["state"], asked.json()["item"]) == ("submitted", "食品经营许可")
    assert "王芳" not in asked.content.decode()


def test_guessing_is_braked(version, wang):
    filed = file(signed_in(wang), whole()).json()
    path = f"/api/progress/{filed['number']}"
    answers = [Client().get(path, {"code": "AAAA2222"}).status_code for _try in range(throttle.TRIES + 1)]
    assert answers == [404] * throttle.TRIES + [429]
    assert Client().get(path, {"code": filed["query_code"]}).json()["code"] == "too_often"


def test_everything_wrong_is_said_at_once_and_nothing_is_kept(version, wang):
    answer = file(signed_in(wang), whole(form_data={"area": 0, "kind": "moon"}, materials=[]))
    assert answer.status_code == 422
    assert {"place", "area", "kind", "staff", "material-licence"} <= set(answer.json()["fields"])
    assert not Draft.objects.exists()
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"item_code": "NONE"}, 404, "item_unknown"),
        ({"materials": [{"key": "none", "filename": "a.pdf", "content": ""}]}, 404, "material"),
        ({"materials": [{"key": "licence", "filename": "a.pdf", "content": "*"}]}, 422, "not_base64"),
        ({"materials": [{"key": "licence", "filename": "a.pdf", "content": ""}]}, 422, "file_empty"),
        ({"materials": [{"key": "licence", "filename": "a.pdf", "content": "PGI+"}]}, 422, None),
        ({"client_token": "x"}, 422, "misshapen"),
        ({"form_data": {**ANSWERS, "note": "<b>长" * 300}}, 422, "incomplete"),
        ({"form_data": {**ANSWERS, "area": 2**60}}, 422, "incomplete"),
    ],
)
def test_bad_input_is_refused_with_its_code(version, wang, change, status, code):
    answer = file(signed_in(wang), whole(**change))
    assert answer.status_code == status
    assert code in (answer.json()["code"], None)
    assert answer.json()["message_zh"]
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    "body",
    ["{", "[]", '"x"', "[" * 50_000, '{"client_token": NaN}', '{"item_code": "\\u0000"}', '{"item_code": "\\ud800"}',
     b"\xff\xfe", ""],
)  # fmt: skip
def test_what_is_no_json_object_is_refused(version, wang, body):
    answer = file(signed_in(wang), body)
    assert answer.status_code in (400, 422)
    assert set(answer.json()) == {"code", "message_zh", "message_en", "fields"}


def test_too_big_a_body_is_413(version, wang, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    assert file(signed_in(wang), whole(form_data={"note": "长" * 1000})).status_code == 413


def test_a_token_belongs_to_one_person_and_one_item(version, wang):
    make_item("TEST-2", "户口迁移")
    given = whole()
    file(signed_in(wang), given)
    stranger = signed_in(make_applicant("li", name="李雷"))
    for program, changed in ((stranger, given), (signed_in(wang), {**given, "item_code": "TEST-2"})):
        answer = file(program, changed)
        assert (answer.status_code, answer.json()["code"]) == (409, "token_used")
    assert Application.objects.count() == 1


def test_an_item_that_is_not_online_is_refused(wang):
    make_item(online=False)
    assert file(signed_in(wang), whole()).json()["code"] == "not_online"


def test_only_a_signed_in_applicant_with_the_csrf_token_may_file(version, wang):
    clerk = Person.objects.create_user("clerk", kind="staff")
    assert file(Client(), whole()).status_code == 401
    assert file(signed_in(clerk), whole()).json()["code"] == "applicants_only"
    program = signed_in(wang, csrf=True)
    assert file(program, whole()).status_code == 403
    program.get("/accounts/password/change/")
    token = program.cookies["csrftoken"].value
    assert file(program, whole(), **{"X-CSRFToken": token}).status_code == 201
