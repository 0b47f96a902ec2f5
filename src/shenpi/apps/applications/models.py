"""What the public zone keeps of its own: applicants, their drafts and filings; beside it, what it was told.

An application's id is the later case's id, and its number the case's number, so that the two zones agree
without asking each other. Nothing here refers to casework: the zones may be two machines.
"""

from __future__ import annotations

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
from .told_models import (
    Progress,
    ProgressEvent,
    PublicDocument,
    PublicHearing,
    PublicInspection,
    PublicNotice,
)

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
    "PublicInspection",
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
    def item_codes(self) -> set[str]:
        """The codes of the items applied for."""
        if self.bundle is not None:
            return {row["code"] for row in self.bundle.items}
        return {cast("ItemVersion", self.item_version).item.code}

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
