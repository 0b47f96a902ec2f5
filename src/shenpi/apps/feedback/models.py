"""What the public zone keeps of complaints, enquiries and ratings: as filed, and what supervision told since."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from shenpi.apps.documents.models import StoredFile
from shenpi.apps.organisation.models import Person


class Kind(models.TextChoices):
    """What people bring."""

    COMPLAINT = "complaint", _("投诉")
    ENQUIRY = "enquiry", _("咨询")
    RATING = "rating", _("评价")


class Feedback(models.Model):
    """One filing; its state is what supervision told last (`position` says which entry that was).

    Whoever holds the query code may follow it; `person` is set where an account filed it.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    kind = models.CharField(max_length=12, choices=Kind)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    query_code_hash = models.CharField(max_length=64, unique=True)
    number = models.CharField(max_length=40, blank=True, default="")
    title = models.CharField(max_length=200)
    text = models.TextField()
    agency_name = models.CharField(max_length=200, blank=True, default="")
    handler_name = models.CharField(max_length=200, blank=True, default="")
    item_name = models.CharField(max_length=500, blank=True, default="")
    case_id = models.UUIDField(null=True)
    grade = models.PositiveSmallIntegerField(null=True)
    named = models.BooleanField(default=False, help_text="a name was given, so a written reply is due")
    state = models.CharField(max_length=16, blank=True, default="")
    answers = models.JSONField(default=list)
    position = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    deadline_at = models.DateTimeField(null=True)
    filed_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-filed_at"], name="feedback_by_person")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case_id"], name="case_rated_once", condition=models.Q(kind=Kind.RATING)
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number or self.pk}"


class FeedbackEntry(models.Model):
    """One step of its course, as whoever filed it may read it."""

    feedback_id = models.UUIDField()
    position = models.PositiveSmallIntegerField()
    act = models.CharField(max_length=20)
    text = models.TextField(blank=True, default="")
    basis = models.TextField(blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["feedback_id", "position"], name="feedback_entry_once")
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.act}"


class Reply(models.Model):
    """A written reply, for download."""

    id = models.UUIDField(primary_key=True, editable=False)
    feedback_id = models.UUIDField(db_index=True)
    title = models.CharField(max_length=200)
    number = models.CharField(max_length=80, blank=True, default="")
    filename = models.CharField(max_length=255)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.title} {self.number}"


class Visit(models.Model):
    """One service at a window, which may be rated once by whoever holds its code (GB/T 39734-2020)."""

    id = models.UUIDField(primary_key=True, editable=False)
    code_hash = models.CharField(max_length=64, unique=True)
    agency_code = models.CharField(max_length=40)
    agency_name = models.CharField(max_length=200)
    office_code = models.CharField(max_length=64)
    office_name = models.CharField(max_length=200)
    person_id = models.UUIDField()
    person_name = models.CharField(max_length=100)
    item_code = models.CharField(max_length=64, blank=True, default="")
    item_name = models.CharField(max_length=500, blank=True, default="")
    opened_at = models.DateTimeField()
    rated_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.office_name} {self.opened_at}"


class Faq(models.Model):
    """A good answer to an enquiry, published on the guide of its item."""

    id = models.UUIDField(primary_key=True, editable=False)
    item_code = models.CharField(max_length=64, db_index=True)
    agency_name = models.CharField(max_length=200)
    question = models.TextField()
    answer = models.TextField()
    withdrawn = models.BooleanField(default=False)
    published_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.question[:40]
