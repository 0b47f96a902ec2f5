"""The API's frame: a description that tells of wrong input, and no page that fetches from elsewhere."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from ninja import Schema
from ninja.testing import TestClient

from shenpi.apps.errors import Invalid, NotFound, Stale
from shenpi.sites.api.api import Api, refused


@pytest.mark.django_db
def test_the_description_is_served_and_the_exchange_is_not_part_of_it(client: Client) -> None:
    assert reverse("exchange_messages") == "/api/exchange/messages"
    described = client.get(reverse("api:openapi-json")).json()
    assert described["info"]["title"] == "Shenpi"
    assert not [path for path in described["paths"] if "exchange" in path]
    assert "schemas" in described["components"]


@pytest.mark.django_db
def test_the_page_for_people_needs_no_script_and_names_every_operation(client: Client) -> None:
    described = client.get(reverse("api:openapi-json")).json()
    page = client.get("/api/docs").content.decode()
    main = page.split("<main")[1].split("</main>")[0]
    assert "<script" not in main
    assert "https://" not in page
    for path, operations in described["paths"].items():
        for method in operations:
            assert f"{method.upper()} {path}" in main
    assert "client_token" in main


def test_every_operation_says_what_it_answers_to_wrong_input() -> None:
    frame = Api(title="frame", urls_namespace="frame", docs_url=None)

    class Given(Schema):
        number: int

    @frame.get("/asked")
    def asked(request, word: str) -> str:
        return word

    @frame.post("/given")
    def given(request, given: Given) -> int:
        return given.number

    @frame.get("/plain")
    def plain(request) -> str:
        return ""

    paths = frame.get_openapi_schema(path_prefix="")["paths"]
    answers = {path: set(next(iter(operations.values()))["responses"]) for path, operations in paths.items()}
    assert answers == {"/asked": {200, 400, 422}, "/given": {200, 400, 413, 422}, "/plain": {200}}


@pytest.mark.parametrize(
    ("refusal", "status", "told"),
    [
        (
            Stale("closed", "已由他人办理"),
            409,
            {"code": "closed", "message_zh": "已由他人办理", "message_en": "已由他人办理", "fields": {}},
        ),
        (
            NotFound("task_closed", _("没有这个办件。请核对办件编号。"), field="number"),
            404,
            {
                "code": "task_closed",
                "message_zh": "没有这个办件。请核对办件编号。",
                "message_en": "There is no such case. Check the case number.",
                "fields": {"number": ["没有这个办件。请核对办件编号。"]},
            },
        ),
        (
            Invalid("form", "请改正", fields={"name": ["必填"]}),
            422,
            {"code": "form", "message_zh": "请改正", "message_en": "请改正", "fields": {"name": ["必填"]}},
        ),
    ],
)
def test_a_refusal_is_answered_with_its_words(refusal, status: int, told: dict) -> None:
    frame = Api(title="frame", urls_namespace="refusing", docs_url=None)
    frame.add_exception_handler(type(refusal), refused)

    @frame.get("/refuse")
    def refuse(request) -> str:
        raise refusal

    answer = TestClient(frame).get("/refuse")
    assert (answer.status_code, json.loads(answer.content)) == (status, told)


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_unknown_address_is_answered_as_json(client: Client, method: str) -> None:
    answer = getattr(client, method)("/api/items/x/y")
    assert (answer.status_code, answer.json()["code"]) == (404, "address_unknown")
