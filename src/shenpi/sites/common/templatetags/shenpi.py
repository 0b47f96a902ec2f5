"""The house's way of showing lights, limits, moments, amounts and what must be masked."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django import template
from django.utils import dateformat
from django.utils.translation import gettext as _

from shenpi.apps import timekeeping
from shenpi.core.identifiers import mask_citizen_number, mask_name, mask_phone, show_case_number
from shenpi.core.worktime import DayRow
from shenpi.sites.common import wording

register = template.Library()


@register.inclusion_tag("common/light.html")
def light(due_at: datetime | None, *, suspended: bool = False) -> dict[str, Any]:
    """Show the light of a limit that falls due at `due_at`: mark, word and colour together."""
    colour = wording.colour(due_at, suspended=suspended)
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
def case_number(value: Any) -> str:
    """261123-100042-7: a case number as people read it out."""
    return show_case_number(str(value or ""))


@register.filter
def masked_name(value: Any) -> str:
    """A person's or enterprise's name without most of its signs."""
    return mask_name(str(value))


@register.filter
def masked(value: Any) -> str:
    """Hide the middle of a citizen number, credit code or telephone: 511602********1234, 138****5678."""
    text = str(value or "")
    return mask_citizen_number(text) if len(text) >= 15 else mask_phone(text)


@register.filter
def day_words(row: DayRow) -> str:
    """Say why a day of a due date's explanation counts or not."""
    return wording.day_words(row)
