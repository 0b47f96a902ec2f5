"""异议: an agency objects to a card by its own supervisor, else by its leader; the bureau decides (D10-076)."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping, typed
from shenpi.apps.errors import Invalid, NotAllowed, NotFound, Stale
from shenpi.apps.organisation.models import Person
from shenpi.apps.supervision import sealing
from shenpi.apps.supervision.authority import bureau, may_object
from shenpi.apps.supervision.matters import opening, telling
from shenpi.apps.supervision.matters.flows import FLOWS
from shenpi.apps.supervision.models import Matter, MatterEntry, Quashing, Signal
from shenpi.apps.supervision.rules import RULES

KIND, ACT = "objection", "raise"


@transaction.atomic
def object_to(signal_id: UUID, *, by: Person, text: str) -> Matter:
    """Object to a signal, once, in words that stay; who sustains the objection quashes the signal by it.

    Raises NotFound, NotAllowed for a card of another agency, Invalid without words, Stale when the signal is quashed
    or was objected to before.
    """
    signal = Signal.objects.filter(pk=signal_id).first()
    if signal is None:
        raise NotFound("signal_unknown", _("没有这条监察信号。请从列表中打开。"))
    if not may_object(by, signal.agency_code):
        raise NotAllowed(
            "objection.not_own",
            _("对本单位的信号，由本单位的监察人员提出异议；没有监察人员的，由单位负责人提出。"),
        )
    faults = typed.faults(text=text) | ({} if text.strip() else {"text": [_("必填")]})
    if faults:
        raise Invalid("matter_incomplete", _("请把标为必填的内容填写完整。"), fields=faults)
    sealing.alone()
    if Quashing.objects.filter(kind="signal", record_id=signal.pk).exists():
        raise Stale("already_quashed", _("这条记录已经撤销。"))
    if Matter.objects.filter(kind=KIND, signal_id=signal.pk).exists():
        raise Stale("objected_already", _("对这条信号已经提出过异议。"))
    now = timekeeping.now()
    handler_code, handler_name = bureau()
    matter = opening.numbered(
        Matter(
            kind=KIND,
            title=str(RULES[signal.rule].name if signal.rule in RULES else signal.rule)[:200],
            signal_id=signal.pk,
            case_id=signal.case_id,
            case_number=signal.case_number,
            item_code=signal.item_code,
            item_name=signal.item_name,
            agency_code=signal.agency_code,
            agency_name=signal.agency_name,
            office_code=signal.office_code,
            office_name=signal.office_name,
            handler_code=handler_code,
            handler_name=handler_name,
            state="",
            opened_at=now,
        )
    )
    entry = MatterEntry(act=ACT, text=text.strip(), person_id=by.pk, person_name=by.name, at=now)
    telling.enter(matter, entry, FLOWS[KIND][ACT])
    return matter
