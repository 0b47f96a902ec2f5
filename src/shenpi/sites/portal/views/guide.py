"""An item's guide: the answer first, then the fourteen elements (D10-042)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shenpi.apps.applications.sections import declares, sections
from shenpi.apps.catalogue import forms
from shenpi.apps.catalogue import queries as catalogue
from shenpi.apps.feedback import queries as feedback
from shenpi.sites.common.access import public
from shenpi.sites.portal.wording import fee_words, limit_words

if TYPE_CHECKING:
    from shenpi.apps.catalogue.models import Item, ItemVersion


@public
@require_safe
def guide(request: HttpRequest, code: str) -> HttpResponse:
    """Show who may apply, what to bring, how long, how much, and then every element with its anchor."""
    item, version = published(code)
    context = {
        "item": item,
        "version": version,
        "ex_officio": catalogue.is_ex_officio(item),
        "elements": catalogue.guide(version),
        "limit": limit_words(version.promised_limit or version.statutory_limit),
        "fee": fee_words(version.fee),
        "materials": version.materials,
        "faqs": feedback.faqs(code),
    }
    return render(request, "portal/guide.html", context)


@public
@require_safe
def blank_form(request: HttpRequest, code: str) -> HttpResponse:
    """Show the item's form empty, made for the printer."""
    item, version = published(code)
    schema = version.form_schema
    if not schema.get("properties") or catalogue.is_ex_officio(item):
        raise Http404
    parts = [(section, forms.fields(section.part(schema))) for section in sections(schema)]
    context = {"item": item, "version": version, "parts": parts, "must_declare": not declares(schema)}
    return render(request, "portal/blank_form.html", context)


def published(code: str) -> tuple[Item, ItemVersion]:
    """Return the item and its current version. Raises Http404 for an unknown, secret or unpublished one."""
    item = catalogue.item(code)
    if item is None or item.current is None:
        raise Http404
    return item, item.current
