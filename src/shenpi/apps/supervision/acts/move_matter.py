"""The supervisor's further acts in a matter: acceptance, inquiry, verdict, sanction, appeal (D10-044, D10-084)."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping, typed
from shenpi.apps.errors import Invalid, NotAllowed, NotFound, Stale
from shenpi.apps.organisation.models import Person
from shenpi.apps.supervision.acts.quash import quash
from shenpi.apps.supervision.authority import require_handler
from shenpi.apps.supervision.matters import letters, telling
from shenpi.apps.supervision.matters.flows import SUPERVISOR, Move
from shenpi.apps.supervision.matters.rating import strike
from shenpi.apps.supervision.models import Matter, MatterEntry

PAPER = "书面材料"
"""Where others' entries name the office: that this one was written on paper, and entered by who signs it."""


@transaction.atomic
def move_matter(matter_id: UUID, act: str, *, by: Person, text: str, basis: str = "") -> Matter:
    """Take the next step of a matter (`matters.flows`), in words that stay.

    What an addressee without a desk here wrote is entered for him. An appeal is decided by somebody else than who
    imposed the sanction, a review by somebody else than who found. An escalated order goes to the agency's leaders; a
    finding on a complaint whose complainant gave a name is written to him. Raises NotAllowed, NotFound, Invalid
    without text or basis, Stale when it is not the moment.
    """
    matter = Matter.objects.select_for_update().filter(pk=matter_id).first()
    if matter is None:
        raise NotFound("matter_unknown", _("没有这件督办或查处。请从列表中打开。"))
    require_handler(by, matter)
    paper = telling.on_paper(matter)
    move = next((move for move in (*telling.allowed(matter, SUPERVISOR), *paper) if move.act == act), None)
    if move is None:
        raise Stale("matter_moved", _("本件的状态已经改变。请重新打开后再处理。"))
    _guard(matter, move, by, text, basis)
    if act == "escalate":
        to_leaders(matter)
    elif act == "strike":
        strike(matter.pk)
    elif act == "sustain" and matter.signal_id:
        quash("signal", matter.signal_id, by=by, reason=text, decision=basis)
    entry = MatterEntry(
        act=act,
        text=text.strip(),
        basis=basis.strip(),
        person_id=by.pk,
        person_name=by.name,
        office_name=PAPER if move in paper else "",
        at=timekeeping.now(),
    )
    telling.enter(matter, entry, move)
    letters.write(matter, entry)
    return matter


def to_leaders(matter: Matter) -> None:
    """Pass an order on from the office to the leaders of its agency."""
    matter.office_code = matter.office_name = ""
    matter.escalations += 1


def _guard(matter: Matter, move: Move, by: Person, text: str, basis: str) -> None:
    missing = typed.faults(text=text, basis=basis)
    if not text.strip():
        missing["text"] = [_("必填")]
    if move.needs_basis and not basis.strip():
        missing["basis"] = [_("必填")]
    if missing:
        raise Invalid("matter_incomplete", _("请把标为必填的内容填写完整。"), fields=missing)
    if matter.entries.filter(act__in=move.by_another, person_id=by.pk).exists():
        raise NotAllowed("matter_own_verdict", _("应当由作出原处理的人以外的监察人员决定。"))
