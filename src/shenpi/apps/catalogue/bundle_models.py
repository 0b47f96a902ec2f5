"""Several items that one thing in life needs together (一件事); kept apart from `models` for size alone."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from shenpi.apps.ids import uuid7


class Bundle(models.Model):
    """A thing that people want done and that takes several items, e.g. opening a karaoke bar."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    current = models.OneToOneField(
        "catalogue.BundleVersion", null=True, on_delete=models.PROTECT, related_name="current_of"
    )

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.name


class BundleVersion(models.Model):
    """What a bundle joins, as published; never changed.

    `items` are rows of {alias, code, label}: the items themselves go on changing by their own versions. `answers` and
    `materials` say what is given once, by a name of its own: {"of": {alias: the item's own name}} and how it is called.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    bundle = models.ForeignKey(Bundle, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    published_at = models.DateTimeField()
    summary = models.TextField()
    items = models.JSONField()
    answers = models.JSONField(default=dict)
    materials = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["bundle", "number"], name="bundle_version")]

    def __str__(self) -> str:
        return f"{self.bundle_id} v{self.number}"
