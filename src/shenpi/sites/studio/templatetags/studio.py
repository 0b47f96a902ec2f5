"""The studio's small helps for templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import template

from shenpi.apps.errors import Message
from shenpi.apps.organisation.roles import Role

register = template.Library()


@register.simple_tag
def summary(faults: Mapping[str, Sequence[Message]]) -> list[tuple[str, Message]]:
    """Return every fault with the anchor of its field, for the error summary."""
    return [(name, words[0]) for name, words in faults.items() if words]


@register.simple_tag
def no_marks() -> dict[str, str]:
    """Return the markers of a diagram where nothing is marked."""
    return {}


@register.filter
def role_name(role: str) -> str:
    """A role in words; what is none of ours as it is written."""
    return str(Role(role).label) if role in Role.values else role
