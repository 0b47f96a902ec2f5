"""What is kept of the past: the ledgers of all cases in one insert-only table, and how far each reader got."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shenpi.apps.packed import PackedJSONField


class CaseEvent(models.Model):
    """One event of a case's ledger, as sealed by `core.ledger.seal`.

    The database refuses UPDATE, DELETE and TRUNCATE (migration 0002). On PostgreSQL the table is partitioned
    by the year in which the case began, which its identifier (UUID version 7) tells: a case's whole ledger lies in
    one partition, and (case, sequence) is unique across all of them. `position` orders all events of the
    node; a late commit may fill a lower position, so readers use `subscription.take`.
    """

    position = models.BigAutoField(primary_key=True)
    case_id = models.UUIDField(_("办件"))
    seq = models.PositiveIntegerField(_("序号"))
    type = models.CharField(_("事件"), max_length=60)
    actor_id = models.UUIDField(_("行为人标识"), null=True)
    actor_name = models.CharField(_("行为人"), max_length=100)
    capacity = models.CharField(_("身份"), max_length=20)
    on_behalf_of = models.UUIDField(_("被代理人"), null=True)
    at = models.DateTimeField(_("时间"))
    payload = PackedJSONField(_("内容"))
    prev_hash = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = _("办件事件")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["case_id", "seq"], name="ledger_event_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.seq} {self.type}"


class Subscriber(models.Model):
    """A reader of all ledgers and its cursor (`core.ledger.Cursor`)."""

    name = models.CharField(_("读者"), max_length=60, primary_key=True)
    position = models.BigIntegerField(_("已读位置"), default=0)
    gaps = models.JSONField(_("待补位置"), default=list)

    class Meta:
        verbose_name = _("账本读者")

    def __str__(self) -> str:
        return f"{self.name} @ {self.position}"
