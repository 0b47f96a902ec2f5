"""What an applicant was told (我的消息)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shenpi.sites.common.access import PersonRequest, filer
from shenpi.sites.common.inbox import inbox

if TYPE_CHECKING:
    from shenpi.apps.notices.models import Notice


@filer
@require_http_methods(["GET", "POST"])
def messages(request: PersonRequest) -> HttpResponse:
    """Show the applicant's messages, each leading to its case."""
    return inbox(request, "portal/messages.html", _case)


def _case(notice: Notice) -> str:
    return reverse("portal_case", args=[notice.subject_id])
