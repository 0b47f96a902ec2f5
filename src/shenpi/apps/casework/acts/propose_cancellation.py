"""提请注销: a licence that has ended in law is to be struck off."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import papers
from shenpi.apps.casework.acts.open_on_certificate import opened
from shenpi.apps.casework.models import Case
from shenpi.apps.documents.standing import STRUCK_OFF, Purpose
from shenpi.apps.errors import Invalid
from shenpi.apps.organisation.models import Person

WITHDRAWN = "withdrawn"
GROUNDS = {
    "expired": _("行政许可有效期届满未延续"),
    "person_gone": _("赋予公民特定资格的行政许可，该公民死亡或者丧失行为能力"),
    "organisation_gone": _("法人或者其他组织依法终止"),
    WITHDRAWN: _("行政许可依法被撤销、撤回，或者行政许可证件依法被吊销"),
    "force_majeure": _("因不可抗力导致行政许可事项无法实施"),
    "other": _("法律、法规规定的应当注销行政许可的其他情形"),
}
"""行政许可法 art. 70.1 to 70.6."""


def propose_cancellation(certificate_id: UUID, *, by: Person, ground: str, reason: str) -> Case:
    """Begin the cancellation of a licence (行政许可法 art. 70); one that was revoked or recalled ends on that ground
    alone.

    Raises Invalid, NotAllowed, Refusal.
    """
    faults = {}
    if ground not in GROUNDS:
        faults["ground"] = [_("请选择法定情形")]
    if not reason.strip():
        faults["reason"] = [_("请写明事实")]
    if faults:
        raise Invalid("ground_missing", _("注销许可须写明法定情形和事实。"), fields=faults)
    with opened(certificate_id, Purpose.CANCELLATION, by=by, right="propose_cancellation") as made:
        if made.certificate.standing in STRUCK_OFF and ground != WITHDRAWN:
            words = [_("该许可已被撤销或者撤回，请选择“%(ground)s”") % {"ground": GROUNDS[WITHDRAWN]}]
            raise Invalid("ground_missing", _("请按许可的现状选择法定情形。"), fields={"ground": words})
        said = {"ground": papers.chinese(GROUNDS[ground]), "reason": reason.strip()}
        made.unit.set(context={**made.unit.case.context, "proposed": said})
        made.told = said
    return made.unit.case
