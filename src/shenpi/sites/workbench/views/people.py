"""Delegation by the people themselves: before travel, with dates, and taken back at any time (D3-022 to D3-025)."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shenpi.apps import timekeeping
from shenpi.apps.casework import opinion_store
from shenpi.apps.errors import Invalid, NotFound
from shenpi.apps.organisation import acts, queries
from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.workbench import inputs, lent
from shenpi.sites.workbench.refused import NOTHING, refused

FIELDS = {"begins_at": "begins_on", "ends_at": "ends_on"}
"""The act speaks of moments, the form of days."""


@staff()
@require_http_methods(["GET", "POST"])
def delegations(request: StaffRequest) -> HttpResponse:
    """Show what I lent and what was lent to me; lend my posts to a colleague."""
    kept = NOTHING
    if request.method == "POST":
        try:
            _delegate(request)
        except Invalid as refusal:
            named = refusal.fields or {"delegate": [refusal.message]}
            refusal.fields = {FIELDS.get(name, name): words for name, words in named.items()}
            kept = refused(request, refusal, "delegation")
        else:
            messages.success(request, _("授权已登记。期间待办由受托人办理，意见标注“授权”或“代理”。"))
            return redirect("work_delegations")
    now = timekeeping.now()
    context = {
        "delegations": lent.rows(queries.delegations_of(request.user)),
        "others": _others(request, now),
        "signed": opinion_store.lent_by(request.user.pk),
        "colleagues": queries.colleagues(request.holdings),
        "choices": lent.choices(request.user, now),
        "now": now,
        "today": timekeeping.local(now).date().isoformat(),
        "refused": kept,
    }
    return render(
        request, "workbench/delegations.html", context, status=kept.refusal.status if kept.refusal else 200
    )


@staff()
@require_http_methods(["GET", "POST"])
def revoke(request: StaffRequest, delegation_id: UUID) -> HttpResponse:
    """Take lent power back; it ends with the delegate's next act."""
    if request.method == "GET":
        return redirect("work_delegations")
    delegation = queries.delegation(delegation_id)
    if delegation is None:
        raise NotFound("delegation_unknown", _("没有这项授权。"))
    acts.revoke_delegation(by=request.user, delegation=delegation)
    messages.success(request, _("授权已收回，立即生效。"))
    return redirect("work_delegations")


def _others(request: StaffRequest, now: datetime) -> list[lent.Lent] | None:
    """The running delegations that an administrator may end; None for everybody else."""
    if request.user.is_superuser:
        return lent.rows(queries.delegations_running(now))
    agencies = {each.agency_id for each in request.holdings if each.allows("delegate_for_others")}
    return lent.rows(queries.delegations_running(now, agencies=agencies)) if agencies else None


def _delegate(request: StaffRequest) -> None:
    posted = inputs.Posted(request)
    chosen = inputs.uuid(posted.words("delegate", longest=36))
    colleague = next((each for each in queries.colleagues(request.holdings) if each.pk == chosen), None)
    begins, ends = (posted.day(name, needed=True) for name in ("begins_on", "ends_on"))
    reason = posted.words("reason", longest=200)
    if colleague is None:
        posted.fault("delegate", _("请选择本单位的同事"))
    if not reason:
        posted.fault("reason", _("请填写授权原因，例如出差、培训。"))
    posted.check()
    if colleague is None or begins is None or ends is None:  # told by `check`; here for the types
        return
    ends_at = datetime.combine(ends, time(23, 59), timekeeping.SHANGHAI)
    known = queries.delegations_of(request.user)
    if any(
        (each.principal_id, each.delegate_id, each.ends_at, each.revoked_at)
        == (request.user.pk, colleague.pk, ends_at, None)
        for each in known
    ):
        return  # the button was pressed twice
    acts.delegate(
        by=request.user,
        delegate=colleague,
        begins_at=_begin(begins),
        ends_at=ends_at,
        reason=reason,
        **lent.narrowed(posted, request.user, timekeeping.now()),
    )


def _begin(day: date) -> datetime:
    """A delegation from today begins now."""
    now = timekeeping.now()
    return (
        now
        if day == timekeeping.local(now).date()
        else datetime.combine(day, time(0, 0), timekeeping.SHANGHAI)
    )
