"""The executive meeting's agenda, for who serves it: which cases await it, when each is taken up, by when it must."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from shenpi.apps.casework.meetings import Body
from shenpi.apps.casework.models import Case, Proceeding, Task
from shenpi.apps.organisation import queries as organisation

MOST = 200
FAR = datetime.max.replace(tzinfo=UTC)


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
    """Find what was called by the few proceedings that run, and what is drawn in the leaders' own lists."""
    running = Proceeding.objects.filter(kind=Proceeding.Kind.MEETING, ended_at=None)
    called = {each.case_id: each.facts for each in running if each.facts["body"] == Body.EXECUTIVE}
    leaders = {who for each in agencies for who in organisation.serving(each, "executive_meeting", moment)}
    shown = Task.objects.select_related("case__item_version__item", "office")
    minutes = shown.filter(act="record_meeting", case_id__in=list(called))
    drawn = shown.filter(act="executive_meeting", holder_id__in=leaders)
    found = [Entry(task, called[task.case_id]["ground"], called[task.case_id]["matter"]) for task in minutes]
    found = [entry for entry in [*found, *map(Entry, drawn)] if entry.case.agency_id in agencies]
    return sorted(found, key=lambda entry: (entry.task.due_at or FAR, entry.task.pk))[:MOST]
