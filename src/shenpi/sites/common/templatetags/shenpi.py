"""The house's way of showing lights, limits, moments, amounts and what must be masked."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django import template
from django.utils import dateformat
from django.utils.translation import get_language, gettext as _

from shenpi.apps import timekeeping
from shenpi.sites.common import wording

register = template.Library()


@register.inclusion_tag("common/light.html")
def light(due_at: datetime | None, *, suspended: bool = False, ended: bool = False) -> dict[str, Any]:
    """Show the light of a limit that falls due at `due_at`: mark, word and colour together."""
    colour = wording.colour(due_at, suspended=suspended, ended=ended)
    return {"colour": colour, "mark": wording.MARKS[colour], "words": wording.light_words(colour)}


@register.inclusion_tag("common/due.html")
def due(due_at: datetime | None, *, suspended: bool = False) -> dict[str, Any]:
    """Show how much of a limit is left, in working days, and the moment it falls due."""
    now = timekeeping.now()
    return {
        "words": wording.due_words(due_at, now, suspended=suspended),
        "late": due_at is not None and not suspended and due_at < now,
        "due_at": due_at,
    }


@register.filter
def day(value: date | datetime | None) -> str:
    """2026年11月23日（星期一）; a moment is shown as its day in Shanghai."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timekeeping.local(value).date()
    return dateformat.format(value, _("Y年n月j日（l）"))


@register.filter
def moment(value: datetime | None) -> str:
    """2026年11月23日 10:21, Shanghai time."""
    if value is None:
        return ""
    return dateformat.format(timekeeping.local(value), _("Y年n月j日 H:i"))


@register.filter
def money(value: Any) -> str:
    """¥1,200.00; what is no amount is shown as it is."""
    try:
        return f"¥{Decimal(str(value)):,.2f}"
    except InvalidOperation:
        return str(value)


@register.filter
def masked(value: Any) -> str:
    """Hide the middle of a citizen number, telephone or account: 511602********1234, 138****5678."""
    text = str(value or "")
    if len(text) >= 15:
        return f"{text[:6]}{'*' * (len(text) - 10)}{text[-4:]}"
    if len(text) >= 7:
        return f"{text[:3]}{'*' * (len(text) - 7)}{text[-4:]}"
    return f"{text[:1]}{'*' * (len(text) - 1)}" if text else ""


@register.simple_tag
def is_chinese() -> bool:
    """Say whether the page is read in Chinese."""
    return (get_language() or "").startswith("zh")
