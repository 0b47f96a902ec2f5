"""Addresses that take a form and show no page of their own."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urljoin

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods


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
