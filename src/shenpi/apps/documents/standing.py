"""Where a certificate stands on a day, and until when its renewal may be asked for (行政许可法 arts 8, 49 to 70)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from shenpi.core.worktime import rules

if TYPE_CHECKING:
    from shenpi.apps.documents.models import Certificate

REMINDED_AHEAD = timedelta(days=30)
"""How long before the last day to apply for renewal the holder is reminded."""


class Standing(models.TextChoices):
    """What has become of a certificate. `EXPIRED` is computed, the others are stored."""

    IN_FORCE = "in_force", _("有效")
    EXPIRED = "expired", _("已过有效期")
    REPLACED = "replaced", _("已换发新证")
    REVOKED = "revoked", _("已撤销")
    RECALLED = "recalled", _("已撤回")
    CANCELLED = "cancelled", _("已注销")


class Purpose(models.TextChoices):
    """What a case upon a certificate is about."""

    RENEWAL = "renewal", _("延续")
    CHANGE = "change", _("变更")
    REVOCATION = "revocation", _("撤销")
    RECALL = "recall", _("撤回")
    CANCELLATION = "cancellation", _("注销")


APPLIED_FOR = (Purpose.RENEWAL, Purpose.CHANGE)
"""What the holder asks for; the others the agency begins by itself, one at a time."""
STRUCK_OFF = (Standing.REVOKED, Standing.RECALLED)
"""Void certificates that are still to be cancelled (art. 70.4)."""


def may_be(purpose: str, stands: str) -> bool:
    """Tell whether a case may be opened upon a certificate that stands so; void ones are struck off (art. 70.4)."""
    fits = {
        Purpose.RENEWAL: {Standing.IN_FORCE},
        Purpose.CHANGE: {Standing.IN_FORCE},
        Purpose.REVOCATION: {Standing.IN_FORCE, Standing.EXPIRED},
        Purpose.RECALL: {Standing.IN_FORCE},
        Purpose.CANCELLATION: {Standing.IN_FORCE, Standing.EXPIRED, *STRUCK_OFF},
    }
    return stands in fits[Purpose(purpose)]


def of(certificate: Certificate, day: date) -> Standing:
    """Return where the certificate stands at the end of `day`."""
    return on(certificate.standing, certificate.valid_until, day)


def on(stored: str, valid_until: date | None, day: date) -> Standing:
    """Return the standing on `day` from what is stored and the last day of validity."""
    if stored == Standing.IN_FORCE and valid_until is not None and valid_until < day:
        return Standing.EXPIRED
    return Standing(stored)


def renew_by(valid_until: date) -> date:
    """Return the last day on which renewal may be asked for, thirty days before the expiry (art. 50.1)."""
    return valid_until - timedelta(days=rules.RENEWAL_APPLICATION.limit.amount)


def remind_on(valid_until: date) -> date:
    """Return from which day on the holder is reminded."""
    return renew_by(valid_until) - REMINDED_AHEAD
