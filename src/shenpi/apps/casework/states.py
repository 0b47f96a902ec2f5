"""The states of a case and its outcomes (requirements, section 11.2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a case stands as a whole; the steps inside a state are its open tasks."""

    RECEIVED = "received", _("已接件")
    CORRECTING = "correcting", _("待补正")
    ACCEPTED = "accepted", _("已受理")
    AWAITING_PAYMENT = "awaiting_payment", _("待缴费")
    DECIDED = "decided", _("已决定")
    COMPLETED = "completed", _("已办结")
    NOT_ACCEPTED = "not_accepted", _("不予受理")
    WITHDRAWN = "withdrawn", _("已撤回")
    CLOSED = "closed", _("已终止")


class Outcome(models.TextChoices):
    """What the agency decided."""

    NONE = "", _("尚未决定")
    GRANTED = "granted", _("准予许可")
    REFUSED = "refused", _("不予许可")
    LAPSED = "lapsed", _("逾期未缴费终止")
    REVOKED = "revoked", _("撤销许可")
    RECALLED = "recalled", _("撤回许可")
    VOID = "void", _("注销许可")
    KEPT = "kept", _("许可继续有效")
    PUNISHED = "punished", _("予以行政处罚")
    EXEMPT = "exempt", _("不予行政处罚")
    MOVED = "moved", _("移送司法机关")
    LEVIED = "levied", _("征收")
    WAIVED = "waived", _("不予征收")
    RELEASED = "released", _("解除查封、扣押")
    FORFEIT = "forfeit", _("没收非法财物")
    DESTROYED = "destroy", _("依法销毁")
    SOLD = "sold", _("成交")
    UNSOLD = "unsold", _("未成交")
    BREACHED = "breached", _("竞得人违约")


ENDED = (State.COMPLETED, State.NOT_ACCEPTED, State.WITHDRAWN, State.CLOSED)


class Channel(models.TextChoices):
    """How the filing came in (D10-024)."""

    ONLINE = "online", _("网上申报")
    WINDOW = "window", _("窗口申报")
    OFFICE = "office", _("依职权办理")
    AFTERWARDS = "afterwards", _("事后补录")


EX_OFFICIO = {
    State.RECEIVED: _("待立案"),
    State.ACCEPTED: _("已立案"),
    State.NOT_ACCEPTED: _("不予立案"),
}
"""What states are called in cases that the agency begins by itself."""

COERCIVE = {
    State.RECEIVED: _("待实施"),
    State.ACCEPTED: _("已实施"),
    State.NOT_ACCEPTED: _("不予实施"),
}
"""What they are called where a coercive measure is taken."""


class Checked(models.TextChoices):
    """What came of comparing a copy or a scan with its original (核验原件; D10-041)."""

    SAME = "same", _("与原件一致")
    DIFFERS = "differs", _("与原件不符")
