"""Delegation by the people themselves: before travel, with dates, and taken back at any time (D3-022 to D3-025)."""

from datetime import datetime, time
from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shenpi.apps import timekeeping
from shenpi.apps.errors import Invalid, NotFound
from shenpi.apps.organisation import acts, queries
from shenpi.apps.organisation.models import Delegation, Person
from shenpi.sites.common.access import staff
from shenpi.sites.workbench import inputs


@staff()
@require_http_methods(["GET", "POST"])
def delegations(request: HttpRequest) -> HttpResponse:
    """Show what I lent and what was lent to me; lend my posts to a colleague."""
    refusal = None
    if request.method == "POST":
        try:
            _delegate(request)
        except Invalid as caught:
            refusal = caught
        else:
            messages.success(request, _("授权已生效。期间待办由受托人办理，意见将标注授权。"))
            return redirect("work_delegations")
    mine = Q(principal=request.user) | Q(delegate=request.user)
    context = {
        "delegations": Delegation.objects.filter(mine).select_related("principal", "delegate")[:50],
        "colleagues": _colleagues(request.user),
        "now": timekeeping.now(),
        "refusal": refusal,
        "typed": request.POST if refusal else {},
    }
    return render(request, "workbench/delegations.html", context, status=refusal.status if refusal else 200)


@staff()
@require_POST
def revoke(request: HttpRequest, delegation_id: UUID) -> HttpResponse:
    """Take lent power back; it ends with the delegate's next act."""
    delegation = Delegation.objects.filter(pk=delegation_id).first()
    if delegation is None:
        raise NotFound("delegation_unknown", _("没有这项授权。"))
    acts.revoke_delegation(by=request.user, delegation=delegation)
    messages.success(request, _("授权已收回，立即生效。"))
    return redirect("work_delegations")


def _delegate(request: HttpRequest) -> None:
    chosen = inputs.uuid(request.POST.get("delegate", ""))
    delegate = _colleagues(request.user).filter(pk=chosen).first() if chosen else None
    if delegate is None:
        raise Invalid("delegate", _("请选择受托人。"), fields={"delegate": [_("请选择本单位的同事")]})
    acts.delegate(
        by=request.user,
        delegate=delegate,
        begins_at=_moment(request.POST.get("begins_on", ""), "begins_on", time(0, 0)),
        ends_at=_moment(request.POST.get("ends_on", ""), "ends_on", time(23, 59)),
        reason=inputs.words(request.POST, "reason", longest=200),
    )


def _moment(text: str, field: str, at: time) -> datetime:
    try:
        moment = datetime.combine(datetime.strptime(text, "%Y-%m-%d").date(), at, timekeeping.SHANGHAI)  # noqa: DTZ007
    except ValueError:
        raise Invalid("day", _("请选择日期。"), fields={field: [_("请选择日期，如 2026-11-23")]}) from None
    return max(moment, timekeeping.now()) if field == "begins_on" else moment


def _colleagues(person: Person) -> QuerySet[Person]:
    """People with a post in one of my agencies, without me."""
    agencies = {holding.agency_id for holding in queries.holdings(person, timekeeping.now())}
    return (
        Person.objects.filter(posts__office__agency_id__in=agencies, kind=Person.Kind.STAFF)
        .exclude(pk=person.pk)
        .distinct()
        .order_by("name")
    )
