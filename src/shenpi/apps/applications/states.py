"""Who applies, and where an application stands as its applicant may know it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ApplicantKind(models.TextChoices):
    """For whom an account applies; the values are those of the contracts."""

    PERSON = "person", _("个人")
    ORGANISATION = "organisation", _("企业或其他组织")


class State(models.TextChoices):
    """The states of a case (requirements, section 11.2), and SUBMITTED before the internal zone has answered."""

    SUBMITTED = "submitted", _("已提交，等待接件")
    RECEIVED = "received", _("已接件，正在形式审查")
    CORRECTING = "correcting", _("等您补正")
    ACCEPTED = "accepted", _("已受理，正在审查")
    AWAITING_PAYMENT = "awaiting_payment", _("等您缴费")
    DECIDED = "decided", _("已作出决定")
    COMPLETED = "completed", _("已办结")
    NOT_ACCEPTED = "not_accepted", _("不予受理")
    WITHDRAWN = "withdrawn", _("已撤回")
    CLOSED = "closed", _("已终止")


ENDED = frozenset({State.COMPLETED, State.NOT_ACCEPTED, State.WITHDRAWN, State.CLOSED})
WITHDRAWABLE = frozenset({State.SUBMITTED, State.RECEIVED, State.CORRECTING, State.ACCEPTED})
"""Until the decision the applicant may take the application back (D3-033)."""
