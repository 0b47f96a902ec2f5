"""The answer to the one correction notice: its whole list at once, then the draft's own pages."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from shenpi.apps.applications import acts
from shenpi.apps.applications import queries as applications
from shenpi.apps.applications.states import State
from shenpi.sites.common.access import PersonRequest, filer


@filer
@require_http_methods(["GET", "POST"])
def answer(request: PersonRequest, application_id: UUID) -> HttpResponse:
    """Show what has to be corrected and until when; begin or resume the answer."""
    found = applications.filing(application_id, request.user)
    if request.method == "POST":
        draft = acts.start_answer(by=request.user, application_id=application_id)
        return redirect("portal_draft", draft.pk)
    if found.progress.state != State.CORRECTING or found.application.supplemented_at is not None:
        return redirect("portal_case", application_id)
    context = {"application": found.application, "progress": found.progress}
    return render(request, "portal/correction.html", context)
