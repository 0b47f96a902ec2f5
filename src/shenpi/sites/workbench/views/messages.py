"""What an official was told: reminders before limits, each leading to its case."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shenpi.apps.notices.models import Notice
from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.common.inbox import inbox


@staff()
@require_http_methods(["GET", "POST"])
def mine(request: StaffRequest) -> HttpResponse:
    """Show the person's own messages: reminders before a limit, each leading to its case."""
    return inbox(request, "workbench/messages.html", _case)


def _case(notice: Notice) -> str:
    case_id = notice.facts.get("case_id")
    return reverse("work_case", args=[case_id]) if case_id else ""
