"""召集会议: the leader lets a case be discussed, jointly or by the executive meeting."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import meetings, proceedings, steps
from shenpi.apps.casework.assignment import Place
from shenpi.apps.casework.authority import for_case, for_task
from shenpi.apps.casework.opening import Named
from shenpi.apps.casework.unit import Unit, on_case
from shenpi.apps.errors import Invalid, Message, Refusal
from shenpi.apps.organisation import queries as organisation
from shenpi.apps.organisation.models import Person


def call_meeting(case_id: UUID, *, by: Person, body: str, ground: str, matter: str) -> None:
    """Convene the joint review of all offices, or the executive meeting for what is major, difficult or divided.

    It meets within five working days, and the decision waits for its minutes (D3-049, D3-051). What the executive
    meeting has settled is final. Its minutes are written by the agency's meeting secretary where there is one, by the
    host office otherwise. Raises Invalid, Refusal.
    """
    faults: dict[str, list[Message]] = {}
    if body not in meetings.Body:
        faults["body"] = [_("请选择会议")]
    if ground not in meetings.Ground or (
        body == meetings.Body.EXECUTIVE and ground == meetings.Ground.ROUTINE
    ):
        faults["ground"] = [_("提交办公会议的，请选择重大、疑难或者意见不一致")]
    if not matter.strip():
        faults["matter"] = [_("请写明需要讨论的问题")]
    if faults:
        raise Invalid("meeting_incomplete", _("请写明召集什么会议、因何讨论。"), fields=faults)
    with on_case(case_id, by) as unit:
        actor = for_case(unit, by, "call_meeting")
        if meetings.latest(unit.case).get("body") == meetings.Body.EXECUTIVE:
            raise Refusal("meeting_final", _("办公会议已经作出决定，不能再开会讨论。"))
        facts = {"body": body, "ground": ground, "matter": matter.strip()}
        named = _secretary(unit) if body == meetings.Body.EXECUTIVE else {}
        proceedings.begin(unit, proceedings.Kind.MEETING, actor, "meeting.called", facts, named=named)


def _secretary(unit: Unit) -> Named:
    serving = organisation.serving(unit.case.agency_id, "arrange_meeting", unit.now).values()
    post = next(iter(serving), None)
    if post is None:
        return {}
    place = Place(post.office_id, post.office.name, post.person_id, post.person.name, post.role)
    return {("hold_meeting", ""): place}


def record_meeting(
    case_id: UUID, task_id: UUID, *, by: Person, minutes: meetings.Minutes, conclusion: str
) -> None:
    """Record the minutes with what was agreed, which binds the decision (D3-050, D3-051). Raises Invalid."""
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "record_meeting")
        actor = for_task(unit, by, task, "record_meeting")
        found = proceedings.of_task(unit, task)
        told = meetings.keep(unit, minutes, found.facts["body"], conclusion, actor.signature)
        signed = steps.Signed(conclusion, minutes.summary.strip())
        proceedings.complete(unit, found, task, actor, signed, "meeting.held", told, outcome="held")
