"""Orders to pay: each a row with its state, its attempts and its next try, so that none is lost or paid twice."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shenpi.apps.ids import uuid7


class State(models.TextChoices):
    """Where an order stands."""

    WAITING = "waiting", _("等待送到支付平台")
    PLACED = "placed", _("等待支付")
    PAID = "paid", _("已支付")
    DIFFERENT = "different", _("已支付，金额不符")
    REFUSED = "refused", _("支付平台不接受")
    CLOSED = "closed", _("未支付，已关闭")


OPEN = (State.WAITING, State.PLACED)
"""What is still on its way: to be placed, or to be asked about."""


class PaymentOrder(models.Model):
    """One fee to be paid at the platform; its id is the platform's idempotency key. A case has one open at most."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case_id = models.UUIDField(db_index=True)
    number = models.CharField(max_length=13)
    item_name = models.CharField(max_length=500)
    payer = models.CharField(max_length=200)
    agency = models.ForeignKey(
        "organisation.Agency", models.PROTECT, null=True, related_name="+", db_index=False
    )
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    pay_until = models.DateTimeField()
    state = models.CharField(_("状态"), max_length=9, choices=State, default=State.WAITING)
    attempts = models.PositiveIntegerField(_("次数"), default=0)
    next_try_at = models.DateTimeField(_("下次时间"))
    error = models.CharField(_("原因"), max_length=500, blank=True, default="")
    reference = models.CharField(
        max_length=100, blank=True, default="", help_text="the platform's own number"
    )
    page = models.URLField(max_length=500, blank=True, default="", help_text="where the payer pays")
    created_at = models.DateTimeField(_("产生时间"))
    paid_at = models.DateTimeField(null=True)
    paid_amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    receipt_number = models.CharField(max_length=64, blank=True, default="")
    handled_at = models.DateTimeField(null=True, help_text="when a person settled what was wrong with it")
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    handled_note = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("缴费订单")
        indexes = [
            models.Index(fields=["next_try_at"], name="order_on_its_way", condition=Q(state__in=OPEN)),
            models.Index(fields=["agency", "-id"], name="order_by_agency"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case_id"], name="order_open_once", condition=Q(state__in=OPEN))
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.amount}"

    @property
    def on_its_way(self) -> bool:
        """Whether the system still does something about it by itself."""
        return self.state in OPEN
