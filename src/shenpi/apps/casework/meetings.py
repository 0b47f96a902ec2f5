"""Collective discussion (会审、办公会): the minutes are in the file, and what was agreed binds who signs the decision.

A case's `context["meeting"]` holds the latest meeting's body, day and conclusion, `context["session"]` for when and
where it is on the agenda of an executive meeting.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import papers
from shenpi.apps.casework.models import Case, Proceeding, Task
from shenpi.apps.casework.unit import Unit
from shenpi.apps.errors import Invalid, Message, Refusal, worded
from shenpi.apps.timekeeping import local


class Body(models.TextChoices):
    """Which meeting discusses a case."""

    JOINT = "joint", _("会审会议")
    EXECUTIVE = "executive", _("办公会议")


class Conclusion(models.TextChoices):
    """What a meeting agreed; a joint review that does not agree goes to the executive meeting (D3-051)."""

    GRANT = "grant", _("准予许可")
    PARTLY = "grant_partly", _("部分准予许可")
    REFUSE = "refuse", _("不予许可")
    DIVIDED = "divided", _("意见不一致，提交办公会议")


class Ground(models.TextChoices):
    """Why a case is discussed (D3-049, D3-051)."""

    ROUTINE = "routine", _("会审")
    MAJOR = "major", _("重大事项")
    DIFFICULT = "difficult", _("疑难事项")
    DIVIDED = "divided", _("意见不一致")


@dataclass(frozen=True)
class Minutes:
    """The record of a meeting (D3-050): its day, who was there and what was discussed."""

    held_on: date | None
    attendees: str
    summary: str


def keep(unit: Unit, minutes: Minutes, body: str, conclusion: str, recorder: str) -> dict[str, Any]:
    """Put the minutes into the file and let them bind; returns what the event tells. Raises Invalid."""
    faults: dict[str, list[Message]] = {}
    began = unit.case.accepted_at or unit.case.received_at
    if minutes.held_on is None or not local(began).date() <= minutes.held_on <= local(unit.now).date():
        faults["held_on"] = [_("会议日期应当在受理之后、今天或者今天以前")]
    if not minutes.attendees.strip():
        faults["attendees"] = [_("请填写参加人")]
    if not minutes.summary.strip():
        faults["summary"] = [_("请填写讨论情况")]
    allowed = set(Conclusion) - ({Conclusion.DIVIDED} if body == Body.EXECUTIVE else set())
    if conclusion not in allowed:
        faults["conclusion"] = [_("请选择会议形成的决定")]
    if faults or minutes.held_on is None:
        raise Invalid(
            "minutes_incomplete", _("会议纪要应当写明日期、参加人、讨论情况和决定。"), fields=faults
        )
    paper = papers.issue(
        unit,
        "meeting_minutes",
        body=papers.chinese(Body(body).label),
        held_on=minutes.held_on.isoformat(),
        attendees=minutes.attendees.strip(),
        summary=minutes.summary.strip(),
        conclusion=papers.chinese(Conclusion(conclusion).label),
        recorder=recorder,
    )
    told = {"body": str(body), "held_on": minutes.held_on.isoformat(), "conclusion": str(conclusion)}
    unit.set(context={**unit.case.context, "meeting": told})
    said = {"attendees": minutes.attendees.strip(), "summary": minutes.summary.strip()}
    return {"minutes": {**told, **said}, "fixed": {"meeting": told}, "documents": [paper]}


def awaited(case_id: UUID, tasks: Iterable[Task]) -> bool:
    """Tell whether a case awaits the executive meeting: by a step that its process draws, or called beside it."""
    acts = {task.act for task in tasks}
    if "executive_meeting" in acts:
        return True
    called = Proceeding.objects.filter(case_id=case_id, kind=Proceeding.Kind.MEETING, ended_at=None)
    return "record_meeting" in acts and any(each.facts["body"] == Body.EXECUTIVE for each in called)


def latest(case: Case) -> Mapping[str, str]:
    """Return what the latest meeting on the case agreed, empty when there was none."""
    found: Mapping[str, str] = case.context.get("meeting", {})
    return found


def guard(case: Case, verdict: str) -> None:
    """Refuse to sign anything but what the meeting agreed (D3-050, D3-051). Raises Refusal."""
    agreed = latest(case).get("conclusion", "")
    if agreed == Conclusion.DIVIDED:
        raise Refusal("meeting_divided", _("会审意见不一致，须提交办公会议讨论决定后才能签发。"))
    if agreed and verdict != agreed:
        words = worded(
            _("会议决定为“%(conclusion)s”，只能按会议决定签发。"), conclusion=Conclusion(agreed).label
        )
        raise Refusal("meeting_binds", words)
