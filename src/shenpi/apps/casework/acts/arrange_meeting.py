"""排入会议议程: the meeting's secretary puts a case on the agenda of an executive meeting."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import meetings
from shenpi.apps.casework.authority import for_office
from shenpi.apps.casework.unit import on_case
from shenpi.apps.errors import Invalid, Message, Stale
from shenpi.apps.organisation.models import Person


def arrange_meeting(case_id: UUID, *, by: Person, held_at: datetime, place: str) -> None:
    """Say when and where the executive meeting takes the case up (D3-051); said again, it is moved.

    All cases of the same time and place are one agenda. Raises Invalid, and Stale for a case that awaits none.
    """
    with on_case(case_id, by) as unit:
        actor = for_office(unit, by, unit.case.context["offices"]["lead"], "arrange_meeting")
        faults: dict[str, list[Message]] = {}
        if held_at <= unit.now:
            faults["held_on"] = [_("会议时间应当晚于现在")]
        if not place.strip():
            faults["place"] = [_("请填写地点")]
        if faults:
            raise Invalid("meeting_incomplete", _("请填写会议的时间和地点。"), fields=faults)
        if not meetings.awaited(unit.case.id, unit.tasks.values()):
            raise Stale("no_meeting_awaited", _("本件现在不等待办公会议。请刷新页面。"))
        session = {"held_at": held_at.isoformat(), "place": place.strip()}
        unit.set(context={**unit.case.context, "session": session})
        unit.record("meeting.arranged", {**session, "fixed": {"session": session}, "opened": []}, actor)
