"""How a process comes to be published: the draft somebody draws, and the proposal that another approves."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shenpi.apps.ids import uuid7


class ProcessDraft(models.Model):
    """A process being drawn; one for each key. Whoever changes it names the revision he saw."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    bpmn = models.TextField()
    scenarios = models.JSONField(
        default=dict, help_text="process tests, as core.process.scenarios reads them"
    )
    revision = models.PositiveIntegerField(default=1)
    based_on = models.ForeignKey(
        "catalogue.ProcessVersion", null=True, on_delete=models.PROTECT, related_name="drafts"
    )
    authors = models.JSONField(default=list, help_text="ids of everybody who changed it: none may approve it")
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-changed_at"]

    def __str__(self) -> str:
        return f"{self.key} r{self.revision}"


class ProcessProposal(models.Model):
    """A draft as it was handed in, with its report and the results of its scenarios (流程送审).

    What was handed in never changes, and a decided proposal not at all: the database refuses it. An approved
    one is the proof of its version.
    """

    class Decision(models.TextChoices):
        PENDING = "pending", _("待核准")
        APPROVED = "approved", _("已核准发布")
        RETURNED = "returned", _("已退回")
        WITHDRAWN = "withdrawn", _("已撤回送审")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.SlugField(max_length=40)
    name = models.CharField(max_length=100)
    bpmn = models.TextField()
    sha256 = models.CharField(max_length=64)
    scenarios = models.JSONField()
    report = models.JSONField(help_text="Report.to_json: what was proved of it, and how")
    results = models.JSONField(help_text="each scenario with its result")
    authors = models.JSONField()
    revision = models.PositiveIntegerField(help_text="of the draft that was handed in")
    words = models.CharField(max_length=500, blank=True, help_text="what is new, in the designer's words")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.PENDING)
    reason = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    version = models.OneToOneField(
        "catalogue.ProcessVersion", null=True, on_delete=models.PROTECT, related_name="proposal"
    )

    class Meta:
        ordering: ClassVar = ["-proposed_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(decision="pending"), name="one_process_proposal_pending"
            ),
            models.CheckConstraint(
                condition=~Q(decision="approved")
                | Q(version__isnull=False, decided_by__isnull=False) & ~Q(decided_by=F("proposed_by")),
                name="process_proposal_four_eyes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.decision}"
