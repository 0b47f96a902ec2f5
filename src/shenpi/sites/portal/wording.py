"""Limits, fees and steps in the words that applicants read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shenpi.sites.common.templatetags.shenpi import money


def limit_words(limit: Mapping[str, Any] | None) -> str:
    """Say a limit: 20 个工作日; nothing promised is said as such."""
    if not limit:
        return _("见办理时限一节")
    amount = limit["amount"]
    if not amount:
        return _("当场办结")
    words = {
        "working_days": ngettext("%(n)s 个工作日", "%(n)s 个工作日", amount),
        "calendar_days": ngettext("%(n)s 个自然日", "%(n)s 个自然日", amount),
        "hours": ngettext("%(n)s 小时", "%(n)s 小时", amount),
    }
    return words[limit["unit"]] % {"n": amount}


def fee_words(fee: Mapping[str, Any] | None) -> str:
    """Say what an item costs."""
    if not fee:
        return _("见审批收费一节")
    if not fee.get("due"):
        return _("不收费")
    return money(fee["amount"]) if fee.get("amount") else _("按标准收费")
