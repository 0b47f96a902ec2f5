"""The API's frame: a description that tells of wrong input, and no page that fetches from elsewhere."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from ninja import Schema
from ninja.testing import TestClient

from shenpi.apps.errors import Invalid, Stale
from shenpi.sites.api.api import Api, refused


@pytest.mark.django_db
def test_the_description_is_served_and_the_exchange_is_not_part_of_it(client: Client) -> None:
    assert reverse("exchange_messages") == "/api/exchange/messages"
    described = client.get(reverse("api:openapi-json")).json()
    assert described["info"]["title"] == "Shenpi"
    assert not [path for path in described["paths"] if "exchange" in path]
    assert client.get("/api/docs").status_code == 404


def test_every_operation_that_takes_input_can_answer_422() -> None:
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
    assert answers == {"/asked": {200, 422}, "/given": {200, 422}, "/plain": {200}}


@pytest.mark.parametrize(
    ("refusal", "status", "told"),
    [
        (Stale("closed", "已由他人办理"), 409, {"code": "closed", "message": "已由他人办理"}),
        (
            Invalid("form", "请改正", fields={"name": ["必填"]}),
            422,
            {"code": "form", "message": "请改正", "fields": {"name": ["必填"]}},
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
