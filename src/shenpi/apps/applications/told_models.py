"""What the internal zone told: the course of each case, its papers, and the hearings and results made public."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models

from shenpi.apps.documents.models import StoredFile

from .states import State


class Progress(models.Model):
    """Where a case stands for its applicant: folded from its events by `projection`, never written otherwise."""

    case_id = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=13, db_index=True)
    item_name = models.CharField(max_length=500)
    agency_name = models.CharField(max_length=200, blank=True)
    query_code_hash = models.CharField(max_length=64, blank=True, help_text="of a window filing's voucher")
    state = models.CharField(max_length=16, choices=State, default=State.SUBMITTED)
    outcome = models.CharField(max_length=16, blank=True)
    reason = models.TextField(blank=True, help_text="of a refusal, as the decision gives it")
    received_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    served_on = models.DateField(
        null=True, help_text="when the decision was served: the remedies run from here"
    )
    due_at = models.DateTimeField(null=True, help_text="when the next thing falls due, whoever has to do it")
    correction = models.JSONField(null=True, help_text='{"faults": [{key, name, problem}], "due_at": …}')
    payment = models.JSONField(null=True, help_text='{"amount": "1200.00", "due_at": …}')
    hearing_claim_by = models.DateTimeField(
        null=True, help_text="until when a hearing may be claimed, while it may"
    )
    rests = models.JSONField(
        default=list, help_text="[[begin, end, reason]] of special procedures, ISO moments"
    )
    extension = models.CharField(max_length=12, blank=True, help_text="ISO 8601, e.g. P10WD")
    steps = models.JSONField(default=list, help_text="the course's steps, see fold.Step")
    last_seq = models.PositiveIntegerField(default=0)
    bundle_number = models.CharField(max_length=13, blank=True, help_text="where several were filed at once")
    bundle_name = models.CharField(max_length=100, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["bundle_number"], name="progress_of_bundle", condition=~models.Q(bundle_number="")
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.state}"

    def resting(self, moment: datetime) -> str:
        """Return for what the limit of the decision rests at `moment` (行政许可法 art. 45), or nothing."""
        read = datetime.fromisoformat
        now = (reason for begin, end, reason in self.rests if read(begin) <= moment < read(end))
        return next(now, "")

    def is_paused(self, moment: datetime) -> bool:
        """Tell whether it rests."""
        return bool(self.resting(moment))


class ProgressEvent(models.Model):
    """One event of a case as its applicant may read it; kept once, in whatever order it arrived."""

    case_id = models.UUIDField()
    seq = models.PositiveIntegerField()
    type = models.CharField(max_length=40)
    at = models.DateTimeField()
    data = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["case_id", "seq"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["case_id", "seq"], name="progress_event")]

    def __str__(self) -> str:
        return f"{self.type} {self.seq}"


class PublicDocument(models.Model):
    """An official document that its applicant may download here."""

    id = models.UUIDField(primary_key=True, editable=False)
    case_id = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=24)
    title = models.CharField(max_length=200)
    number = models.CharField(max_length=80, blank=True)
    filename = models.CharField(max_length=255)
    verification_code = models.CharField(max_length=20, blank=True, db_index=True)
    certificate_id = models.UUIDField(null=True, db_index=True, help_text="that the case is upon")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["issued_at", "id"]

    def __str__(self) -> str:
        return f"{self.title} {self.number}".strip()


class PublicHearing(models.Model):
    """A hearing announced to the public (行政许可法 art. 46, 48.1): when and where, about what."""

    case_id = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=13)
    item_name = models.CharField(max_length=500, blank=True)
    agency_name = models.CharField(max_length=200, blank=True)
    applicant = models.CharField(max_length=200, blank=True)
    document_number = models.CharField(max_length=80, blank=True)
    held_at = models.DateTimeField(db_index=True)
    place = models.CharField(max_length=200)
    chair = models.CharField(max_length=100, blank=True)
    matter = models.TextField(blank=True)
    announced_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["held_at", "case_id"]

    def __str__(self) -> str:
        return f"{self.number} {self.item_name}"


class PublicInspection(models.Model):
    """The record of an inspection of a licence's holder, as the public may consult it (行政许可法 art. 61.2)."""

    record_id = models.UUIDField(primary_key=True, help_text="of the record's paper")
    case_id = models.UUIDField(db_index=True)
    number = models.CharField(max_length=13, db_index=True)
    item_name = models.CharField(max_length=500, blank=True)
    agency_name = models.CharField(max_length=200, blank=True, db_index=True)
    holder = models.CharField(max_length=200, blank=True, db_index=True)
    document_number = models.CharField(max_length=80, blank=True)
    inspected_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    findings = models.TextField(blank=True)
    result = models.CharField(max_length=16)
    advice = models.TextField(blank=True)
    published_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-published_at", "-record_id"], name="inspections_newest")]

    def __str__(self) -> str:
        return f"{self.number} {self.inspected_on}"


class PublicNotice(models.Model):
    """A result made public (D3-059): what was decided for whom, without what is private."""

    case_id = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=13)
    item_name = models.CharField(max_length=500, blank=True)
    agency_name = models.CharField(max_length=200, blank=True)
    applicant = models.CharField(max_length=200, blank=True)
    document_number = models.CharField(max_length=80, blank=True)
    outcome = models.CharField(max_length=16)
    decided_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering: ClassVar = ["-published_at"]

    def __str__(self) -> str:
        return f"{self.number} {self.item_name}"
