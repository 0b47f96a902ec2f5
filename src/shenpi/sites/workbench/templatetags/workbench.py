"""The workbench's own words and look-ups for templates."""

from typing import Any

from django import template
from django.utils.translation import get_language

from shenpi.apps.errors import Invalid
from shenpi.apps.organisation.roles import Role
from shenpi.core.identifiers import show_case_number
from shenpi.core.worktime import Limit, words
from shenpi.core.worktime.explanation import DayRow
from shenpi.sites.workbench.course import VERDICTS

register = template.Library()


@register.filter
def case_number(number: str) -> str:
    """261123-100042-7."""
    return show_case_number(number)


@register.filter
def verdict(value: str) -> Any:
    """A verdict in words."""
    return VERDICTS.get(value, value)


@register.filter
def limit_words(limit: Limit) -> str:
    """A limit in the reader's language."""
    return limit.zh() if _chinese() else limit.en()


@register.filter
def explained(row: DayRow) -> str:
    """A day of an explanation in the reader's language."""
    return words.row_zh(row) if _chinese() else words.row_en(row)


@register.filter
def faults(refusal: Invalid | None, name: str) -> list[Any]:
    """The messages that belong beside a field."""
    return refusal.fields.get(name, []) if refusal else []


@register.simple_tag
def typed_value(typed: Any, *name: str) -> str:
    """What the person typed into a field before it was refused."""
    return str(typed.get("".join(name), "")) if typed else ""


@register.filter
def holds(typed: Any, key: str) -> bool:
    """Whether the box of a material was ticked."""
    return bool(typed) and f"have-{key}" in typed


@register.filter
def role_label(role: str) -> Any:
    """A role in words."""
    return Role(role).label if role in Role.values else role


def _chinese() -> bool:
    return (get_language() or "").startswith("zh")
