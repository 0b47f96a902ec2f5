"""Systems of other departments (自建系统), the batches of records they sent, and what was wrong with them.

Their cases are monitored cases like any other (`MonitoredCase.source` is the system's `source`).
"""

from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import models
from django.utils.translation import gettext_lazy as _

from shenpi.apps.ids import uuid7

SYSTEMS = uuid5(NAMESPACE_URL, "urn:shenpi:system")
SOURCE = "urn:shenpi:system:"
"""Every foreign system's source begins so."""
UNCODED = "X-"
"""So begins a code made for an agency, an office or an item that a system tells by name alone."""


def system_id(name: str) -> UUID:
    """Return a system's identifier: the same for the same name wherever its records are read."""
    return uuid5(SYSTEMS, name)


class ForeignSystem(models.Model):
    """A system of another department; the words with which it is read, and its approved process, stay with it.

    `reading`: the options of its logs (names of attributes, time zone, when a case is over), see `foreign.options`.
    `daily`: it owes a batch every working day (D10-052).
    """

    id = models.UUIDField(primary_key=True, editable=False)
    name = models.CharField(_("系统名称"), max_length=200, unique=True)
    source = models.CharField(max_length=200, unique=True)
    agency_code = models.CharField(max_length=40)
    agency_name = models.CharField(max_length=200)
    region_code = models.CharField(max_length=12, blank=True, default="")
    item_code = models.CharField(max_length=64)
    item_name = models.TextField()
    reading = models.JSONField(default=dict)
    process = models.TextField(blank=True, default="")
    process_name = models.CharField(max_length=200, blank=True, default="")
    daily = models.BooleanField(default=False)
    registered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("自建系统")

    def __str__(self) -> str:
        return self.name


class ForeignBatch(models.Model):
    """One file that a system sent: what it held, what of it was new, what could not be taken.

    Unfinished (`finished_at` null) while it is read, and for ever if reading stopped; `error` then says why.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    system = models.ForeignKey(ForeignSystem, models.PROTECT, related_name="batches")
    file_name = models.CharField(max_length=255)
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True, default="")
    cases = models.PositiveIntegerField(default=0)
    events = models.PositiveIntegerField(default=0)
    new_cases = models.PositiveIntegerField(default=0)
    new_events = models.PositiveIntegerField(default=0)
    faulty_cases = models.PositiveIntegerField(default=0)
    lost = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("报送批次")
        indexes = [models.Index(fields=["system", "-begun_at"], name="foreign_batch_by_system")]

    def __str__(self) -> str:
        return self.file_name


class ForeignFinding(models.Model):
    """One thing wrong in a batch: in which case and event (1-based; 0: the case), in which line, and why.

    `lost`: what it speaks of could not be taken in. Words are kept in both languages, as they go back to the system.
    """

    id = models.BigAutoField(primary_key=True)
    batch = models.ForeignKey(ForeignBatch, models.CASCADE, related_name="findings")
    number = models.CharField(max_length=64, blank=True)
    line = models.PositiveIntegerField()
    event = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    lost = models.BooleanField()
    zh = models.TextField()
    en = models.TextField()

    class Meta:
        verbose_name = _("报送问题")

    def __str__(self) -> str:
        return f"{self.number} {self.code}"
