"""Messages on their way, and the state of the lines they travel on.

A message that has arrived or been acted on keeps its row, without its content, so that a repetition is known;
what cannot be delivered or consumed keeps everything, is shown, and can be replayed.
"""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a message stands. DEAD: given up after its attempts, waiting for a person to replay it."""

    WAITING = "waiting", _("待处理")
    DONE = "done", _("已完成")
    DEAD = "dead", _("需人工处理")


class Message(models.Model):
    """What both boxes keep of a message; `message` is the whole CloudEvents dictionary."""

    id = models.BigAutoField(primary_key=True)
    message_id = models.UUIDField(_("消息标识"))
    type = models.CharField(_("类型"), max_length=100)
    subject = models.CharField(_("对象"), max_length=200)
    message = models.JSONField(_("内容"))
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("次数"), default=0)
    next_try_at = models.DateTimeField(_("下次时间"))
    error = models.TextField(_("错误"), blank=True, default="")
    kept_at = models.DateTimeField(_("存入时间"))
    done_at = models.DateTimeField(_("完成时间"), null=True)

    class Meta:
        abstract = True


class OutboxMessage(Message):
    """A message for a zone on another machine."""

    destination = models.CharField(_("发往"), max_length=20)

    class Meta:
        verbose_name = _("待发消息")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["message_id", "destination"], name="outbox_once")
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["state", "destination", "id"], name="outbox_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.type} → {self.destination}"


class InboxMessage(Message):
    """A message for a zone that this database serves, from ourselves or from a peer."""

    zone = models.CharField(_("收到的区"), max_length=20)

    class Meta:
        verbose_name = _("收到的消息")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["message_id", "zone"], name="inbox_once")
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(
                fields=["zone", "id"], name="inbox_waiting", condition=models.Q(state=State.WAITING)
            ),
            models.Index(fields=["id"], name="inbox_dead", condition=models.Q(state=State.DEAD)),
        ]

    def __str__(self) -> str:
        return f"{self.type} @ {self.zone}"


class Link(models.Model):
    """The line to a peer. `next_try_at` is also the lease of the process that is sending."""

    peer = models.CharField(_("对端"), max_length=100, primary_key=True)
    attempts = models.PositiveSmallIntegerField(_("连续失败次数"), default=0)
    next_try_at = models.DateTimeField(_("下次时间"))
    error = models.TextField(_("错误"), blank=True, default="")
    worked_at = models.DateTimeField(_("最近一次成功"), null=True)

    class Meta:
        verbose_name = _("对端链路")

    def __str__(self) -> str:
        return self.peer
