"""How documents reached their addressee; kept apart from `models` for size alone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shenpi.apps.ids import uuid7


class Delivery(models.Model):
    """One attempt to serve the documents of a case, with its proof (送达)."""

    class Method(models.TextChoices):
        WINDOW = "window", _("窗口领取")
        ELECTRONIC = "electronic", _("电子送达")
        LEFT = "left", _("留置送达")
        POST = "post", _("邮寄送达")

    class State(models.TextChoices):
        SENT = "sent", _("已寄出")
        SERVED = "served", _("已送达")
        FAILED = "failed", _("被退回")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="deliveries")
    method = models.CharField(max_length=12, choices=Method.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.SERVED)
    recipient = models.CharField(max_length=64)
    documents = models.JSONField(default=list, help_text="ids of the documents")
    tracking = models.CharField(max_length=40, blank=True, default="", help_text="of the letter")
    address = models.CharField(max_length=200, blank=True, default="")
    note = models.CharField(
        max_length=500, blank=True, default="", help_text="why it failed or was left; witnesses"
    )
    sent_at = models.DateTimeField(null=True)
    served_at = models.DateTimeField(null=True, help_text="from this day the remedies run")

    def __str__(self) -> str:
        return f"{self.method} {self.state}"
