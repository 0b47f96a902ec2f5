"""撤销: a signal or a warning record no longer counts; both stay, and the decision stands beside them."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping, typed
from shenpi.apps.errors import Invalid, NotFound, Stale
from shenpi.apps.organisation.models import Person
from shenpi.apps.supervision import sealing
from shenpi.apps.supervision.authority import require_supervisor
from shenpi.apps.supervision.models import Quashing, Signal, WarningRecord

RECORDS = {"signal": Signal, "record": WarningRecord}


@transaction.atomic
def quash(kind: str, record_id: UUID, *, by: Person, reason: str, decision: str = "") -> Quashing:
    """Quash a signal (`kind` "signal") or a warning record ("record") with a reason and the decision's number.

    ../shared/law.md §7: cards may be cancelled on appeal and are then counted apart, by the date of the cancelling.
    Raises NotAllowed, NotFound, Invalid without a reason or with texts that cannot be kept, Stale when it is quashed
    already.
    """
    require_supervisor(by)
    faults = typed.faults(reason=reason) | typed.faults(200, decision=decision)
    if not reason.strip():
        faults["reason"] = [_("请写明理由")]
    if faults:
        raise Invalid("quashing", _("撤销的理由或者决定文号需要修改。"), fields=faults)
    if kind not in RECORDS or not RECORDS[kind]._default_manager.filter(pk=record_id).exists():
        raise NotFound("record_unknown", _("没有这条记录。请核对地址，或从列表中打开。"))
    sealing.alone()
    if Quashing.objects.filter(kind=kind, record_id=record_id).exists():
        raise Stale("already_quashed", _("这条记录已经撤销。"))
    made = Quashing.objects.create(
        kind=kind,
        record_id=record_id,
        reason=reason.strip(),
        decision=decision.strip(),
        person_id=by.pk,
        person_name=by.name,
        at=timekeeping.now(),
    )
    sealing.seal([made])
    return made
