"""Who may use a page: every view says so, and what it says is enforced here and nowhere else.

A view without a declaration fails `tests/sites/common/test_access.py`, which walks every route. The decorators
keep strangers out of a page; what a person may do with one case is the acts' own guard.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, cast
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.errors import NotAllowed
from shenpi.apps.organisation import queries as organisation
from shenpi.apps.organisation.models import Person
from shenpi.apps.organisation.queries import Holdings
from shenpi.apps.organisation.roles import OUTSIDE, Role

View = Callable[..., HttpResponseBase]


class PersonRequest(HttpRequest):
    """The request that `applicant`, `staff` and `signed_in` hand on: its user is a person, never anonymous."""

    user: Person


class StaffRequest(PersonRequest):
    """The request that `staff` hands on; `holdings` is all that the person may act under now, read once."""

    holdings: Holdings


@dataclass(frozen=True)
class Access:
    """A view's declaration: `kind` is public, signed_in, applicant, filer or staff.

    No `roles` means any post but those outside the handling of cases.
    """

    kind: str
    roles: frozenset[str] = field(default_factory=frozenset)

    def __str__(self) -> str:
        return f"{self.kind}({', '.join(sorted(self.roles))})" if self.roles else self.kind


def public(view: View) -> View:
    """Declare a page that anybody may read, signed in or not."""
    return _declare(view, Access("public"))


def signed_in(view: View) -> View:
    """Declare a page for anybody with an account, applicant or staff."""
    return _declare(view, Access("signed_in"))


def applicant(view: View) -> View:
    """Declare a page for applicants (D10-043); staff are told to use their own workplace."""
    return _declare(view, Access("applicant"))


def filer(view: View) -> View:
    """Declare a page for who files: applicants, and filing agents for the residents who entrusted them (D2-015)."""
    return _declare(view, Access("filer"))


def staff(*roles: str) -> Callable[[View], View]:
    """Declare a page for staff who hold one of `roles` now, themselves or by delegation; any post if none named."""
    access = Access("staff", frozenset(roles))

    def declare(view: View) -> View:
        return _declare(view, access)

    return declare


def require(request: HttpRequest, access: Access) -> None:
    """Raise NotAllowed unless the person signed in may enter; sets `request.holdings` for staff."""
    files = access.kind == "filer" and getattr(request.user, "kind", None) != Person.Kind.STAFF
    if access.kind == "applicant" or files:
        _require_applicant(request)
    elif access.kind == "filer":
        _require_staff(request, frozenset({Role.FILING_AGENT}))
    elif access.kind == "staff":
        _require_staff(request, access.roles)


def to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Send a person without a session to the sign-in page and, where that is safe, back again afterwards.

    A part of a page that was being filled in when the session ended stays as it is, with a notice above it.
    """
    if request.headers.get("HX-Request"):
        answer = render(request, "common/signed_out_notice.html", status=401)
        answer["HX-Retarget"] = "#notices"
        answer["HX-Reswap"] = "innerHTML"
        return answer
    return redirect_to_login(request.get_full_path() if request.method == "GET" else page_before(request))


def page_before(request: HttpRequest) -> str:
    """Return the page whose button was pressed, if it is one of ours."""
    before = urlsplit(request.headers.get("Referer", ""))
    return before.path if before.netloc == request.get_host() and before.path else "/"


def _declare(view: View, access: Access) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if access.kind != "public":
            if not request.user.is_authenticated:
                return to_sign_in(request)
            require(request, access)
        answer = view(request, *args, **kwargs)
        if access.kind != "public":
            patch_cache_control(answer, private=True, no_store=True)  # service centres share their computers
        return answer

    guarded.access = access  # type: ignore[attr-defined]
    return guarded


def _require_applicant(request: HttpRequest) -> None:
    if getattr(request.user, "kind", None) != Person.Kind.APPLICANT:
        raise NotAllowed(
            "applicants_only", _("这一页供申请人使用。工作人员请从工作台进入，或退出后用申请人账号登录。")
        )


def _require_staff(request: HttpRequest, roles: frozenset[str]) -> None:
    if getattr(request.user, "kind", None) != Person.Kind.STAFF:
        raise NotAllowed("staff_only", _("这一页供工作人员使用，您的账号没有进入的权限。"))
    held = organisation.holdings(cast("Person", request.user), timekeeping.now())
    request.holdings = held  # type: ignore[attr-defined]  # read once; the page shows under which post
    if not (held.roles() & roles if roles else held.roles() - OUTSIDE):
        raise NotAllowed("wrong_role", _("您现在的岗位不能使用这一页。如有疑问，请联系本单位的系统管理员。"))
