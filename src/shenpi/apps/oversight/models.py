"""What supervision told us: a matter as its latest message has it, and every entry in it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ToldMatter(models.Model):
    """A supervision order or violation file addressed to an office, an agency's leaders, or a person of ours.

    `answers`: what may be answered now; empty when it is not our turn. `position`: the latest entry we know of.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    kind = models.CharField(max_length=12)
    number = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    agency_code = models.CharField(max_length=40)
    office_code = models.CharField(max_length=64, blank=True, default="")
    office_name = models.CharField(max_length=200, blank=True, default="")
    person_id = models.UUIDField(null=True)
    person_name = models.CharField(max_length=100, blank=True, default="")
    case_number = models.CharField(max_length=64, blank=True, default="")
    state = models.CharField(max_length=16)
    position = models.PositiveSmallIntegerField(default=0)
    answers = models.JSONField(default=list)
    due_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField()

    class Meta:
        verbose_name = _("督办与查处")
        indexes = [
            models.Index(fields=["agency_code", "-told_at"], name="told_matter_by_agency"),
            models.Index(fields=["person_id", "-told_at"], name="told_matter_by_person"),
        ]

    def __str__(self) -> str:
        return self.number


class ToldEntry(models.Model):
    """One entry of a matter, in the words of supervision or our own."""

    id = models.BigAutoField(primary_key=True)
    matter_id = models.UUIDField()
    position = models.PositiveSmallIntegerField()
    act = models.CharField(max_length=20)
    text = models.TextField(blank=True, default="")
    basis = models.TextField(blank=True, default="")
    by = models.CharField(max_length=100, blank=True, default="")
    due_at = models.DateTimeField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter_id", "position"], name="told_entry_once")]

    def __str__(self) -> str:
        return f"{self.position} {self.act}"
