"""Pages that belong to no zone: language, print size, health, and the way home."""

from __future__ import annotations

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language as django_set_language

from .access import public
from .context import LARGE_PRINT


@public
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the language a person chose and return to the page."""
    return django_set_language(request)


@public
@require_POST
def large_print(request: HttpRequest) -> HttpResponse:
    """Turn the large-print mode (适老化) on or off and return to the page."""
    request.session[LARGE_PRINT] = not request.session.get(LARGE_PRINT, False)
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    return HttpResponseRedirect(back)


@public
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Answer "ok" when the process serves and its database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the zone that this process serves when there is no portal here."""
    return redirect("/work/" if "internal" in settings.SHENPI_ZONES else "/supervise/")
