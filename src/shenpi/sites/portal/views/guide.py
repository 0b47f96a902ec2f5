"""An item's guide: the answer first, then the fourteen elements (D10-042)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from shenpi.apps import timekeeping
from shenpi.apps.applications.sections import declares, sections
from shenpi.apps.catalogue import forms
from shenpi.apps.catalogue import queries as catalogue
from shenpi.apps.documents import typesetting
from shenpi.apps.feedback import queries as feedback
from shenpi.sites.common.access import public
from shenpi.sites.portal.wording import fee_words, limit_words

if TYPE_CHECKING:
    from shenpi.apps.catalogue.models import Item, ItemVersion

LETTER = "授权委托书"


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


@public
@require_safe
def authorisation(request: HttpRequest, code: str) -> HttpResponse:
    """Give out the letter that entrusts an agent, to be filled in and signed (行政许可法 art. 29.2)."""
    item, _version = published(code)
    if catalogue.is_ex_officio(item):
        raise Http404
    answer = HttpResponse(_letter(item.name, item.agency.full_name), content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(False, f"{LETTER}.pdf") or "inline"
    return answer


@lru_cache(maxsize=128)
def _letter(item: str, agency: str) -> bytes:
    facts = {"item": item, "agency": agency}
    return typesetting.printout("authorisation_letter.typ", facts, LETTER, timekeeping.now())


def published(code: str) -> tuple[Item, ItemVersion]:
    """Return the item and its current version. Raises Http404 for an unknown, secret or unpublished one."""
    item = catalogue.item(code)
    if item is None or item.current is None:
        raise Http404
    return item, item.current
