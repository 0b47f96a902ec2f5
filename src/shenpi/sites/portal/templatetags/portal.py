"""Words of results on the portal's pages."""

from __future__ import annotations

from django import template

from shenpi.sites.portal import progress

register = template.Library()


@register.filter
def outcome(code: str) -> str:
    """An outcome in the public's words."""
    return progress.outcome_words(code)
