"""The limit of a step and the moment a timer runs out, for one case's values."""

from collections.abc import Mapping
from datetime import datetime

from shenpi.core.process.elements import Node
from shenpi.core.worktime import CHINA, Calendar, Limit


def limit_of(text: str, values: Mapping[str, object]) -> Limit | None:
    """The limit in a `shenpi:limit`: written out, or the name of a value of the case.

    A named one is looked up in the value `limits` (as cases keep them) and then among the values
    themselves. None when there is no limit. Raises `BadLimit` for a name without a value.
    """
    if not text:
        return None
    given = values.get("limits")
    named = given.get(text) if isinstance(given, Mapping) else None
    return Limit.parse(str(named or values.get(text, text)))


def runs_out(
    node: Node, values: Mapping[str, object], armed: datetime, calendar: Calendar
) -> datetime | None:
    """When a timer that began to run at `armed` goes off: by its limit, else by its BPMN duration or date.

    None when the diagram does not say. Raises `BadLimit` for a time that cannot be read.
    """
    event = node.event
    if node.duties.limit or event.timer_form == "timeDuration":
        limit = limit_of(node.duties.limit or event.timer, values)
        return calendar.due(armed, limit) if limit else None
    if event.timer_form != "timeDate":
        return None
    try:
        moment = datetime.fromisoformat(event.timer)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=CHINA)
