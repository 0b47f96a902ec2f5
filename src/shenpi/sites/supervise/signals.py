"""Signals and what follows from them: the list, one signal with its acts, and the rules in force."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shenpi.apps import timekeeping
from shenpi.apps.errors import Invalid, Refusal
from shenpi.apps.organisation.roles import Role
from shenpi.apps.supervision import acts, queries, signal_queries
from shenpi.apps.supervision.authority import may_object, may_supervise
from shenpi.apps.supervision.evaluation import periods
from shenpi.apps.supervision.matters.telling import on_paper
from shenpi.apps.supervision.rules import RULES
from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.common.posting import form_only
from shenpi.sites.supervise import desk, matter_words, scope
from shenpi.sites.supervise import signal_words as words
from shenpi.sites.supervise.evaluation import periods_offered


@scope.readers
@require_GET
def signals(request: HttpRequest) -> HttpResponse:
    """List signals by level, rule, agency and time, the newest first (D10-046 to D10-048)."""
    asked = {name: request.GET.get(name, "") for name in ("level", "rule", "agency", "period", "counting")}
    asked["agency"] = scope.agency(request)
    if asked["level"] not in words.LEVELS:
        asked["level"] = ""
    person = request.GET.get("person", "")
    period = periods.read(asked["period"]) if asked["period"] else None
    present = periods.read(f"{timekeeping.local(timekeeping.now()):%Y}")
    context = {
        "page": signal_queries.signals(
            level=asked["level"],
            rule=asked["rule"],
            agency=asked["agency"],
            person=_uuid(person),
            since=period.begins if period else None,
            until=period.ends if period else None,
            counting=asked["counting"] == "1",
            after=request.GET.get("after", ""),
        ),
        "asked": asked,
        "agency": asked["agency"],
        "agencies": scope.agencies(request),
        "levels": words.LEVELS,
        "rules": RULES.values(),
        "periods": periods_offered(period or present),
        "person": person,
    }
    return render(request, "supervise/signals.html", context)


@scope.readers
@require_GET
def signal(request: StaffRequest, signal_id: UUID) -> HttpResponse:
    """Show one signal: the rule and its sources, whom it went to, what became of it; with the supervisor's acts."""
    return _signal(request, signal_id)


@staff(Role.SUPERVISOR)
@form_only
def quash(request: StaffRequest, signal_id: UUID) -> HttpResponse:
    """Quash a signal with a reason and the decision's number."""
    given = {name: request.POST.get(name, "") for name in ("reason", "decision")}
    try:
        acts.quash("signal", signal_id, by=request.user, **given)
    except Refusal as refusal:
        return _signal(request, signal_id, refusal)
    messages.success(request, _("已撤销。信号仍然保留，不再计入。"))
    return redirect("supervise:signal", signal_id)


@staff(Role.INSPECTOR, Role.LEADER)
@form_only
def object_to(request: StaffRequest, signal_id: UUID) -> HttpResponse:
    """Object to a signal of the own agency: its supervisor, or its leader where it has none."""
    try:
        made = acts.object_to(signal_id, by=request.user, text=request.POST.get("text", ""))
    except Refusal as refusal:
        return _signal(request, signal_id, refusal)
    messages.success(request, _("已提出异议，由监察机构决定。"))
    return redirect("supervise:matter", made.pk)


@staff(Role.SUPERVISOR)
@form_only
def quash_record(request: StaffRequest, record_id: UUID) -> HttpResponse:
    """Quash a warning record (D3-068: it stays) with a reason and the decision's number."""
    given = {name: request.POST.get(name, "") for name in ("reason", "decision")}
    try:
        acts.quash("record", record_id, by=request.user, **given)
    except Refusal as refusal:
        return desk.record_page(request, record_id, refusal)
    messages.success(request, _("已撤销。记录仍然保留，不再计入年度红灯。"))
    return redirect("supervise:record", record_id)


@staff(Role.SUPERVISOR)
@form_only
def open_matter(request: StaffRequest, signal_id: UUID) -> HttpResponse:
    """Issue a supervision order or open a violation file about a signal."""
    given = {name: request.POST.get(name, "") for name in ("title", "text", "basis", "limit")}
    try:
        made = acts.open_matter(request.POST.get("kind", ""), signal_id, by=request.user, **given)
    except Refusal as refusal:
        return _signal(request, signal_id, refusal)
    messages.success(request, matter_words.sent(on_paper=bool(on_paper(made))))
    return redirect("supervise:matter", made.pk)


@staff(Role.SUPERVISOR, Role.LEADER)
@require_http_methods(["GET", "POST"])
def rules(request: StaffRequest) -> HttpResponse:
    """Show every rule with its sources and its ladder; a supervisor decides another one (D10-085)."""
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            _set_rule(request)
        except Refusal as error:
            refusal = error
        else:
            messages.success(request, _("已生效。此前的设置仍然保留。"))
            return redirect("supervise:rules")
    context = {
        "rules": [
            {"rule": rule, "ladder": words.ladder(setting), "setting": setting, "decided": decided}
            for rule, setting, decided in signal_queries.rules_in_force()
        ],
        "agencies": queries.agencies(),
        "refusal": refusal,
        "typed": request.POST,
        "supervises": may_supervise(request.user),
    }
    return render(request, "supervise/rules.html", context, status=refusal.status if refusal else 200)


def _set_rule(request: StaffRequest) -> None:
    """Read the form: a ladder as lines "level offset", parameters kept as they are."""
    rule = request.POST.get("rule", "")
    lines = [line.split() for line in request.POST.get("ladder", "").splitlines() if line.strip()]
    in_force = {known.id: setting for known, setting, _decided in signal_queries.rules_in_force()}
    if rule not in in_force:
        raise Invalid("rule_unknown", _("请选择一条规则。"), fields={"rule": [_("请选择")]})
    value: dict[str, Any] = {
        "ladder": lines,
        "parameters": json.loads(json.dumps(dict(in_force[rule].parameters))),
        "enabled": "enabled" in request.POST,
    }
    acts.set_rule(
        rule,
        value,
        by=request.user,
        reason=request.POST.get("reason", ""),
        agency_code=request.POST.get("agency", ""),
        item_code=request.POST.get("item", "").strip(),
    )


def _signal(request: StaffRequest, signal_id: UUID, refusal: Refusal | None = None) -> HttpResponse:
    file = signal_queries.signal_file(signal_id)
    scope.check(request, file.signal.agency_code)
    context = {
        "file": file,
        "refusal": refusal,
        "typed": request.POST,
        "supervises": may_supervise(request.user),
        "may_object": file.may_be_objected_to and may_object(request.user, file.signal.agency_code),
    }
    return render(request, "supervise/signal.html", context, status=refusal.status if refusal else 200)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
