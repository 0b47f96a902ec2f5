"""The API's page for people: made here from the OpenAPI description, with no script and nothing from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shenpi.sites.api.api import api
from shenpi.sites.api.operation import ACCESS
from shenpi.sites.common.access import public


@dataclass(frozen=True)
class Described:
    """One operation as the page shows it."""

    method: str
    path: str
    summary: str
    description: str
    access: str
    inputs: list[tuple[str, str, bool, str]]
    answers: list[tuple[int, str]]


@public
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """List every operation with its inputs and answers."""
    schema = api.get_openapi_schema()
    operations = [
        _described(schema, method, path, operation)
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    ]
    return render(request, "api/docs.html", {"operations": operations})


def _described(schema: dict[str, Any], method: str, path: str, operation: dict[str, Any]) -> Described:
    return Described(
        method=method.upper(),
        path=path,
        summary=operation.get("summary", ""),
        description=operation.get("description", ""),
        access=ACCESS[operation["operationId"]].kind,
        inputs=[*_parameters(operation), *_body(schema, operation)],
        answers=[(status, _shape(answer)) for status, answer in sorted(operation["responses"].items())],
    )


def _parameters(operation: dict[str, Any]) -> list[tuple[str, str, bool, str]]:
    return [
        (each["name"], each["in"], each.get("required", False), each["schema"].get("description", ""))
        for each in operation.get("parameters", ())
    ]


def _body(schema: dict[str, Any], operation: dict[str, Any]) -> list[tuple[str, str, bool, str]]:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if content is None:
        return []
    shape = schema["components"]["schemas"][content["schema"]["$ref"].rsplit("/", 1)[-1]]
    return [
        (name, "body", name in shape.get("required", ()), field.get("description", ""))
        for name, field in shape["properties"].items()
    ]


def _shape(answer: dict[str, Any]) -> str:
    named = answer.get("content", {}).get("application/json", {}).get("schema", {}).get("$ref", "")
    return str(named).rsplit("/", 1)[-1]
