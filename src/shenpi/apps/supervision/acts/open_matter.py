"""督办、立案: take a matter up with an office or a person, with a limit for the answer (D10-017, D10-084)."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping, typed
from shenpi.apps.errors import Invalid, NotFound, Stale
from shenpi.apps.organisation.models import Person
from shenpi.apps.supervision.authority import require_supervisor
from shenpi.apps.supervision.matters import opening, queries, telling
from shenpi.apps.supervision.matters.flows import FLOWS
from shenpi.apps.supervision.models import Matter, MatterEntry, Signal
from shenpi.core.worktime import BadLimit, Limit

OPENING = {"order": "issue", "violation": "open"}


@transaction.atomic
def open_matter(
    kind: str,
    ground_id: UUID,
    *,
    by: Person,
    title: str,
    text: str,
    basis: str = "",
    limit: str = "",
    person: str = "",
) -> Matter:
    """Issue a supervision order, or open a violation file, to whom its ground concerns.

    The ground is a signal, or a complaint that was found (partly) right. `limit` (ISO 8601, default of the flow) is
    counted by the working-day calendar. A violation file needs the rule that was broken (`basis`), and a person to
    answer for it: whom the signal went to, or who held a step of the complaint's case (`person`). Raises NotAllowed,
    NotFound, Invalid, Stale for a complaint without such a finding.
    """
    require_supervisor(by)
    ground = _ground(ground_id)
    if kind not in OPENING:
        raise NotFound("kind_unknown", _("没有这种处理方式。"))
    move = FLOWS[kind][OPENING[kind]]
    faults = {"title": title, "text": text} | ({"basis": basis} if move.needs_basis else {})
    missing = typed.faults(text=text, basis=basis) | typed.faults(200, title=title)
    missing |= {name: [_("必填")] for name, value in faults.items() if not value.strip()}
    if missing:
        raise Invalid("matter_incomplete", _("请把标为必填的内容填写完整。"), fields=missing)
    who = _who(ground, person) if kind == "violation" else None
    now = timekeeping.now()
    try:
        due_at = timekeeping.calendar().due(now, Limit.parse(limit or move.due))
    except BadLimit:
        raise Invalid(
            "limit_wrong", _("时限写法不对，例如 P3WD 表示三个工作日。"), fields={"limit": [_("写法不对")]}
        ) from None
    matter = opening.numbered(
        Matter(
            kind=kind,
            title=title.strip(),
            signal_id=ground.pk if isinstance(ground, Signal) else None,
            parent_id=ground.pk if isinstance(ground, Matter) else None,
            case_id=ground.case_id,
            case_number=ground.case_number,
            item_code=ground.item_code,
            item_name=ground.item_name,
            agency_code=ground.agency_code,
            agency_name=ground.agency_name,
            office_code=ground.office_code,
            office_name=ground.office_name,
            person_id=who[0] if who else None,
            person_name=who[1] if who else "",
            state="",
            opened_at=now,
        )
    )
    entry = MatterEntry(
        act=move.act,
        text=text.strip(),
        basis=basis.strip(),
        person_id=by.pk,
        person_name=by.name,
        due_at=due_at,
        at=now,
    )
    telling.enter(matter, entry, move)
    return matter


def _who(ground: Signal | Matter, person: str) -> tuple[UUID, str] | None:
    """Return who answers for a violation."""
    if isinstance(ground, Signal):
        return (ground.person_id, ground.person_name) if ground.person_id else None
    found = next((name for key, name in queries.holders(ground) if key == person), None)
    if found is None:
        raise Invalid("person_missing", _("请选择由谁陈述申辩。"), fields={"person": [_("请选择")]})
    return UUID(person), found


def _ground(ground_id: UUID) -> Signal | Matter:
    ground: Signal | Matter | None = Signal.objects.filter(pk=ground_id).first()
    if ground is None:
        ground = Matter.objects.filter(pk=ground_id, kind=Matter.Kind.COMPLAINT).first()
    if ground is None:
        raise NotFound("signal_unknown", _("没有这条监察信号。请从列表中打开。"))
    if isinstance(ground, Matter) and ground.finding not in ("upheld", "partly"):
        raise Stale("not_found_right", _("投诉查实或部分查实之后，才能据此督办或立案。"))
    return ground
