"""Supervision orders and violation files: the lists, and one matter with what may be done next."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shenpi.apps import timekeeping
from shenpi.apps.errors import Refusal
from shenpi.apps.organisation.roles import Role
from shenpi.apps.supervision import acts, signal_queries
from shenpi.apps.supervision.authority import may_supervise
from shenpi.apps.supervision.matters.flows import SUPERVISOR
from shenpi.apps.supervision.matters.telling import allowed, number
from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.supervise import signal_words as words


@staff(Role.SUPERVISOR, Role.LEADER)
@require_GET
def matters(request: HttpRequest) -> HttpResponse:
    """List orders and files, the newest first."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in words.KINDS else ""
    open_only = request.GET.get("open", "") == "1"
    found = signal_queries.matters(kind, open_only=open_only, after=request.GET.get("after", ""))
    context = {
        "page": found,
        "rows": [(row, number(row), words.STATES[row.state]) for row in found.rows],
        "kind": kind,
        "kinds": words.KINDS,
        "open": open_only,
        "now": timekeeping.now(),
    }
    return render(request, "supervise/matters.html", context)


@staff(Role.SUPERVISOR, Role.LEADER)
@require_http_methods(["GET", "POST"])
def matter(request: StaffRequest, matter_id: UUID) -> HttpResponse:
    """Show a matter's course; the supervisor takes its next step."""
    refusal: Refusal | None = None
    if request.method == "POST":
        given = {name: request.POST.get(name, "") for name in ("text", "basis")}
        try:
            acts.move_matter(matter_id, request.POST.get("act", ""), by=request.user, **given)
        except Refusal as error:
            refusal = error
        else:
            messages.success(request, _("已记载，并已告知对方。"))
            return redirect("supervise:matter", matter_id)
    found = signal_queries.matter(matter_id)
    open_moves = allowed(found, SUPERVISOR) if may_supervise(request.user) else []
    context = {
        "matter": found,
        "number": number(found),
        "kind": words.KINDS[found.kind],
        "state": words.STATES[found.state],
        "entries": [(entry, words.ACTS[entry.act]) for entry in found.entries.order_by("position")],
        "moves": [(move, words.ACTS[move.act]) for move in open_moves],
        "needs_basis": any(move.needs_basis for move in open_moves),
        "refusal": refusal,
        "typed": request.POST,
        "now": timekeeping.now(),
    }
    return render(request, "supervise/matter.html", context, status=refusal.status if refusal else 200)
