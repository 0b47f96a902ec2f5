"""Service items, their immutable published versions, and the processes these fix."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from shenpi.apps.ids import uuid7
from shenpi.apps.organisation.models import Agency, Office

from .bundle_models import Bundle, BundleVersion
from .fields import FormSchemaField
from .process_models import ProcessDraft, ProcessProposal

__all__ = [
    "EX_OFFICIO",
    "Bundle",
    "BundleVersion",
    "HandlingKind",
    "Item",
    "ItemType",
    "ItemVersion",
    "ProcessDraft",
    "ProcessProposal",
    "ProcessVersion",
    "SearchGram",
]


class ItemType(models.TextChoices):
    """Item types of GB/T 39046-2020 table A.1, as far as a county's catalogue uses them."""

    LICENCE = "01", _("行政许可")
    PENALTY = "02", _("行政处罚")
    COERCION = "03", _("行政强制")
    LEVY = "04", _("行政征收")
    BENEFIT = "05", _("行政给付")
    CONFIRMATION = "07", _("行政确认")
    REWARD = "08", _("行政奖励")
    RULING = "09", _("行政裁决")
    OTHER = "10", _("其他行政权力")
    PUBLIC_SERVICE = "20", _("公共服务")


EX_OFFICIO = frozenset({ItemType.PENALTY, ItemType.COERCION, ItemType.LEVY})
"""Types whose cases the agency begins by itself: nobody applies for them (D8-015)."""


class HandlingKind(models.TextChoices):
    """办件类型 of GB/T 39046-2020 table A.6."""

    IMMEDIATE = "immediate", _("即办件")
    COMMITTED = "committed", _("承诺件")


class ProcessVersion(models.Model):
    """A process diagram as published: the same bytes are the same version, and no version ever changes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    name = models.CharField(max_length=100)
    bpmn = models.TextField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "version"], name="process_version"),
            models.UniqueConstraint(fields=["key", "sha256"], name="process_bytes"),
        ]

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"


class Item(models.Model):
    """A coded matter that an agency handles (D5-004); what the public reads is its current version."""

    code = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=300)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="items")
    item_type = models.CharField(max_length=2, choices=ItemType)
    theme = models.CharField(max_length=20, blank=True, db_index=True)
    source_url = models.URLField(max_length=500, blank=True)
    faults = models.JSONField(
        default=list, help_text="what the import found wrong with the row; kept, not lost"
    )
    is_private = models.BooleanField(default=False)
    secret_since = models.DateTimeField(
        null=True, help_text="while it is set the item has no version in force"
    )
    current = models.OneToOneField(
        "ItemVersion", null=True, on_delete=models.PROTECT, related_name="current_of"
    )

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["agency", "name"], name="item_agency_name")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(secret_since__isnull=True) | models.Q(current__isnull=True),
                name="secret_items_not_in_force",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_secret(self) -> bool:
        """Whether it touches state secrets, so that nothing of it is done here (D10-057)."""
        return self.secret_since is not None


class ItemVersion(models.Model):
    """What is asked, promised and fixed for an item; frozen by the database once published.

    Limits are `{"amount": 20, "unit": "working_days"}`; fee `{"due": false}` or `{"due": true,
    "amount": "1200.00", "days": 15, "unpaid": "refuse" | "close", …}`; certificate
    `{"name": …, "years": n | null}` or null.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    published_at = models.DateTimeField(null=True)
    content = models.JSONField(help_text="the fourteen elements of D10-042, keys in elements.py")
    form_schema = FormSchemaField(default=dict)
    materials = models.JSONField(default=list)
    handling_kind = models.CharField(max_length=10, choices=HandlingKind, default=HandlingKind.COMMITTED)
    statutory_limit = models.JSONField(null=True)
    promised_limit = models.JSONField(null=True)
    correction_limit = models.JSONField(null=True)
    fee = models.JSONField(default=dict)
    certificate = models.JSONField(null=True)
    process = models.ForeignKey(ProcessVersion, null=True, on_delete=models.PROTECT)
    lead_office = models.ForeignKey(Office, null=True, on_delete=models.PROTECT, related_name="led_versions")
    co_offices: models.ManyToManyField[Office, Any] = models.ManyToManyField(
        Office, related_name="co_versions"
    )
    accept_office = models.ForeignKey(
        Office, null=True, on_delete=models.PROTECT, related_name="accepted_versions"
    )
    online = models.BooleanField(default=False, help_text="may be applied for in the portal")
    at_window = models.BooleanField(default=False, help_text="may be received here at a window")
    options = models.JSONField(
        default=dict, db_default={}, help_text="how it is received and handled, keys in options.py"
    )

    class Meta:
        ordering: ClassVar = ["item_id", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "number"], name="item_version")]

    def __str__(self) -> str:
        return f"{self.item_id} v{self.number}"

    @property
    def guide_only(self) -> bool:
        """Whether the item is only described here and cannot be applied for in this system."""
        return not (self.online or self.at_window)


class SearchGram(models.Model):
    """One character or two neighbouring characters of an item's words.

    Made by the application, because SQLite's trigram index finds no two-character Chinese word and
    PostgreSQL has no Chinese parser; this way both databases answer the same.
    """

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="grams")
    gram = models.CharField(max_length=2)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["gram", "item"], name="search_gram")]

    def __str__(self) -> str:
        return self.gram
