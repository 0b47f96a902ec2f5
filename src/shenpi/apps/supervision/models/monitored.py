"""What supervision was told (events), and what follows from it (cases, steps).

Events are facts and never change; cases and steps are a projection that can be made anew from the events at any
time. Nothing here points into another zone: supervision may stand on another machine.
"""

from django.db import models
from django.db.models import F, Q

OPEN = Q(begun_at__isnull=False, ended_at__isnull=True)
"""A step that somebody holds now."""
UNRECORDED = Q(begun_at__isnull=False, recorded_at__isnull=True) & (
    Q(ended_at__isnull=True) | Q(ended_at__gt=F("due_at"))
)
"""A step without a warning record that ended late, or may still turn red."""


class MonitoredCase(models.Model):
    """One case as supervision knows it: the fold of its events (see `fold`), of our own or a foreign system.

    `look_at`: when the rules look at the case next (see `signals`); null: nothing more can happen by time alone.
    """

    case_id = models.UUIDField(primary_key=True, editable=False)
    source = models.CharField(max_length=200)
    number = models.CharField(max_length=64, blank=True, default="")
    item_code = models.CharField(max_length=64, blank=True, default="")
    item_name = models.TextField(blank=True, default="")
    agency_code = models.CharField(max_length=40, blank=True, default="")
    agency_name = models.CharField(max_length=200, blank=True, default="")
    private = models.BooleanField(default=False)
    channel = models.CharField(max_length=16, blank=True, default="")
    state = models.CharField(max_length=32, blank=True, default="")
    outcome = models.CharField(max_length=32, blank=True, default="")
    received_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    last_seq = models.PositiveIntegerField(default=0)
    look_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["look_at"], name="monitored_case_to_look_at", condition=~Q(look_at=None)),
            models.Index(fields=["number"], name="monitored_case_number"),
            models.Index(fields=["-received_at", "-case_id"], name="monitored_case_by_day"),
            models.Index(fields=["agency_code", "-received_at", "-case_id"], name="monitored_case_by_agency"),
            models.Index(fields=["source", "-received_at", "-case_id"], name="monitored_case_by_source"),
            models.Index(fields=["item_code", "-received_at", "-case_id"], name="monitored_case_by_item"),
        ]

    def __str__(self) -> str:
        return self.number


class MonitoredEvent(models.Model):
    """One message about a case, kept as it came; (case, seq) makes a repetition harmless."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(MonitoredCase, models.PROTECT, related_name="events", db_index=False)
    seq = models.PositiveIntegerField()
    type = models.CharField(max_length=64)
    at = models.DateTimeField()
    data = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="monitored_event_once")]

    def __str__(self) -> str:
        return f"{self.seq} {self.type}"


class MonitoredStep(models.Model):
    """One step of a case: who holds or held it, and until when. Null `due_at`: no limit, or the clock rests.

    `suspended`: the time does not count against the holder (a special procedure, or the applicant's turn). Lights
    follow from `due_at` and the present moment and are never stored (`core.worktime.Light`).
    `recorded_at` says only that the warning record exists, so that the sweep need not look for it.
    """

    task_id = models.UUIDField(primary_key=True, editable=False)
    case = models.ForeignKey(MonitoredCase, models.PROTECT, related_name="steps")
    element = models.CharField(max_length=64, blank=True, default="")
    role = models.CharField(max_length=32, blank=True, default="")
    name = models.CharField(max_length=200, blank=True, default="")
    agency_code = models.CharField(max_length=40, blank=True, default="")
    agency_name = models.CharField(max_length=200, blank=True, default="")
    item_code = models.CharField(max_length=64, blank=True, default="")
    office_code = models.CharField(max_length=64, blank=True, default="")
    office_name = models.CharField(max_length=200, blank=True, default="")
    person_id = models.UUIDField(null=True)
    person_name = models.CharField(max_length=100, blank=True, default="")
    capacity = models.CharField(max_length=20, blank=True, default="")
    begun_at = models.DateTimeField(null=True)
    limit = models.CharField(max_length=16, blank=True, default="")
    due_at = models.DateTimeField(null=True)
    suspended = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at", "task_id", "agency_code", "office_code"],
                name="open_step_by_due",
                condition=OPEN,
            ),
            models.Index(
                fields=["agency_code", "due_at", "task_id"], name="open_step_by_agency", condition=OPEN
            ),
            models.Index(fields=["due_at"], name="step_unrecorded", condition=UNRECORDED),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(suspended=False) | Q(due_at__isnull=True), name="resting_clock_is_not_due"
            )
        ]

    def __str__(self) -> str:
        return self.name
