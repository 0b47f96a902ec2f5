"""Stored files, official documents, their number series, and certificates."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from shenpi.apps.documents import kinds
from shenpi.apps.documents.standing import Standing
from shenpi.apps.gram_index import GramsField
from shenpi.apps.ids import uuid7
from shenpi.apps.packed import PackedJSONField
from shenpi.core import contracts


class StoredFile(models.Model):
    """Bytes on disk under the data directory, named by their SHA-256; the same bytes are kept once."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveIntegerField(help_text="bytes")
    media_type = models.CharField(max_length=80)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.sha256[:12]} ({self.media_type}, {self.size} B)"

    def told(self, filename: str) -> dict[str, Any]:
        """Return the file as filings and messages name it; its bytes go ahead of them."""
        return {
            "sha256": self.sha256,
            "filename": filename,
            "size": self.size,
            "media_type": self.media_type,
        }


class NumberSeries(models.Model):
    """The last number given in a series 机关简称+性质 of a year; its row's lock makes numbers gapless."""

    prefix = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["prefix", "year"], name="number_series")]

    def __str__(self) -> str:
        return f"{self.prefix}〔{self.year}〕{self.last}号"


class Document(models.Model):
    """An official document (文书): numbered in the act that issues it, rendered afterwards.

    `data` holds the facts of the moment of issue, so that the paper can be made again word for word.
    `case_id` is no foreign key: documents stand below casework and also live in the public zone.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("待生成")
        RENDERED = "rendered", _("已生成")
        FAILED = "failed", _("生成失败")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case_id = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=24, help_text="a code of kinds.KINDS")
    number = models.CharField(max_length=80, blank=True, default="")
    data = PackedJSONField()
    template_version = models.PositiveSmallIntegerField(default=kinds.TEMPLATE_VERSION)
    agency = models.ForeignKey(
        "organisation.Agency",
        models.DO_NOTHING,
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    wording = models.ForeignKey(
        "WordingVersion",
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        help_text="the agency's words it was made with; null: the packaged ones, or not made yet",
    )
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    error = models.CharField(max_length=500, blank=True, default="")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="documents", db_index=False)
    verification_code = models.CharField(max_length=12)
    issued_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["number"], name="document_number", condition=~models.Q(number="")
            ),
            # Not `unique=True`: that would keep a second index on PostgreSQL, for prefixes that nobody asks for.
            models.UniqueConstraint(fields=["verification_code"], name="document_code"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["next_try_at"], name="document_pending", condition=models.Q(state="pending")
            ),
            models.Index(fields=["issued_at"], name="document_troubled", condition=~models.Q(error="")),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}".strip()

    def told(self) -> dict[str, Any]:
        """Return a rendered document as messages carry it. Raises ValueError before it is rendered."""
        if self.file is None:
            raise ValueError(f"{self} has no file yet")
        return {
            "document_id": str(self.pk),
            "document_number": self.number,
            "title": self.title,
            "issued_at": contracts.moment(self.issued_at),
            "verification_code": self.verification_code,
            "file": self.file.told(f"{self.title}.pdf"),
        }

    @property
    def title(self) -> str:
        """The document's name as printed, e.g. 准予行政许可决定书."""
        return kinds.title(self.kind, self.data)

    @property
    def seal_name(self) -> str:
        """The words beneath the seal's star (行政许可专用章); empty for the authority's own seal."""
        return kinds.seal(self.kind, self.data)


class WordingVersion(models.Model):
    """How an agency would word one kind of its documents (`wording.PASSAGES`), handed in at `at`. Never changed.

    In force from the moment of its consent on. Without passages the agency is back to the packaged words.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey("organisation.Agency", models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=24)
    number = models.PositiveIntegerField()
    passages = models.JSONField()
    reason = models.CharField(max_length=200)
    by = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "kind", "number"], name="wording_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.kind} {self.number}"


class WordingConsent(models.Model):
    """What the reform or legal office said to a version: agreed, or given back with a reason. Never changed."""

    version = models.OneToOneField(WordingVersion, models.PROTECT, primary_key=True, related_name="consent")
    agreed = models.BooleanField()
    reason = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(
        "organisation.Person",
        models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        help_text="null: in force already when consent came to be asked for",
    )
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.version_id}: {self.agreed}"


class Certificate(models.Model):
    """A certificate (证照) of its holder; the paper, with its number and case, is its document.

    `standing` says what was done to it; that it expired is never stored (`standing.of`). `standing_by` is the case
    that did it last, `valid_until` what a renewal may have moved beyond what the paper says.
    """

    document: models.OneToOneField[Any, Any] = models.OneToOneField(
        Document, models.PROTECT, primary_key=True, related_name="certificate"
    )
    agency = models.ForeignKey(
        "organisation.Agency", models.PROTECT, null=True, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=100, help_text="name of the certificate, e.g. 食品经营许可证")
    holder = models.CharField(max_length=200)
    issued_on = models.DateField()
    valid_until = models.DateField(null=True, help_text="last day of validity; null: without end")
    standing = models.CharField(max_length=9, choices=Standing, default=Standing.IN_FORCE)
    standing_on = models.DateField(null=True, help_text="since when, if not from the issue")
    standing_by = models.UUIDField(null=True, help_text="the case that changed the standing or the validity")
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)
    reminded_on = models.DateField(null=True, help_text="when its holder was reminded of the expiry")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["holder"], name="certificate_by_holder"),
            models.Index(fields=["agency", "-issued_on", "-document"], name="certificate_by_agency"),
            models.Index(fields=["-issued_on", "-document"], name="certificate_by_day"),
            models.Index(
                fields=["valid_until"], name="certificate_expiring", condition=models.Q(standing="in_force")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.document_id}"


class CertificateCard(models.Model):
    """What a certificate is found by: number, holder and kind, which never change (`gram_index`)."""

    id = models.BigAutoField(primary_key=True)
    certificate = models.OneToOneField(Certificate, models.CASCADE, related_name="card")
    grams = GramsField()

    def __str__(self) -> str:
        return str(self.certificate_id)
