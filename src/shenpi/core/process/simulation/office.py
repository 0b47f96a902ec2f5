"""The world around the cases: when they come, who works when, and when things are due."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from shenpi.core.process.elements import Node
from shenpi.core.process.limits import limit_of
from shenpi.core.process.simulation.assuming import Assumed
from shenpi.core.process.simulation.cases import FAR
from shenpi.core.process.simulation.durations import exponential, stream
from shenpi.core.process.simulation.hours import DAY, Always, Hours, OfficeHours, moment, second
from shenpi.core.process.simulation.queues import Pool
from shenpi.core.process.simulation.setup import Setup, Spans
from shenpi.core.worktime import LAST, BadLimit, Calendar, Limit, Unit

YEARS = timedelta(days=3650)
"""How long a simulation runs that names no end."""


class Office:
    """Offices, their hours and queues; pools are made when first needed."""

    def __init__(self, setup: Setup, known: Assumed, calendar: Calendar) -> None:
        self.setup = setup
        self.known = known
        self.calendar = calendar
        self.start = second(setup.start)
        self.until = second(setup.until or min(setup.start + YEARS, calendar.closing(LAST)))
        self.pools: dict[tuple[str, str], Pool] = {}
        self._hours: dict[Spans, Hours] = {}
        self._dues: dict[tuple[Limit, int], int] = {}

    def hours(self, spans: Spans | None) -> Hours:
        """Working hours; None for those of the whole setup."""
        spans = self.setup.hours if spans is None else spans
        if spans not in self._hours:
            first_day = self.start // DAY
            self._hours[spans] = OfficeHours(self.calendar, spans, first_day) if spans else Always()
        return self._hours[spans]

    def pool(self, name: str, office: str | None) -> Pool:
        """The people who do a step: of this office, if each has its own."""
        staff = self.known.staff[name]
        key = (name, office or "" if staff.each_office else "")
        if key not in self.pools:
            self.pools[key] = Pool(*key, staff, self.hours(staff.hours))
        return self.pools[key]

    def arrivals(self) -> Iterator[int]:
        """The moments at which cases come, without end unless they are listed."""
        given = self.setup.arrivals
        if given.at:
            yield from sorted(second(each) for each in given.at)
            return
        hours = self.hours(given.hours)
        gap = given.every or exponential(hours.per_day / given.per_day)
        random = stream(self.setup.seed, "arrivals")
        worked = hours.worked(self.start)
        while True:
            worked += gap.draw(random)
            yield max(self.start, hours.reached(worked))

    def due(self, node: Node, values: Mapping[str, object], at: int) -> int:
        """When a step that opens now is due; FAR without a limit that this case knows."""
        try:
            limit = limit_of(node.duties.limit, values)
        except BadLimit:
            return FAR
        if limit is None:
            return FAR
        return self.ends(limit, at)

    def ends(self, limit: Limit, at: int) -> int:
        """When a limit ends that begins now; one in days does not depend on the hour."""
        if limit.unit is Unit.HOURS:
            return at + limit.amount * 3600
        if limit.amount == 0:
            return second(self.calendar.due(moment(at), limit))
        key = (limit, at // DAY)
        if key not in self._dues:
            self._dues[key] = second(self.calendar.due(moment(at), limit))
        return self._dues[key]
