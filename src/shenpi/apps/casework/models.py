"""The rows of casework. Acts write them, `queries` reads them, and nobody else touches them.

Identifiers are made by the application (time-ordered UUIDs), so that an act gathers its writes and sends
them at once. A task row exists only while its step is open; what was done and said stays in the ledger
(`signatures`).
"""

from django.conf import settings
from django.db import models

from shenpi.apps.casework.bundle_models import BundleCase
from shenpi.apps.casework.card_models import IndexCard
from shenpi.apps.casework.certificate_models import CertificateCase
from shenpi.apps.casework.delivery_models import Delivery
from shenpi.apps.casework.opinion_models import StoredOpinion
from shenpi.apps.casework.paper_models import PaperFile
from shenpi.apps.casework.past_models import PastRecord
from shenpi.apps.casework.proceeding_models import Proceeding
from shenpi.apps.casework.saved_view_models import SavedView
from shenpi.apps.casework.states import COERCIVE, EX_OFFICIO, Channel, Checked, Outcome, State
from shenpi.apps.ids import uuid7
from shenpi.apps.packed import PackedJSONField
from shenpi.core import ledger

__all__ = [
    "BundleCase",
    "Case",
    "CaseMaterial",
    "CertificateCase",
    "CorrectionRequest",
    "Delivery",
    "IndexCard",
    "NumberSeries",
    "PaperFile",
    "PastRecord",
    "Payment",
    "Proceeding",
    "PublicNotice",
    "SavedView",
    "StoredOpinion",
    "Task",
    "Timer",
]


def fresh_salt() -> bytes:
    """Return a salt for one case's commitments."""
    return ledger.new_salt()


class Case(models.Model):
    """One application on its way to a decision (办件).

    `marking` is the process's execution state. The applicant's data stand here and not in the ledger, which keeps
    commitments made with `salt`: erasing them leaves the proof whole (个人信息保护法 art. 47).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=13)
    item_version = models.ForeignKey(
        "catalogue.ItemVersion", models.PROTECT, related_name="+", db_index=False
    )
    agency = models.ForeignKey("organisation.Agency", models.PROTECT, related_name="+", db_index=False)
    process = models.ForeignKey("catalogue.ProcessVersion", models.PROTECT, related_name="+", db_index=False)
    channel = models.CharField(max_length=12, choices=Channel.choices)
    applicant = models.JSONField()
    form = models.JSONField(default=dict)
    salt = models.BinaryField(default=fresh_salt)
    state = models.CharField(max_length=16, choices=State.choices, default=State.RECEIVED)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.NONE, blank=True)
    marking = models.TextField(default="[]")
    context = PackedJSONField(default=dict)
    clerk = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    received_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    answer_due_at = models.DateTimeField(null=True)
    promised_due_at = models.DateTimeField(null=True)
    statutory_due_at = models.DateTimeField(null=True)
    event_seq = models.PositiveIntegerField(default=0)
    event_hash = models.BinaryField(default=bytes)

    class Meta:
        # Not `unique=True`: that would keep a second index on PostgreSQL, for prefixes that nobody asks for.
        constraints = [models.UniqueConstraint(fields=["number"], name="case_number")]
        indexes = [
            models.Index(fields=["agency", "-received_at"], name="case_by_agency"),
            models.Index(fields=["-received_at"], name="case_by_receipt"),
            models.Index(
                fields=["answer_due_at"], name="case_unanswered", condition=models.Q(state=State.RECEIVED)
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def state_words(self) -> str:
        """What the case's state is called: nobody applied for what the agency begins by itself."""
        words = COERCIVE if "urgent" in self.context else EX_OFFICIO
        by_office = words if self.channel == Channel.OFFICE else {}
        return str(by_office.get(State(self.state), State(self.state).label))


class Task(models.Model):
    """An open step on somebody's work list (待办). A null holder means: anyone of the office with the role."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="tasks")
    element = models.CharField(max_length=64)
    instance = models.CharField(max_length=16, blank=True, default="")
    name = models.CharField(max_length=64)
    act = models.CharField(max_length=32)
    role = models.CharField(max_length=16)
    office = models.ForeignKey(
        "organisation.Office", models.PROTECT, null=True, related_name="+", db_index=False
    )
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    opened_at = models.DateTimeField()
    limit = models.CharField(max_length=12, blank=True, default="")
    due_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["holder", "due_at"], name="task_by_holder", condition=models.Q(holder__isnull=False)
            ),
            models.Index(
                fields=["office", "role", "due_at"], name="task_by_pool", condition=models.Q(holder=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.element})"


class CaseMaterial(models.Model):
    """A material handed in, ticked against the item's list (D3-026). Frozen once the case is accepted (D3-032)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="materials")
    key = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    copies = models.PositiveSmallIntegerField(default=1)
    form = models.CharField(max_length=12)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    filename = models.CharField(max_length=200, blank=True, default="")
    round = models.PositiveSmallIntegerField(default=0)
    fault = models.CharField(max_length=500, blank=True, default="")
    checked = models.CharField(max_length=8, blank=True, default="", choices=Checked.choices)

    def __str__(self) -> str:
        return self.name


class CorrectionRequest(models.Model):
    """The one-time notice of everything to correct (行政许可法 art. 32.4); at most one per case."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="correction")
    faults = models.JSONField()
    requested_at = models.DateTimeField()
    due_at = models.DateTimeField()
    supplied_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.case_id)


class Payment(models.Model):
    """The fee of a granted case: notice, deadline, and what became of it (D3-054, D3-057)."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="payment")
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    notified_at = models.DateTimeField()
    due_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    receipt_number = models.CharField(max_length=64, blank=True, default="")
    declared_at = models.DateTimeField(null=True, help_text="when the applicant said that it was paid")
    declared_number = models.CharField(max_length=64, blank=True, default="")
    lapsed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.case_id}: {self.amount}"


class PublicNotice(models.Model):
    """The result made public (D3-059 to D3-063)."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="notice")
    applicant = models.CharField(max_length=200, blank=True, help_text="as made public: masked, or empty")
    published_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.applicant


class Timer(models.Model):
    """A moment at which the process goes on by itself unless the step is done before (boundary timers).

    `act` is that of the step the timer is attached to.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="timers")
    element = models.CharField(max_length=64)
    instance = models.CharField(max_length=16, blank=True, default="")
    act = models.CharField(max_length=32)
    due_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.element} {self.due_at:%F}"


class NumberSeries(models.Model):
    """The day's last serial of case numbers."""

    day = models.DateField(primary_key=True)
    last = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.day}: {self.last}"
