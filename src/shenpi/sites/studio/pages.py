"""What the studio's pages share: answers as JSON, posted JSON, and a diagram as a file."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _

from shenpi.apps.errors import Invalid, Refusal


def posted(request: HttpRequest) -> dict[str, Any]:
    """Return the JSON object that a script posted. Raises Invalid when it is none."""
    try:
        told = json.loads(request.body)
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise Invalid("studio.not_json", _("收到的内容无法理解，请刷新页面后重试。"))
    return told


def text(told: dict[str, Any], name: str) -> str:
    """Return a text of a posted object. Raises Invalid when it is none, or half a character of one."""
    value = told.get(name)
    if not isinstance(value, str) or any("\ud800" <= sign <= "\udfff" for sign in value):
        raise Invalid("studio.not_json", _("收到的内容无法理解，请刷新页面后重试。"))
    return value


def revision(told: Any) -> int:
    """Return a posted revision; what is no number is no revision that exists."""
    value = str(told)
    return int(value) if value.isascii() and value.isdigit() and len(value) < 9 else 0


def refused(refusal: Refusal) -> JsonResponse:
    """Answer a script with a refusal's words and status."""
    fields = {name: [str(word) for word in said] for name, said in getattr(refusal, "fields", {}).items()}
    told = {"code": refusal.code, "message": str(refusal.message), "fields": fields}
    return JsonResponse(told, status=refusal.status)


def bpmn_file(name: str, bpmn: str) -> HttpResponse:
    """Return a diagram to be kept as a file."""
    answer = HttpResponse(bpmn, content_type="application/xml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.bpmn"'
    return answer
