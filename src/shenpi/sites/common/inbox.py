"""A person's own messages, the same in every zone; each site says how its page looks and where a message leads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from shenpi.apps.errors import Invalid
from shenpi.apps.notices import acts, queries
from shenpi.sites.common.access import PersonRequest
from shenpi.sites.common.paging import page_of

if TYPE_CHECKING:
    from shenpi.apps.notices.models import Notice

    Link = Callable[[Notice], str]


def inbox(request: PersonRequest, template: str, link: Link) -> HttpResponse:
    """Show the messages; POST marks them as read, or says where else the person wants to be told."""
    faults: Mapping[str, Any] = {}
    if request.method == "POST":
        if "seen" in request.POST:
            acts.mark_read(_ids(request), by=request.user)
            return redirect(request.get_full_path())
        try:
            given = {name: request.POST.get(name, "") for name in ("email", "phone")}
            acts.set_contact(by=request.user, **given)
        except Invalid as wrong:
            faults = wrong.fields
        else:
            messages.success(request, _("已保存。以后的消息也发到这里。"))
            return redirect(request.path)
    page = page_of(queries.inbox(request.user), request)
    context = {
        "page": page,
        "rows": [(notice, *queries.words(notice), link(notice)) for notice in page.rows],
        "unread": [notice.pk for notice in page.rows if notice.read_at is None],
        "contact": request.POST if faults else queries.contact(request.user),
        "faults": faults,
        "errors": [(f"contact-{name}", words) for name, found in faults.items() for words in found],
    }
    return render(request, template, context, status=422 if faults else 200)


def _ids(request: PersonRequest) -> list[UUID]:
    found = []
    for text in request.POST.getlist("seen")[:100]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
