"""How many messages wait to be read, and addresses that are not for every eye."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import RequestContext

from shenpi.apps.notices import queries

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_messages(context: RequestContext) -> int:
    """Return how many messages the person signed in has not read, counted once a page; none for strangers."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if request is None or user is None or not user.is_authenticated:
        return 0
    if not hasattr(request, "unread_messages"):
        request.unread_messages = queries.unread(user)
    return int(request.unread_messages)


@register.filter
def masked_mail(value: Any) -> str:
    """Show w***@example.cn: enough to recognise one's own."""
    name, at, place = str(value or "").partition("@")
    return f"{name[:1]}***{at}{place}" if at else ""
