"""What supervision's pages say of steps, records and cases."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import template
from django.utils.translation import gettext as _

from shenpi.apps import timekeeping
from shenpi.apps.supervision.rules import RULES
from shenpi.apps.supervision.rules.beside import SYSTEM
from shenpi.apps.supervision.rules.matters import MATTER
from shenpi.sites.common import wording
from shenpi.sites.supervise import course as courses
from shenpi.sites.supervise import scope, signal_words, words

if TYPE_CHECKING:
    from shenpi.apps.supervision.models import MonitoredStep, Signal, WarningRecord
    from shenpi.apps.supervision.queries import CaseFile, Lights

register = template.Library()


@register.simple_tag
def holder(of: MonitoredStep | WarningRecord) -> str:
    """Name who holds or held a task, with the capacity's marker; a pool's task is the whole office's."""
    if of.person_name:
        return f"{of.person_name}{courses.capacity(of.capacity)}"
    return _("申请人") if getattr(of, "role", "") == "applicant" else _("科室共同承办（无人领取）")


@register.simple_tag(takes_context=True)
def unbound(context: dict[str, Any]) -> bool:
    """Whether the reader is bound to no agency: the bureau, a leader."""
    return scope.sees_all(context["request"])


@register.simple_tag
def region_lights(lights: Lights) -> list[dict[str, Any]]:
    """Return the lights that are on, the worst first, each with mark, name and number."""
    order = ("red", "yellow", "green", "paused")
    return [
        {"light": light, "mark": words.LIGHTS[light].mark, "name": words.LIGHTS[light].name, "count": number}
        for light in order
        if (number := getattr(lights, light))
    ]


@register.simple_tag(takes_context=True)
def hears(context: dict[str, Any]) -> bool:
    """Whether the reader handles what people bring."""
    return scope.may_hear(context["request"])


@register.filter
def matter_of(signal: Signal) -> str:
    """Return the id of the complaint, enquiry or rating that a signal is about, "" for any other subject."""
    kind, _colon, key = signal.subject.partition(":")
    return key if kind == MATTER else ""


@register.filter
def system_of(signal: Signal) -> str:
    """Return the id of the foreign system that a signal is about, "" for any other subject."""
    kind, _colon, key = signal.subject.partition(":")
    return key if kind == SYSTEM else ""


@register.filter
def level_shown(level: str) -> signal_words.LevelShown:
    """Return mark, name and colour of a signal's level."""
    return signal_words.LEVELS[level]


@register.filter
def grounds(sources: Iterable[str]) -> list[str]:
    """Name what a rule rests on."""
    return signal_words.grounds(sources)


@register.filter
def rule_name(rule: str) -> str:
    """Name a rule; one that is no longer known keeps its identifier."""
    known = RULES.get(rule)
    return str(known.name) if known else rule


@register.inclusion_tag("common/light.html")
def step_light(step: MonitoredStep) -> dict[str, str]:
    """Show the light of an open step, or how an ended one ended."""
    if step.ended_at is None:
        colour = wording.colour(step.due_at, suspended=step.suspended)
        return {"colour": colour, "mark": wording.MARKS[colour], "words": wording.light_words(colour)}
    if step.due_at and step.ended_at > step.due_at:
        return {"colour": "red", "mark": wording.MARKS["red"], "words": _("超期办结")}
    return {"colour": "done", "mark": wording.MARKS["done"], "words": wording.light_words("done")}


@register.simple_tag
def course(file: CaseFile) -> list[dict[str, Any]]:
    """Return a case's course for `common/course.html`."""
    return courses.course(file)


@register.filter
def lateness(record: WarningRecord) -> str:
    """Say how late the step of a record (with its `ended_at`) was or is."""
    return words.lateness(record.due_at, record.ended_at, timekeeping.now())  # type: ignore[attr-defined]


@register.filter
def disproved(record: WarningRecord) -> bool:
    """Say whether later news shows that the step of a record ended in time."""
    ended_at = record.ended_at  # type: ignore[attr-defined]  # annotated by the query
    return ended_at is not None and ended_at <= record.due_at


@register.filter
def limit_words(text: str) -> str:
    """Say a limit in words."""
    return words.limit(text)


@register.filter
def state_name(code: str) -> str:
    """Name a case's state."""
    return str(words.STATES.get(code, code))


@register.filter
def channel_name(code: str) -> str:
    """Name the channel a case came by."""
    return str(words.CHANNELS.get(code, code))


@register.filter
def outcome_name(code: str) -> str:
    """Name what was decided."""
    return str(words.OUTCOMES.get(code, code))
