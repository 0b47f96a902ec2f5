"""What residents entrust to a filing agent (代办员); kept apart from `models` for size alone."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from shenpi.apps.documents.models import StoredFile
from shenpi.apps.ids import uuid7
from shenpi.apps.organisation.models import Person

from .states import ApplicantKind


class Power(models.TextChoices):
    """What a mandate allows beside applying and supplementing, which each one does (行政许可法 art. 29)."""

    RECEIVE = "receive", _("代为查阅、领取文书")
    DISPOSE = "dispose", _("代为撤回申请、要求或者放弃听证")


class Mandate(models.Model):
    """A resident's written authorisation of a filing agent: for which items, from when until when (D2-015).

    The resident holds `number` and a code, as with a filing: by these he sees what is done in his name, and ends it.
    """

    class Standing(models.TextChoices):
        """Where it stands on a day."""

        IN_FORCE = "in_force", _("有效")
        NOT_YET = "not_yet", _("未到开始日期")
        EXPIRED = "expired", _("已到期")
        ENDED = "ended", _("已终止")

    kind = ApplicantKind.PERSON
    organisation = ""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=13, unique=True)
    code_hash = models.CharField(max_length=64)
    agent = models.ForeignKey(Person, models.PROTECT, related_name="mandates")
    office = models.CharField(max_length=200, help_text="the agent's agency and office, as they were")
    name = models.CharField(max_length=60)
    identifier = models.CharField(max_length=18, help_text="citizen number")
    phone = models.CharField(max_length=20)
    address = models.CharField(max_length=200, blank=True)
    items = models.JSONField(default=list, help_text="codes of the items; none means every item")
    powers = models.JSONField(default=list, help_text="of Power")
    begins_on = models.DateField()
    ends_on = models.DateField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    filename = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    resident = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        related_name="mandates_given",
        help_text="his account, once he says so",
    )
    ended_at = models.DateTimeField(null=True)
    ended_by_resident = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-recorded_at"]
        indexes: ClassVar = [models.Index(fields=["agent", "-recorded_at"], name="mandate_by_agent")]

    def __str__(self) -> str:
        return self.number

    def get_kind_display(self) -> str:
        """Say whom the mandate is of."""
        return str(self.kind.label)

    @property
    def person_name(self) -> str:
        """The natural person behind the applicant's name: the resident himself."""
        return self.name

    @property
    def filed_by(self) -> str:
        """Who files, as it stands beside the applicant's name wherever that is told."""
        return f"{self.agent.name}（{self.office}）"

    def stands(self, day: date) -> Standing:
        """Return where it stands on a day."""
        if self.ended_at is not None:
            return self.Standing.ENDED
        if day < self.begins_on:
            return self.Standing.NOT_YET
        return self.Standing.EXPIRED if day > self.ends_on else self.Standing.IN_FORCE

    def covers(self, item_codes: Collection[str]) -> bool:
        """Tell whether it speaks of all these items."""
        return not self.items or set(item_codes) <= set(self.items)
