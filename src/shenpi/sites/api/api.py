"""The API for other systems: one NinjaAPI; every error is `{code, message_zh, message_en, fields}` and described."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from shenpi import __version__
from shenpi.apps.errors import Invalid, Message, NotFound, Refusal
from shenpi.sites.api.parsing import StrictParser
from shenpi.sites.common.access import public
from shenpi.sites.common.refusals import told


class Problem(Schema):
    """What every error answers: a stable code, the words for people, and what to mend, by field."""

    code: str
    message_zh: str
    message_en: str
    fields: dict[str, list[str]]


_PROBLEM = {"$ref": "#/components/schemas/Problem"}
_WORDS: dict[int, Message] = {
    400: _("请求的内容不是能读的 JSON。请检查后重新发送。"),
    401: _("请先登录。"),
    403: _("请求没有带上有效的 CSRF 令牌，或者您没有权限。"),
    413: _("请求的内容太大。请把文件压缩或减少后再发送。"),
}


class Api(NinjaAPI):
    """Describes also what happens to wrong input and to strangers, which django-ninja leaves out."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        described = super().get_openapi_schema(**options)
        schemas = described.setdefault("components", {}).setdefault("schemas", {})
        schemas.setdefault("Problem", Problem.model_json_schema())
        for operations in described["paths"].values():
            for operation in operations.values():
                for status, words in _refusals(operation).items():
                    answer = {"description": words, "content": {"application/json": {"schema": _PROBLEM}}}
                    operation["responses"].setdefault(status, answer)
        return described


def _refusals(operation: dict[str, Any]) -> dict[int, str]:
    found: dict[int, str] = {}
    if operation.get("parameters") or operation.get("requestBody"):
        found[400] = "Bad Request"
        found[422] = "Unprocessable Content"
    if operation.get("requestBody"):
        found[413] = "Content Too Large"
    if operation.get("security"):
        found |= {401: "Unauthorized", 403: "Forbidden"}
    return found


# The interactive pages of django-ninja run scripts that our content policy forbids; `docs` has a page of ours.
api = Api(
    title="Shenpi",
    version=__version__,
    urls_namespace="api",
    docs_url=None,
    parser=StrictParser(),
    description="网上审批和电子监察系统接口 / online approval and electronic supervision",
)


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer an act's refusal with its status, code and words; input that can be mended names its fields."""
    return api.create_response(request, told(refusal), status=refusal.status)


@api.exception_handler(ValidationError)
def misshapen(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer input that has not the described shape, by field (`body.client_token`)."""
    fields: defaultdict[str, list[Message]] = defaultdict(list)
    for fault in error.errors:
        place = ".".join(str(part) for part in fault["loc"])
        fields[place].append(
            _("请填写此项。") if fault["type"] == "missing" else _("内容不符合要求，请检查。")
        )
    words = _("有内容需要修改，请按提示更正后再提交。")
    return refused(request, Invalid("misshapen", words, fields=fields))


@api.exception_handler(HttpError)
def broken(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Answer a request that cannot be read, comes without a session, or without the CSRF token."""
    return _plain(request, error.status_code, str(error))


@api.exception_handler(RequestDataTooBig)
def too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    """Answer a body over DATA_UPLOAD_MAX_MEMORY_SIZE."""
    return _plain(request, 413, str(error))


@csrf_exempt  # nothing is done here
@public
def unknown(request: HttpRequest, address: str) -> HttpResponse:
    """Answer an address at which there is nothing as the API answers everything else."""
    return refused(request, NotFound("address_unknown", _("这个地址没有接口，请查看接口说明。")))


def _plain(request: HttpRequest, status: int, words: str) -> HttpResponse:
    return api.create_response(
        request, told(Refusal(f"http_{status}", _WORDS.get(status, words))), status=status
    )
