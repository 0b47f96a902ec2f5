"""What supervision takes up with an office or a person: supervision orders and violation files, entry by entry."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shenpi.apps.ids import uuid7


class Matter(models.Model):
    """A supervision order (督办) or a violation file (查处); its state follows from its entries (`matters.flows`).

    The addressee is an office or, without one, the agency's leaders; a violation file names a person. `due_at`:
    until when the addressee is to answer, null when it is not his turn.
    """

    class Kind(models.TextChoices):
        ORDER = "order", _("督办")
        VIOLATION = "violation", _("违规查处")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=12, choices=Kind)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    signal_id = models.UUIDField(null=True)
    case_id = models.UUIDField(null=True)
    case_number = models.CharField(max_length=64, blank=True, default="")
    agency_code = models.CharField(max_length=40)
    agency_name = models.CharField(max_length=200)
    office_code = models.CharField(max_length=64, blank=True, default="")
    office_name = models.CharField(max_length=200, blank=True, default="")
    person_id = models.UUIDField(null=True)
    person_name = models.CharField(max_length=100, blank=True, default="")
    state = models.CharField(max_length=12)
    escalations = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("督办与查处")
        constraints = [models.UniqueConstraint(fields=["kind", "year", "serial"], name="matter_number")]
        indexes = [
            models.Index(fields=["kind", "-opened_at", "-id"], name="matter_by_kind"),
            models.Index(fields=["due_at"], name="matter_due", condition=models.Q(due_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}-{self.serial}"


class MatterEntry(models.Model):
    """One act in a matter: what was done, by whom, in which words. Insert-only, and under seal."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="entries")
    position = models.PositiveSmallIntegerField()
    act = models.CharField(max_length=20)
    text = models.TextField()
    basis = models.TextField(blank=True, default="")
    person_id = models.UUIDField(null=True)
    person_name = models.CharField(max_length=100, blank=True, default="")
    office_name = models.CharField(max_length=200, blank=True, default="")
    due_at = models.DateTimeField(null=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("督办与查处记录")
        constraints = [models.UniqueConstraint(fields=["matter", "position"], name="matter_entry_once")]

    def __str__(self) -> str:
        return f"{self.position} {self.act}"
