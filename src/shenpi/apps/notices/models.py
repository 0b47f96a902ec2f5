"""Messages to people, the plan and the words they follow, and where people want to be told."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shenpi.apps.ids import uuid7
from shenpi.apps.notices.kinds import Channel, State
from shenpi.apps.organisation.models import Person


class Notice(models.Model):
    """One message to one person by one channel.

    `key` (event, recipient, channel) lets the same thing be told once. `provider` while WAITING: the one that may
    have the message already, because an attempt was cut off; no other is asked until it answers. `round` counts
    new sendings by hand after a failure: with the id it is the provider's own idempotency key. `address` is erased
    to its masked form once the message has arrived.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=200, unique=True)
    zone = models.CharField(max_length=12)
    channel = models.CharField(_("渠道"), max_length=4, choices=Channel)
    event = models.CharField(max_length=60)
    subject_id = models.UUIDField(help_text="the case or the step that the message speaks of")
    person_id = models.UUIDField(null=True, help_text="whose account reads it; null for who has none here")
    address = models.CharField(max_length=200, blank=True, default="")
    text_version = models.PositiveIntegerField(default=0, help_text="0: the packaged words")
    facts = models.JSONField(default=dict)
    subject = models.CharField(_("标题"), max_length=200)
    body = models.TextField(_("内容"))
    state = models.CharField(_("状态"), max_length=9, choices=State, default=State.WAITING)
    attempts = models.PositiveIntegerField(_("次数"), default=0)
    round = models.PositiveSmallIntegerField(default=0)
    provider = models.CharField(_("通道"), max_length=100, blank=True, default="")
    reference = models.CharField(
        max_length=100, blank=True, default="", help_text="the provider's own number"
    )
    error = models.CharField(_("原因"), max_length=500, blank=True, default="")
    created_at = models.DateTimeField(_("产生时间"))
    next_try_at = models.DateTimeField(_("下次时间"))
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("消息")
        indexes = [
            models.Index(fields=["next_try_at"], name="notice_to_send", condition=Q(state=State.WAITING)),
            models.Index(
                fields=["person_id", "-created_at"],
                name="notice_of_person",
                condition=Q(channel=Channel.SITE),
            ),
            models.Index(fields=["subject_id"], name="notice_about"),
            models.Index(
                fields=["-created_at", "-id"], name="notice_sent_out", condition=~Q(channel=Channel.SITE)
            ),
            models.Index(
                fields=["state", "-created_at", "-id"],
                name="notice_by_state",
                condition=~Q(channel=Channel.SITE),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.channel}"


class PlanEntry(models.Model):
    """By which channels an event is told, for one item or (empty code) for all; the latest counts. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item_code = models.CharField(max_length=64, blank=True, default="")
    event = models.CharField(max_length=60)
    channels = models.JSONField()
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("通知方案")
        indexes = [models.Index(fields=["item_code", "event", "at"], name="plan_by_item")]

    def __str__(self) -> str:
        return f"{self.event} {self.item_code}"


LONGEST = {"subject": 100, "body": 300}
"""Signs of an event's words; the body is that of at most five SMS."""


class TextVersion(models.Model):
    """An event's words as an administrator wrote them; a new wording is a new version. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    event = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    subject = models.CharField(max_length=LONGEST["subject"])
    body = models.CharField(max_length=LONGEST["body"])
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("消息文本")
        constraints = [models.UniqueConstraint(fields=["event", "version"], name="text_version_once")]

    def __str__(self) -> str:
        return f"{self.event} {self.version}"


class Contact(models.Model):
    """Where a person wants to be told beside our own pages: applicants by e-mail, officials also by telephone."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="+")
    phone = models.CharField(max_length=20, blank=True, default="")
    email = models.EmailField(blank=True, default="")

    def __str__(self) -> str:
        return str(self.person_id)
