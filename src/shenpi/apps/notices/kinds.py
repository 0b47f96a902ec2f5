"""Channels and states of a message to a person."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """By which way a message reaches its person. SITE: read on our own pages, so it has arrived when it is written."""

    SMS = "sms", _("短信")
    MAIL = "mail", _("电子邮件")
    SITE = "site", _("站内消息")


class State(models.TextChoices):
    """Where a message stands. SENT: a provider took it; DELIVERED: its receipt says that it arrived."""

    WAITING = "waiting", _("待发送")
    SENT = "sent", _("已发出")
    DELIVERED = "delivered", _("已送达")
    FAILED = "failed", _("未送达")
    DROPPED = "dropped", _("不再发送")
