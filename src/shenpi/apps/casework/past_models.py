"""The row that marks a case as entered after the fact (补录)."""

from django.conf import settings
from django.db import models


class PastRecord(models.Model):
    """Where a case was handled before it was entered here, under which number, and why it comes afterwards."""

    case = models.OneToOneField("casework.Case", models.PROTECT, primary_key=True, related_name="past")
    source = models.CharField(max_length=60)
    source_number = models.CharField(max_length=60)
    reason = models.CharField(max_length=500)
    document_number = models.CharField(max_length=80, blank=True, default="")
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "source_number"], name="entered_once")]

    def __str__(self) -> str:
        return f"{self.source} {self.source_number}"
