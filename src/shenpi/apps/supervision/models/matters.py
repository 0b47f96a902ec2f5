"""What supervision takes up with an office or a person, and what people outside bring to it, entry by entry."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shenpi.apps.ids import uuid7


class Matter(models.Model):
    """An order, a violation file, an objection to a card, a complaint, an enquiry, or a bad rating to be mended.

    Its state follows from its entries (`matters.flows`). The addressee is an office or, without one, the agency's
    leaders; a violation file names a person. `due_at`: until when who is next has to act; `deadline_at`: until when
    the whole matter is to be done. `handler_code`: the agency whose supervisor handles what people bring: the
    bureau's, or the agency's own (D10-076). `parent_id`: the complaint on whose finding it was opened.
    """

    class Kind(models.TextChoices):
        ORDER = "order", _("督办")
        VIOLATION = "violation", _("违规查处")
        OBJECTION = "objection", _("异议")
        COMPLAINT = "complaint", _("投诉")
        ENQUIRY = "enquiry", _("咨询")
        RATING = "rating", _("差评整改")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=12, choices=Kind)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    signal_id = models.UUIDField(null=True)
    parent_id = models.UUIDField(null=True)
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
    handler_code = models.CharField(max_length=40, blank=True, default="")
    handler_name = models.CharField(max_length=200, blank=True, default="")
    category = models.CharField(max_length=16, blank=True, default="")
    channel = models.CharField(max_length=16, blank=True, default="")
    disclosed = models.BooleanField(default=True)
    state = models.CharField(max_length=16)
    finding = models.CharField(max_length=12, blank=True, default="")
    found_at = models.DateTimeField(null=True)
    published = models.BooleanField(default=False)
    escalations = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    deadline_at = models.DateTimeField(null=True)
    look_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("监察事项")
        constraints = [models.UniqueConstraint(fields=["kind", "year", "serial"], name="matter_number")]
        indexes = [
            models.Index(fields=["kind", "-opened_at", "-id"], name="matter_by_kind"),
            models.Index(fields=["due_at"], name="matter_due", condition=models.Q(due_at__isnull=False)),
            models.Index(fields=["look_at"], name="matter_look", condition=models.Q(look_at__isnull=False)),
            models.Index(
                fields=["found_at"], name="matter_found", condition=models.Q(found_at__isnull=False)
            ),
            models.Index(fields=["agency_code", "-opened_at"], name="matter_by_agency"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}-{self.serial}"


class MatterEntry(models.Model):
    """One act in a matter: what was done, by whom, in which words. Insert-only, and under seal."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="entries")
    position = models.PositiveSmallIntegerField()
    act = models.CharField(max_length=20)
    text = models.TextField()
    basis = models.TextField(blank=True, default="")
    person_id = models.UUIDField(null=True)
    person_name = models.CharField(max_length=100, blank=True, default="")
    office_name = models.CharField(max_length=200, blank=True, default="")
    due_at = models.DateTimeField(null=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("监察事项记录")
        constraints = [models.UniqueConstraint(fields=["matter", "position"], name="matter_entry_once")]

    def __str__(self) -> str:
        return f"{self.position} {self.act}"


class Filer(models.Model):
    """Who brought a matter, where a name was given; kept apart, so that nothing shows it by the way."""

    matter: models.OneToOneField[Matter, Matter] = models.OneToOneField(
        Matter, models.PROTECT, primary_key=True, related_name="filer"
    )
    name = models.CharField(max_length=100)
    phone = models.CharField(max_length=40, blank=True, default="")
    address = models.CharField(max_length=200, blank=True, default="")

    def __str__(self) -> str:
        return f"filer of {self.matter_id}"


class FilerReading(models.Model):
    """Somebody looked at who brought a matter, and why. Insert-only, and under seal."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="readings")
    person_id = models.UUIDField()
    person_name = models.CharField(max_length=100)
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_name} {self.at}"


class Rating(models.Model):
    """What a person thought of one service (好差评): of a case, or of a visit at a window; once each.

    `grade`: 5 very satisfied to 1 very dissatisfied; 1 and 2 open a matter of the same id. `struck`: found untrue,
    so that it counts nowhere.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    case_id = models.UUIDField(null=True, unique=True)
    visit_id = models.UUIDField(null=True, unique=True)
    item_code = models.CharField(max_length=64, blank=True, default="")
    agency_code = models.CharField(max_length=40)
    office_code = models.CharField(max_length=64, blank=True, default="")
    person_id = models.UUIDField(null=True)
    channel = models.CharField(max_length=16)
    grade = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True, default="")
    struck = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("服务评价")
        indexes = [
            models.Index(fields=["agency_code", "-at"], name="rating_by_agency"),
            models.Index(fields=["-at"], name="rating_by_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.grade} {self.agency_code} {self.at}"
