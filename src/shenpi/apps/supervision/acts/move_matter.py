"""The supervisor's further acts in a matter: verdict on an answer, escalation, sanction, decision on an appeal."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.errors import Invalid, NotAllowed, NotFound, Stale
from shenpi.apps.organisation.models import Person
from shenpi.apps.supervision.authority import require_supervisor
from shenpi.apps.supervision.matters import telling
from shenpi.apps.supervision.matters.flows import FLOWS, SUPERVISOR, Move
from shenpi.apps.supervision.models import Matter, MatterEntry
from shenpi.core.worktime import Limit


@transaction.atomic
def move_matter(matter_id: UUID, act: str, *, by: Person, text: str, basis: str = "") -> Matter:
    """Take the next step of a matter (`matters.flows`), in words that stay.

    An appeal is decided by somebody else than who imposed the sanction. An escalated order goes to the agency's
    leaders. Raises NotAllowed, NotFound, Invalid without text or basis, Stale when it is not the moment for it.
    """
    require_supervisor(by)
    matter = Matter.objects.select_for_update().filter(pk=matter_id).first()
    if matter is None:
        raise NotFound("matter_unknown", _("没有这件督办或查处。请从列表中打开。"))
    move = FLOWS[matter.kind].get(act)
    if move is None or move.turn != SUPERVISOR or matter.state not in move.after:
        raise Stale("matter_moved", _("本件的状态已经改变。请重新打开后再处理。"))
    _guard(matter, move, by, text, basis)
    now = timekeeping.now()
    if act == "escalate":
        to_leaders(matter)
    entry = MatterEntry(
        act=act,
        text=text.strip(),
        basis=basis.strip(),
        person_id=by.pk,
        person_name=by.name,
        due_at=due(now, move.due),
        at=now,
    )
    telling.enter(matter, entry, move.to)
    return matter


def due(now: datetime, limit: str) -> datetime | None:
    """Return until when the addressee is to answer, or None when it is not his turn."""
    return timekeeping.calendar().due(now, Limit.parse(limit)) if limit else None


def to_leaders(matter: Matter) -> None:
    """Pass an order on from the office to the leaders of its agency."""
    matter.office_code = matter.office_name = ""
    matter.escalations += 1


def _guard(matter: Matter, move: Move, by: Person, text: str, basis: str) -> None:
    missing = {} if text.strip() else {"text": [_("必填")]}
    if move.needs_basis and not basis.strip():
        missing["basis"] = [_("必填")]
    if missing:
        raise Invalid("matter_incomplete", _("请把标为必填的内容填写完整。"), fields=missing)
    if move.by_another and matter.entries.filter(act=move.by_another, person_id=by.pk).exists():
        raise NotAllowed("matter_own_verdict", _("申诉应当由作出处理的人以外的监察人员决定。"))
