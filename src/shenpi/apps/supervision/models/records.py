"""What supervision put on record: facts that never change."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shenpi.apps.ids import uuid7


class WarningRecord(models.Model):
    """A red light put on record (警示记录, D3-068), to the person and the office that held the task.

    Written once, by `recording` alone; triggers in the database refuse UPDATE, DELETE and TRUNCATE. Names are
    copied, not referred to: a record says what was so on that day. A null person: nobody had taken the task,
    the record is the office's. `year` is the calendar year in Asia/Shanghai in which the light turned red.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    task_id = models.UUIDField(unique=True)
    case_id = models.UUIDField(db_index=True)
    case_number = models.CharField(max_length=64)
    item_code = models.CharField(max_length=64)
    item_name = models.TextField()
    step_name = models.CharField(max_length=200)
    agency_code = models.CharField(max_length=40)
    agency_name = models.CharField(max_length=200)
    office_code = models.CharField(max_length=64)
    office_name = models.CharField(max_length=200)
    person_id = models.UUIDField(null=True)
    person_name = models.CharField(max_length=100, blank=True)
    capacity = models.CharField(max_length=20, blank=True)
    begun_at = models.DateTimeField()
    limit = models.CharField(max_length=16, blank=True, default="")
    due_at = models.DateTimeField()
    turned_red_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    year = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("警示记录")
        indexes = [
            models.Index(fields=["year", "-turned_red_at", "-id"], name="record_by_year"),
            models.Index(fields=["year", "agency_code", "office_code"], name="record_by_office"),
        ]

    def __str__(self) -> str:
        return f"{self.case_number} {self.step_name}"
