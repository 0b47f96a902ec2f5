"""督办、立案: take a matter up with an office or a person, with a limit for the answer (D10-017, D10-084)."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.errors import Invalid, NotFound
from shenpi.apps.organisation.models import Person
from shenpi.apps.supervision import sealing
from shenpi.apps.supervision.authority import require_supervisor
from shenpi.apps.supervision.matters import telling
from shenpi.apps.supervision.matters.flows import FLOWS
from shenpi.apps.supervision.models import Matter, MatterEntry, Signal
from shenpi.core.worktime import BadLimit, Limit

OPENING = {"order": "issue", "violation": "open"}


@transaction.atomic
def open_matter(
    kind: str, signal_id: UUID, *, by: Person, title: str, text: str, basis: str = "", limit: str = ""
) -> Matter:
    """Issue a supervision order, or open a violation file, on the ground of a signal, to whom the signal went.

    `limit` (ISO 8601, default of the flow) is counted by the working-day calendar. A violation file needs the
    rule that was broken (`basis`), and a person to answer for it. Raises NotAllowed, NotFound, Invalid.
    """
    require_supervisor(by)
    signal = Signal.objects.filter(pk=signal_id).first()
    if signal is None or kind not in FLOWS:
        raise NotFound("signal_unknown", _("没有这条监察信号。请从列表中打开。"))
    move = FLOWS[kind][OPENING[kind]]
    faults = {"title": title, "text": text} | ({"basis": basis} if move.needs_basis else {})
    missing = {name: [_("必填")] for name, value in faults.items() if not value.strip()}
    if missing:
        raise Invalid("matter_incomplete", _("请把标为必填的内容填写完整。"), fields=missing)
    now = timekeeping.now()
    try:
        due_at = timekeeping.calendar().due(now, Limit.parse(limit or move.due))
    except BadLimit:
        raise Invalid(
            "limit_wrong", _("时限写法不对，例如 P3WD 表示三个工作日。"), fields={"limit": [_("写法不对")]}
        ) from None
    sealing.alone()  # so that numbers follow each other
    year = timekeeping.local(now).year
    last = Matter.objects.filter(kind=kind, year=year).order_by("-serial").first()
    matter = Matter(
        kind=kind,
        year=year,
        serial=last.serial + 1 if last else 1,
        title=title.strip()[:200],
        signal_id=signal.pk,
        case_id=signal.case_id,
        case_number=signal.case_number,
        agency_code=signal.agency_code,
        agency_name=signal.agency_name,
        office_code=signal.office_code,
        office_name=signal.office_name,
        person_id=signal.person_id if kind == "violation" else None,
        person_name=signal.person_name if kind == "violation" else "",
        state="",
        opened_at=now,
    )
    matter.save(force_insert=True)
    entry = MatterEntry(
        act=move.act,
        text=text.strip(),
        basis=basis.strip(),
        person_id=by.pk,
        person_name=by.name,
        due_at=due_at,
        at=now,
    )
    telling.enter(matter, entry, move.to)
    return matter
