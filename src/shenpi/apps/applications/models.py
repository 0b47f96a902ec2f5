"""What the public zone keeps: applicants, their drafts and filings, and what they may know of the course.

An application's id is the later case's id, and its number the case's number, so that the two zones agree
without asking each other. Nothing here refers to casework: the zones may be two machines.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, cast

from django.db import models
from django.utils.functional import cached_property

from shenpi.apps.catalogue import certificate_forms
from shenpi.apps.catalogue.bundles import Composition, composed
from shenpi.apps.catalogue.models import BundleVersion, ItemVersion
from shenpi.apps.documents.models import StoredFile
from shenpi.apps.ids import uuid7
from shenpi.apps.organisation.models import Person

from .applicant_models import Applicant
from .certificate_models import PublicCertificate
from .mandate_models import Mandate
from .states import State

__all__ = [
    "Applicant",
    "Application",
    "Draft",
    "DraftFile",
    "FilingSeries",
    "Mandate",
    "Progress",
    "ProgressEvent",
    "PublicCertificate",
    "PublicDocument",
    "PublicHearing",
    "PublicNotice",
]


class Draft(models.Model):
    """An application being written, or an answer to a correction notice (`application` set).

    It is saved as it is typed and may be incomplete. Its id is the client token of the submission: however often
    the button is pressed, one draft gives one application (D1-016).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="drafts")
    item_version = models.ForeignKey(ItemVersion, models.PROTECT, null=True, related_name="+")
    bundle = models.ForeignKey(
        BundleVersion, models.PROTECT, null=True, related_name="+", help_text="for several items at once"
    )
    application = models.ForeignKey("Application", models.PROTECT, null=True, related_name="answers")
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, related_name="drafts")
    form_data = models.JSONField(default=dict)
    visited = models.JSONField(default=list, help_text="keys of the form sections that were saved once")
    undertakings = models.JSONField(
        default=dict, help_text='by material: "commitment" instead of it, or "follow": it comes later'
    )
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-saved_at"]
        indexes: ClassVar = [models.Index(fields=["person", "-saved_at"], name="draft_by_person")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="draft_of_item_or_bundle",
                condition=models.Q(item_version=None, bundle__isnull=False)
                | models.Q(item_version__isnull=False, bundle=None),
            )
        ]

    def __str__(self) -> str:
        return f"draft {self.id}"

    @cached_property
    def filed_for(self) -> ItemVersion | Composition:
        """What is applied for: an item, or several at once. Raises Refusal when one of these is not to be had."""
        return composed(self.bundle) if self.bundle else cast("ItemVersion", self.item_version)

    @property
    def title(self) -> str:
        """What the thing applied for is called."""
        if self.bundle is not None:
            return self.bundle.bundle.name
        return cast("ItemVersion", self.item_version).item.name

    @property
    def form_schema(self) -> dict[str, Any]:
        """The form that is filled in."""
        return self.application.form_schema if self.application else dict(self.filed_for.form_schema)

    @property
    def materials(self) -> list[dict[str, Any]]:
        """The materials that are asked for."""
        return self.filed_for.materials


class DraftFile(models.Model):
    """A file attached to a draft's material; stored the moment it is chosen, so nothing is lost with the line."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files")
    material = models.CharField(max_length=64)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    filename = models.CharField(max_length=200)
    attached_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "material", "file"], name="draft_file_once")
        ]

    def __str__(self) -> str:
        return self.filename


class Application(models.Model):
    """A filing as it was submitted; it is never changed, corrections are answers beside it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=13, unique=True)
    client_token = models.UUIDField(unique=True)
    query_code_hash = models.CharField(max_length=64)
    person = models.ForeignKey(Person, models.PROTECT, related_name="applications")
    item_version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="+")
    applicant = models.JSONField(help_text="kind, name, id_number, phone, agent, address as filed")
    form_data = models.JSONField()
    materials = models.JSONField(help_text="[{key, name, sha256, filename, size, media_type}]")
    undertakings = models.JSONField(default=dict, help_text="as in the draft")
    gap_filled_at = models.DateTimeField(null=True, help_text="when what was to follow was handed in")
    channel = models.CharField(max_length=8, default="online")
    submitted_at = models.DateTimeField()
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, related_name="applications")
    certificate_id = models.UUIDField(null=True, help_text="the certificate to be renewed or changed")
    purpose = models.CharField(max_length=12, blank=True, help_text="renewal or change")
    withdrawal_requested_at = models.DateTimeField(null=True)
    supplemented_at = models.DateTimeField(null=True)
    payment_declared_at = models.DateTimeField(null=True)
    hearing_answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-submitted_at"]
        indexes: ClassVar = [models.Index(fields=["person", "-submitted_at"], name="application_by_person")]

    def __str__(self) -> str:
        return self.number

    @property
    def form_schema(self) -> dict[str, Any]:
        """The form that it was filed on: the item's, or that of a renewal or change."""
        return certificate_forms.schema_of(self.purpose, dict(self.item_version.form_schema))


class FilingSeries(models.Model):
    """The day's last serial of the numbers given to online filings."""

    day = models.DateField(primary_key=True)
    last = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.day}: {self.last}"


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
