"""Refusals as pages: what is wrong, why, and what to do, with the right status and nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from shenpi.apps.errors import Invalid, Refusal

from . import attempts
from .access import page_before, public

STALE_PAGE = "csrf"
"""The refusal of a form whose page is no longer the reader's: he was signed out meanwhile, or keeps no cookies."""


class RefusalMiddleware:
    """Turns an act's `Refusal` into a page, or for htmx into a notice on the page that asked.

    Also refuses addresses with NUL characters, which PostgreSQL cannot even search for.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            refusal = Refusal("nul_in_address", gettext_lazy("网址中含有无法处理的字符，请检查后重新打开。"))
            if request.path.startswith("/api/"):
                return JsonResponse(told(refusal), status=400)
            return refusal_page(request, refusal, 400)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal) or request.path.startswith("/api/"):
            return None
        attempts.note(request, exception)
        return refusal_page(request, exception)


def told(refusal: Refusal) -> dict[str, Any]:
    """Return a refusal as programs read it: its code, its words in both languages, and the fields to mend."""
    fields = refusal.fields if isinstance(refusal, Invalid) else {}
    if not fields and refusal.field:
        fields = {refusal.field: [refusal.message]}
    with override("zh-hans"):
        chinese = str(refusal.message)
    with override("en"):
        english = str(refusal.message)
    words = {name: [str(word) for word in said] for name, said in fields.items()}
    return {"code": refusal.code, "message_zh": chinese, "message_en": english, "fields": words}


def refusal_page(request: HttpRequest, refusal: Refusal, status: int | None = None) -> HttpResponse:
    """Render a refusal: a whole page, or for htmx a notice put at the top of the page in use."""
    status = status or refusal.status
    stale = refusal.code == STALE_PAGE
    context = {
        "refusal": refusal,
        "status": status,
        "heading": _("这一页已经过期") if stale else heading(status),
        "sign_in": stale and not request.user.is_authenticated,
        "back": page_before(request),
    }
    if request.headers.get("HX-Request"):
        answer = render(request, "common/refusal_notice.html", context, status=status)
        answer["HX-Retarget"] = "#notices"
        answer["HX-Reswap"] = "innerHTML show:window:top"
        return answer
    return render(request, "common/refusal.html", context, status=status)


def heading(status: int) -> str:
    """Return the page heading for a status, in the language in use."""
    words = {
        400: _("请求有误"),
        403: _("没有权限"),
        404: _("没有找到"),
        409: _("现在不能这样办理"),
        413: _("内容太大"),
        422: _("请检查填写的内容"),
        429: _("操作太频繁"),
    }
    return words.get(status, _("没有办成"))


@public
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Tell a person whose page went stale (or whose cookies are off) how to go on."""
    message = _(
        "这一页打开得太久，或者浏览器没有接受 Cookie。请返回上一页，刷新后重新提交；已保存的内容不会丢失。"
    )
    return refusal_page(request, Refusal(STALE_PAGE, message), 403)
