"""The words and choices of sealing and seizing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from shenpi.apps.casework import seizures

if TYPE_CHECKING:
    from shenpi.apps.casework.models import Case

register = template.Library()


@register.simple_tag
def measure_choices() -> list[tuple[str, Any]]:
    """How things are taken."""
    return list(seizures.Measure.choices)


@register.simple_tag
def measure_words(case: Case) -> Any:
    """How the things of a case were taken."""
    return seizures.Measure(case.context["seizure"]["measure"]).label


@register.simple_tag
def attendance_choices() -> list[tuple[str, Any]]:
    """Who signed the record on the spot (行政强制法 art. 18)."""
    return list(seizures.Attendance.choices)


@register.simple_tag
def disposal_choices() -> list[tuple[str, Any]]:
    """What may become of what was taken (行政强制法 art. 27)."""
    return list(seizures.Verdict.choices)


@register.simple_tag
def release_grounds() -> list[tuple[str, Any]]:
    """Why it is given back (行政强制法 art. 28)."""
    return list(seizures.Ground.choices)
