"""Attempts without the right are on record: who tried what, and when; what was typed is not kept."""

from __future__ import annotations

from django.http import HttpRequest

from shenpi.apps import timekeeping
from shenpi.apps.errors import NotAllowed, Refusal
from shenpi.apps.organisation.acts.record import record
from shenpi.apps.organisation.models import Person


def note(request: HttpRequest, refusal: Refusal) -> None:
    """Record that a signed-in person was refused an act for want of the right; looking at a page is none."""
    if (
        request.method != "POST"
        or not isinstance(refusal, NotAllowed)
        or not isinstance(request.user, Person)
    ):
        return
    match = request.resolver_match
    given = {key: str(value) for key, value in match.kwargs.items()} if match else {}
    subject = given.get("case_id") or (match.url_name if match else "") or ""
    record(
        "attempt.refused",
        by=request.user,
        subject=subject[:60],
        at=timekeeping.now(),
        address=request.path[:200],
        code=refusal.code,
    )
