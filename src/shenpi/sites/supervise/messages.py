"""What a supervisor was told: steps that turned red (issue 5, prompting)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.common.inbox import inbox

if TYPE_CHECKING:
    from shenpi.apps.notices.models import Notice


@staff()
@require_http_methods(["GET", "POST"])
def messages(request: StaffRequest) -> HttpResponse:
    """Show the person's own messages, each leading to its case."""
    return inbox(request, "supervise/messages.html", _case)


def _case(notice: Notice) -> str:
    case_id = notice.facts.get("case_id")
    return reverse("supervise:case", args=[case_id]) if case_id else ""
