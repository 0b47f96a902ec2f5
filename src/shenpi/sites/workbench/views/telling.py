"""For the administrator: what was sent to anybody and what became of it, the plan and the words (D3-052)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shenpi.apps.catalogue import queries as catalogue
from shenpi.apps.errors import Invalid, Refusal
from shenpi.apps.notices import acts, queries
from shenpi.apps.notices.kinds import Channel, State
from shenpi.apps.notices.texts import PLACES, TEXTS
from shenpi.apps.organisation.roles import Role
from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.common.paging import page_of
from shenpi.sites.workbench.refused import NOTHING, refused

STATES = ("", "stuck", *(state.value for state in State))


@staff(Role.ADMINISTRATOR)
@require_GET
def outgoing(request: StaffRequest) -> HttpResponse:
    """Show what went or should go out: how much waits, what is stuck, what failed and why."""
    state = request.GET.get("state", "")
    state = state if state in STATES else ""
    context = {
        "page": page_of(queries.outgoing(state), request),
        "counts": [(key, _title(key), count) for key, count in queries.counts().items()],
        "state": state,
    }
    return render(request, "workbench/messages_out.html", context)


@staff(Role.ADMINISTRATOR)
@require_POST
def settle(request: StaffRequest, notice_id: UUID) -> HttpResponse:
    """Send a waiting or failed message again, or let it be."""
    try:
        if "drop" in request.POST:
            acts.drop(notice_id, by=request.user)
            messages.success(request, _("已记下：这条消息不再发送。"))
        else:
            acts.send_again(notice_id, by=request.user)
            messages.success(request, _("已重新排队，马上再发。"))
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    return redirect(f"{reverse('work_messages_out')}?state={request.POST.get('state', '')}")


@staff(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def plan(request: StaffRequest) -> HttpResponse:
    """Show by which channels each event is told, for all items or one; change a line."""
    code = request.GET.get("item", "").strip()
    item = catalogue.item(code) if code else None
    if code and item is None:
        raise Http404
    refusal: Refusal | None = None
    if request.method == "POST":
        event, channels = request.POST.get("event", ""), request.POST.getlist("channels")
        try:
            acts.set_plan(event, channels, by=request.user, item_code=code)
        except Refusal as error:
            refusal = error
        else:
            messages.success(request, _("已保存，从下一件事起生效。"))
            return redirect(request.get_full_path())
    context = {
        "plan": queries.plan(item_code=code),
        "item": item,
        "channels": Channel.choices,
        "refusal": refusal,
    }
    return render(request, "workbench/messages_plan.html", context, status=refusal.status if refusal else 200)


@staff(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def text(request: StaffRequest, event: str) -> HttpResponse:
    """Show an event's words with all their versions; write the next."""
    if event not in TEXTS:
        raise Http404
    kept = NOTHING
    if request.method == "POST":
        try:
            words = {name: request.POST.get(name, "") for name in ("subject", "body")}
            acts.set_text(event, by=request.user, **words)
        except Invalid as refusal:
            kept = refused(request, refusal, "text")
        else:
            messages.success(request, _("已保存为新版本；以前发出的消息不变。"))
            return redirect("work_messages_text", event)
    context = {
        "planned": queries.plan([event])[0],
        "versions": queries.versions(event)[:20],
        "packaged": TEXTS[event],
        "places": sorted(PLACES),
        "refused": kept,
    }
    return render(request, "workbench/messages_text.html", context, status=422 if kept.refusal else 200)


def _title(state: str) -> str:
    return _("发不出去，还在重试") if state == "stuck" else str(State(state).label)
