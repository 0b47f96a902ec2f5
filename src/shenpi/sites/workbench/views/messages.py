"""What an official was told (reminders before limits), and what the applicant of a case was."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from shenpi.apps.casework import queries
from shenpi.apps.notices import queries as notices
from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.common.inbox import inbox

if TYPE_CHECKING:
    from shenpi.apps.notices.models import Notice


@staff()
@require_http_methods(["GET", "POST"])
def mine(request: StaffRequest) -> HttpResponse:
    """Show the person's own messages: reminders before a limit, each leading to its case."""
    return inbox(request, "workbench/messages.html", _case)


@staff()
@require_GET
def of_case(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Show what the applicant of a case was told, by which channel, and whether it arrived (D3-052)."""
    case = queries.content_for(request.holdings, case_id)
    return render(
        request, "workbench/case_messages.html", {"case": case, "rows": notices.about(case.pk)[:200]}
    )


def _case(notice: Notice) -> str:
    case_id = notice.facts.get("case_id")
    return reverse("work_case", args=[case_id]) if case_id else ""
