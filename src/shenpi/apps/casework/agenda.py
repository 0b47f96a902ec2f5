"""The executive meeting's agenda, for who serves it: which cases await it, when each is taken up, by when it must."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from shenpi.apps.casework.meetings import Body
from shenpi.apps.casework.models import Case, Proceeding, Task
from shenpi.apps.organisation import queries as organisation

MOST = 200
STEPS = ("record_meeting", "executive_meeting")


@dataclass(frozen=True)
class Entry:
    """A case that awaits the meeting; `ground` and `matter` as the leader put them, empty where it is drawn."""

    task: Task
    ground: str = ""
    matter: str = ""

    @property
    def case(self) -> Case:
        return self.task.case


@dataclass(frozen=True)
class Session:
    """One meeting with the cases on its agenda, the soonest due first."""

    held_at: datetime
    place: str
    entries: list[Entry]


@dataclass(frozen=True)
class Agenda:
    """What is not on any agenda yet, and the meetings by their time."""

    waiting: list[Entry]
    sessions: list[Session]


def of(agencies: Collection[int], moment: datetime) -> Agenda:
    """Return the agenda of these agencies' executive meetings."""
    entries = _entries(agencies, moment)
    sessions: dict[tuple[datetime, str], list[Entry]] = {}
    for entry in entries:
        if told := entry.case.context.get("session"):
            sessions.setdefault((datetime.fromisoformat(told["held_at"]), told["place"]), []).append(entry)
    return Agenda(
        [entry for entry in entries if "session" not in entry.case.context],
        [Session(*key, on_it) for key, on_it in sorted(sessions.items())],
    )


def _entries(agencies: Collection[int], moment: datetime) -> list[Entry]:
    served = {
        person for agency in agencies for act in STEPS for person in organisation.serving(agency, act, moment)
    }
    open_steps = Task.objects.filter(holder_id__in=served, act__in=STEPS, case__agency_id__in=agencies)
    tasks = list(
        open_steps.select_related("case__item_version__item", "office").order_by("due_at", "id")[:MOST]
    )
    beside = [task.case_id for task in tasks if task.act == "record_meeting"]
    running = Proceeding.objects.filter(kind=Proceeding.Kind.MEETING, ended_at=None, case_id__in=beside)
    called = {each.case_id: each.facts for each in running}
    found = []
    for task in tasks:
        if task.act == "executive_meeting":
            found.append(Entry(task))
        elif (facts := called.get(task.case_id)) and facts["body"] == Body.EXECUTIVE:
            found.append(Entry(task, facts["ground"], facts["matter"]))
    return found
