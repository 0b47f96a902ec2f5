"""Signals (预警、异常、黄牌、红牌), what quashed them, the settings they follow, and the seals of all records."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shenpi.apps.ids import uuid7


class Signal(models.Model):
    """A finding of a rule that reached a level, put on record once, to the person and the office that held the task.

    Insert-only, by triggers of the database. `subject` is the case's id, or what else a rule speaks of
    ("system:…", "item:…"); `since`: when it became wrong; `at`: when it reached the level. Names are copied: a
    record says what was so on that day.
    """

    class Level(models.TextChoices):
        WARNING = "warning", _("预警")
        ANOMALY = "anomaly", _("异常")
        YELLOW = "yellow", _("黄牌")
        RED = "red", _("红牌")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    rule = models.CharField(max_length=40)
    level = models.CharField(max_length=8, choices=Level)
    subject = models.CharField(max_length=240)
    key = models.CharField(max_length=64)
    case_id = models.UUIDField(null=True)
    case_number = models.CharField(max_length=64, blank=True, default="")
    item_code = models.CharField(max_length=64, blank=True, default="")
    item_name = models.TextField(blank=True, default="")
    agency_code = models.CharField(max_length=40)
    agency_name = models.CharField(max_length=200)
    office_code = models.CharField(max_length=64, blank=True, default="")
    office_name = models.CharField(max_length=200, blank=True, default="")
    person_id = models.UUIDField(null=True)
    person_name = models.CharField(max_length=100, blank=True, default="")
    capacity = models.CharField(max_length=20, blank=True, default="")
    words = models.CharField(max_length=500, blank=True, default="")
    since = models.DateTimeField()
    at = models.DateTimeField()
    raised_at = models.DateTimeField()

    class Meta:
        verbose_name = _("监察信号")
        constraints = [
            models.UniqueConstraint(fields=["subject", "rule", "key", "level"], name="signal_once"),
        ]
        indexes = [
            models.Index(fields=["-at", "-id"], name="signal_by_moment"),
            models.Index(fields=["level", "-at", "-id"], name="signal_by_level"),
            models.Index(fields=["agency_code", "-at", "-id"], name="signal_by_agency"),
            models.Index(fields=["person_id", "-at"], name="signal_by_person"),
            models.Index(fields=["case_id"], name="signal_by_case"),
        ]

    def __str__(self) -> str:
        return f"{self.level} {self.rule} {self.case_number}"


class Quashing(models.Model):
    """A decision that a signal or a warning record does not count (撤销); both stay. Insert-only.

    `kind`: "signal" or "record"; a null person: later messages themselves disproved it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=8)
    record_id = models.UUIDField()
    reason = models.TextField()
    decision = models.CharField(max_length=200, blank=True, default="")
    person_id = models.UUIDField(null=True)
    person_name = models.CharField(max_length=100, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("撤销")
        constraints = [models.UniqueConstraint(fields=["kind", "record_id"], name="quashed_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id}"


class RuleSetting(models.Model):
    """A rule's setting for everybody, an agency, or an item; the latest of the closest scope counts. Insert-only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    rule = models.CharField(max_length=40)
    agency_code = models.CharField(max_length=40, blank=True, default="")
    item_code = models.CharField(max_length=64, blank=True, default="")
    value = models.JSONField()
    reason = models.TextField()
    person_id = models.UUIDField()
    person_name = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("规则设置")
        indexes = [models.Index(fields=["rule", "at"], name="setting_by_rule")]

    def __str__(self) -> str:
        return self.rule


class PublishedItem(models.Model):
    """What an item's version promises (fee, materials, process…), as the catalogue's message told it."""

    id = models.BigAutoField(primary_key=True)
    item_code = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    agency_code = models.CharField(max_length=40)
    published_at = models.DateTimeField()
    content = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item_code", "number"], name="published_item_once")]

    def __str__(self) -> str:
        return f"{self.item_code}/{self.number}"


class Seal(models.Model):
    """A link of the chain over all records of supervision: row by row, each covering the one before. Insert-only."""

    position = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=40)
    row_id = models.UUIDField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "row_id"], name="sealed_once")]

    def __str__(self) -> str:
        return f"{self.position} {self.kind} {self.row_id}"
