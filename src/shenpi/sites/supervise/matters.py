"""Orders, violation files, and what people bring: the lists, and one matter with what may be done next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shenpi.apps import timekeeping
from shenpi.apps.complaints import Category
from shenpi.apps.errors import NotFound, Refusal
from shenpi.apps.exchange import pumping
from shenpi.apps.organisation.roles import Role
from shenpi.apps.supervision import acts, signal_queries
from shenpi.apps.supervision.authority import may_handle, may_object, may_supervise
from shenpi.apps.supervision.matters import queries
from shenpi.apps.supervision.matters.flows import FEEDBACK, FILER, FLOWS, SUPERVISOR
from shenpi.apps.supervision.matters.telling import allowed, number, on_paper
from shenpi.sites.common.access import StaffRequest, staff
from shenpi.sites.common.posting import form_only
from shenpi.sites.supervise import matter_words as words
from shenpi.sites.supervise import scope

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from shenpi.apps.supervision.models import Filer, Matter


@scope.readers
@require_GET
def matters(request: HttpRequest) -> HttpResponse:
    """List orders, files and objections, the newest first."""
    return _list(request, ("order", "violation", "objection"))


@scope.hearers
@require_GET
def feedback(request: HttpRequest) -> HttpResponse:
    """List complaints, enquiries and bad ratings, the newest first."""
    return _list(request, FEEDBACK)


@scope.readers
@require_http_methods(["GET", "POST"])
def matter(request: StaffRequest, matter_id: UUID) -> HttpResponse:
    """Show a matter's course; who handles it takes its next step."""
    refusal: Refusal | None = None
    if request.method == "POST":
        given = {name: request.POST.get(name, "") for name in ("text", "basis")}
        try:
            acts.move_matter(matter_id, request.POST.get("act", ""), by=request.user, **given)
        except Refusal as error:
            refusal = error
        else:
            pumping.settle()
            messages.success(request, _("已记载，并已告知对方。"))
            return redirect("supervise:matter", matter_id)
    return _matter(request, matter_id, refusal)


@scope.hearers
@form_only
def filer(request: StaffRequest, matter_id: UUID) -> HttpResponse:
    """Show who brought a matter, for a reason that stays on record."""
    try:
        found = acts.read_filer(matter_id, by=request.user, reason=request.POST.get("reason", ""))
    except Refusal as refusal:
        return _matter(request, matter_id, refusal)
    return _matter(request, matter_id, None, found)


@staff(Role.SUPERVISOR)
@form_only
def follow_up(request: StaffRequest, matter_id: UUID) -> HttpResponse:
    """Issue an order or open a violation file on what was found about a complaint."""
    given = {name: request.POST.get(name, "") for name in ("title", "text", "basis", "limit", "person")}
    try:
        made = acts.open_matter(request.POST.get("kind", ""), matter_id, by=request.user, **given)
    except Refusal as refusal:
        return _matter(request, matter_id, refusal)
    messages.success(request, words.sent(on_paper=bool(on_paper(made))))
    return redirect("supervise:matter", made.pk)


def _list(request: HttpRequest, kinds: tuple[str, ...]) -> HttpResponse:
    asked = request.GET.get("kind", "")
    asked = asked if asked in kinds else ""
    open_only = request.GET.get("open", "") == "1"
    own = scope.hearing(request) if kinds == FEEDBACK else scope.bound(request)
    found = queries.matters(
        (asked,) if asked else kinds, agencies=own, open_only=open_only, after=request.GET.get("after", "")
    )
    context = {
        "page": found,
        "rows": rows(found.rows),
        "kind": asked,
        "kinds": {kind: words.KINDS[kind] for kind in kinds},
        "feedback": kinds == FEEDBACK,
        "open": open_only,
        "now": timekeeping.now(),
    }
    return render(request, "supervise/matters.html", context)


def rows(found: Iterable[Matter]) -> list[tuple[Matter, str, Promise]]:
    """Return each matter with its number and its state, as lists show them."""
    return [(row, number(row), words.STATES[row.state]) for row in found]


def _matter(
    request: StaffRequest, matter_id: UUID, refusal: Refusal | None, found_filer: Filer | None = None
) -> HttpResponse:
    found = signal_queries.matter(matter_id)
    if found.kind not in FEEDBACK:
        scope.check(request, found.agency_code)
    elif not scope.hears(request, found):
        raise NotFound("out_of_bounds", _("没有找到，或者它不由您办理。"))
    handles = may_handle(request.user, found)
    paper = on_paper(found) if handles else []
    open_moves = [*allowed(found, SUPERVISOR), *paper] if handles else []
    context = {
        "matter": found,
        "number": number(found),
        "kind": words.KINDS[found.kind],
        "state": words.STATES[found.state],
        "finding": words.FINDINGS.get(found.finding, ""),
        "category": dict(Category.choices).get(found.category, ""),
        "entries": [
            (entry, words.ACTS[entry.act], _actor(found, entry.act, entry.person_name))
            for entry in found.entries.order_by("position")
        ],
        "moves": [
            (move, words.entered(move.act) if move in paper else words.ACTS[move.act]) for move in open_moves
        ],
        "may_object": _may_object(request, found),
        "needs_basis": any(move.needs_basis for move in open_moves),
        "related": [
            (each, number(each))
            for each in queries.related(found)
            if each.kind not in FEEDBACK or scope.hears(request, each)
        ],
        "replies": queries.replies(found),
        "feedback": found.kind in FEEDBACK,
        "named": handles and queries.is_named(found),
        "filer": found_filer,
        "readings": queries.readings(found) if handles else [],
        "holders": queries.holders(found),
        "may_follow_up": found.finding in ("upheld", "partly") and may_supervise(request.user),
        "refusal": refusal,
        "typed": request.POST,
        "now": timekeeping.now(),
    }
    return render(request, "supervise/matter.html", context, status=refusal.status if refusal else 200)


def _may_object(request: StaffRequest, matter: Matter) -> bool:
    """Tell whether the reader may object to the signal that an order or a file stands on."""
    if matter.signal_id is None or matter.kind == "objection":
        return False
    signal = signal_queries.signal_file(matter.signal_id)
    return signal.may_be_objected_to and may_object(request.user, matter.agency_code)


def _actor(matter: Matter, act: str, name: str) -> str:
    move = FLOWS[matter.kind].get(act)
    if name:
        return name
    return str(words.FILERS[matter.kind]) if move and move.turn == FILER else _("系统")
