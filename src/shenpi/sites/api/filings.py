"""Applying by program, with the portal's acts; following a case, for anybody who has its number and code."""

from __future__ import annotations

import binascii
from base64 import b64decode
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from shenpi.apps.applications import acts
from shenpi.apps.applications import queries as applications
from shenpi.apps.catalogue import queries as catalogue
from shenpi.apps.errors import Invalid, NotFound
from shenpi.apps.exchange.pumping import settle
from shenpi.core.identifiers import show_case_number
from shenpi.sites.api.api import Problem
from shenpi.sites.api.operation import APPLICANT, PUBLIC, operation
from shenpi.sites.common import throttle
from shenpi.sites.common.access import PersonRequest

router = Router(tags=["applications"])


class Material(Schema):
    """A file for one of the item's materials."""

    key: str = Field(max_length=64, description="材料在事项清单中的标识 / key in the item's list")
    filename: str = Field(max_length=200)
    content: str = Field(description="base64", json_schema_extra={"contentEncoding": "base64"})


class Application(Schema):
    """A whole application; a request holds 5 MB at most, files included."""

    client_token: UUID = Field(
        description="由调用方生成；重复提交同一标识得到同一件申请 / made by the client"
    )
    item_code: str = Field(max_length=80)
    form_data: dict[str, Any] = Field(description="符合事项的 form_schema / as the item's form_schema asks")
    materials: list[Material] = Field(default_factory=list, max_length=100)


class Filed(Schema):
    """The application's identity in both zones, and the code to follow it without an account."""

    id: UUID
    number: str
    number_shown: str
    query_code: str
    submitted_at: datetime


class Happened(Schema):
    """One event of a case's course, without names."""

    seq: int
    type: str
    at: datetime


class OpenStep(Schema):
    step: str
    office: str
    due_at: datetime | None


class Progress(Schema):
    """Where a case stands; no personal data."""

    number: str
    item: str
    agency: str
    state: str
    state_name: str
    outcome: str
    received_at: datetime | None
    accepted_at: datetime | None
    decided_at: datetime | None
    completed_at: datetime | None
    due_at: datetime | None
    open_steps: list[OpenStep]
    course: list[Happened]


class Code(Schema):
    code: str = Field(max_length=40, description="查询码 / the query code of the voucher")


@operation(
    router, "POST", "/applications", APPLICANT,
    response={201: Filed, 404: Problem, 409: Problem}, summary="提交申请 / submit an application",
)  # fmt: skip
def submit_application(request: PersonRequest, given: Application) -> Status[dict[str, Any]]:
    """File for the signed-in applicant. The same `client_token` again answers with the same application."""
    item = catalogue.item(given.item_code)
    if item is None or item.current is None:
        raise NotFound("item_unknown", _("没有这个事项，请核对事项编码。"))
    materials = [(each.key, _upload(place, each)) for place, each in enumerate(given.materials)]
    done = acts.file_whole(
        given.client_token,
        by=request.user,
        version=item.current,
        form_data=given.form_data,
        materials=materials,
    )
    settle()
    application = done.application
    return Status(
        201,
        {
            "id": application.pk,
            "number": application.number,
            "number_shown": show_case_number(application.number),
            "query_code": done.query_code,
            "submitted_at": application.submitted_at,
        },
    )


@operation(
    router, "GET", "/progress/{number}", PUBLIC,
    response={200: Progress, 404: Problem, 429: Problem}, summary="办件查询 / how a case stands",
)  # fmt: skip
def get_progress(request: HttpRequest, number: str, asked: Query[Code]) -> dict[str, Any]:
    """Return how a case stands to whoever holds its number and query code; guessing is braked (429)."""
    throttle.check("query", request)
    try:
        found = applications.by_query_code(number[:40], asked.code)
    except NotFound:
        throttle.failed("query", request)
        raise
    copied = (
        "number",
        "state",
        "outcome",
        "received_at",
        "accepted_at",
        "decided_at",
        "completed_at",
        "due_at",
    )
    return {
        **{name: getattr(found, name) for name in copied},
        "item": found.item_name,
        "agency": found.agency_name,
        "state_name": found.get_state_display(),
        "open_steps": [step for step in found.steps if step["ended_at"] is None],
        "course": list(applications.events(found.case_id)),
    }


def _upload(place: int, material: Material) -> SimpleUploadedFile:
    try:
        content = b64decode(material.content, validate=True)
    except (binascii.Error, ValueError) as error:
        words = _("文件内容不是 base64。")
        raise Invalid("not_base64", words, fields={f"materials.{place}.content": [words]}) from error
    return SimpleUploadedFile(material.filename, content)
