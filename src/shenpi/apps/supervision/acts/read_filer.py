"""查看身份: look at who brought a matter; the look stays on record."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping, typed
from shenpi.apps.errors import Invalid, NotFound
from shenpi.apps.organisation.models import Person
from shenpi.apps.supervision import sealing
from shenpi.apps.supervision.authority import require_handler
from shenpi.apps.supervision.models import Filer, FilerReading, Matter


@transaction.atomic
def read_filer(matter_id: UUID, *, by: Person, reason: str) -> Filer:
    """Return name and telephone of who brought a matter, and record who looked, when and why.

    Raises NotAllowed for those who do not handle it, NotFound when no name was given, Invalid without a reason.
    """
    matter = Matter.objects.filter(pk=matter_id).first()
    if matter is None:
        raise NotFound("matter_unknown", _("没有这一件。请从列表中打开。"))
    require_handler(by, matter)
    if not reason.strip():
        raise Invalid("reason_missing", _("请写明查看身份的理由。"), fields={"reason": [_("必填")]})
    if wrong := typed.faults(200, reason=reason):
        raise Invalid("reason_unfit", wrong["reason"][0], fields=wrong)
    filer = Filer.objects.filter(pk=matter_id).first()
    if filer is None:
        raise NotFound("anonymous", _("这一件没有留下姓名。"))
    made = FilerReading.objects.create(
        matter=matter, person_id=by.pk, person_name=by.name, reason=reason.strip(), at=timekeeping.now()
    )
    sealing.seal([made])
    return filer
