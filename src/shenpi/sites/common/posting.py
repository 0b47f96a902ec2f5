"""Forms that are posted: at an address of their own, or twice."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urljoin
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from shenpi.apps.ids import uuid7


def form_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Take a form; opened otherwise, lead to the page above, which holds it.

    A refused form is shown at this address: whoever loads it anew there, signs in again or changes the language
    comes back to it.
    """

    @require_http_methods(["GET", "POST"])
    @wraps(view)
    def posted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "GET":
            return HttpResponseRedirect(urljoin(request.path, ".."))
        return view(request, *args, **kwargs)

    return posted


def form_id(request: HttpRequest) -> UUID:
    """Return what a form is known by, that pressing twice does once; of one that is opened a new one."""
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError:
        return uuid7()
