"""Hours, queues, limits, timers and messages of a simulation, reckoned by hand."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenpi.core.process import compile_net, read_bpmn
from shenpi.core.process.simulation.hours import DAY, Always, OfficeHours, moment, second, spans
from shenpi.core.worktime import CHINA, Calendar
from tests.core.process.drawing import END, MESSAGE, OFFICES, START, TIMER, boundary, bpmn, gateway, tag
from tests.core.process.simulation.drawn import ran

CALENDAR = Calendar.load()
HOUR = 3600
FIRST = datetime(2026, 1, 5, tzinfo=CHINA)
OFFICE = OfficeHours(CALENDAR, spans(["09:00-12:00", "13:30-17:30"]), FIRST.toordinal())
ONE = {"cases": 1, "arrivals": {"at": ["2026-03-02 09:00"]}}


def at(text: str) -> int:
    return second(datetime.fromisoformat(text).replace(tzinfo=CHINA))


@given(st.integers(0, 400 * DAY), st.integers(0, 400 * 7 * HOUR))
def test_worked_time_and_back(offset: int, worked: int) -> None:
    now = second(FIRST) + offset
    assert OFFICE.worked(OFFICE.reached(worked)) == worked
    assert OFFICE.reached(OFFICE.worked(now)) <= now or OFFICE.worked(now) == 0
    opening = OFFICE.opening(now)
    assert opening >= now
    assert OFFICE.worked(opening) == OFFICE.worked(now)
    assert OFFICE.worked(opening + 1) == OFFICE.worked(opening) + 1


@given(st.datetimes(datetime(2007, 1, 2), datetime(2036, 12, 30)))
def test_seconds_and_moments(naive: datetime) -> None:
    given_moment = naive.replace(microsecond=0, tzinfo=CHINA)
    assert moment(second(given_moment)) == given_moment


def test_the_day_closes_before_the_next_opens() -> None:
    assert OFFICE.reached(7 * HOUR) == at("2026-01-05 17:30")
    assert OFFICE.reached(7 * HOUR + 1) == at("2026-01-06 09:00") + 1
    assert OFFICE.reached(3 * HOUR) == at("2026-01-05 12:00")
    assert OFFICE.opening(at("2026-01-05 12:00")) == at("2026-01-05 13:30")
    assert OFFICE.opening(at("2026-01-09 17:30")) == at("2026-01-12 09:00")
    assert OFFICE.worked(at("2026-02-18 12:00")) == OFFICE.worked(at("2026-02-19 12:00"))  # 春节
    assert Always().opening(5) == Always().reached(5) == Always().worked(5) == 5


@pytest.mark.parametrize("bad", ["9-12", "12:00-09:00", "09:00-24:30", "09:70-10:00", ""])
def test_hours_that_make_no_sense(bad: str) -> None:
    with pytest.raises(ValueError):
        spans([bad])
    with pytest.raises(ValueError):
        spans(["09:00-12:00", "11:00-13:00"])


def test_work_rests_over_lunch_night_and_weekend() -> None:
    """Eight hours from Friday at nine: one remains for Monday."""
    result = ran(cases=1, arrivals={"at": ["2026-03-06 09:00"]}, steps={"a": {"takes": "8h"}})
    assert result.stopped == datetime.fromisoformat("2026-03-09T10:00+08:00")
    step = result.step("a")
    assert step.service.mean == 8 * HOUR
    assert step.dwell.mean == (3 * 24 + 1) * HOUR
    assert step.overdue.count == 0
    assert result.cases.worked.mean == 8 * HOUR


def test_lateness_is_reckoned_by_the_limit_and_the_calendar() -> None:
    """A limit of one working day from Friday ends on Monday at 17:30; more than two days of work on Tuesday."""
    in_time = ran(
        cases=1, promised="P1WD", arrivals={"at": ["2026-03-06 09:00"]}, steps={"a": {"takes": "2wd"}}
    )
    assert in_time.step("a").overdue.count == in_time.cases.late == 0
    late = ran(
        cases=1, promised="P1WD", arrivals={"at": ["2026-03-06 09:30"]}, steps={"a": {"takes": "2.5wd"}}
    )
    step = late.step("a")
    assert late.stopped == datetime.fromisoformat("2026-03-10T14:30+08:00")
    assert step.late_share == 1.0
    assert step.overdue.mean == timedelta(hours=21).total_seconds()
    assert late.cases.late == 1


def test_a_closed_office_lets_cases_wait_and_the_earliest_due_may_come_first() -> None:
    """Two cases arrive at night, the second with the shorter limit; one person does them in the morning."""
    drawn = bpmn(
        START
        + gateway("exclusive", "g", default="g_b")
        + tag("userTask", "a", shenpi_role="clerk", shenpi_limit="P3WD")
        + tag("userTask", "b", shenpi_role="clerk", shenpi_limit="P1WD")
        + END,
        "s>g",
        "g>a: slow",
        "g>b",
        "a>e",
        "b>e",
    )
    net = compile_net(read_bpmn(drawn))
    arrivals = {"at": [f"2026-03-02 2{minute}:00" for minute in range(4)]}
    common = {"cases": 4, "arrivals": arrivals, "choose": {"slow": 0.5}, "seed": 3}
    steps = {"a": {"takes": "1h"}, "b": {"takes": "1h"}}
    first_come = ran(net, **common, steps=steps)
    first_due = ran(net, **common, steps=steps, staff={"clerk": {"count": 1, "queue": "due"}})
    slow, quick = first_due.step("a"), first_due.step("b")
    assert slow.completed > 0
    assert quick.completed > 0
    assert quick.waiting.largest < slow.waiting.mean
    assert first_come.step("b").waiting.mean > quick.waiting.mean
    assert first_due.staff[0].queue.largest == 4
    assert [day.day.isoformat() for day in first_due.staff[0].queue.days] == ["2026-03-02", "2026-03-03"]


def test_each_office_has_people_of_its_own() -> None:
    each = tag("userTask", "each", OFFICES, shenpi_role="clerk")
    net = compile_net(read_bpmn(bpmn(START + each + END, "s>each>e")))
    common = {**ONE, "case": {"offices": ["甲", "乙"]}, "steps": {"each": {"takes": "1h"}}}
    together = ran(net, **common)
    apart = ran(net, **common, staff={"clerk": {"count": 1, "each_office": True}})
    assert together.cases.dwell.mean == 2 * HOUR
    assert apart.cases.dwell.mean == HOUR
    assert [(each.name, each.office) for each in apart.staff] == [("clerk", "甲"), ("clerk", "乙")]
    assert [each.name for each in together.staff] == ["clerk"]


def interrupted(**setup: object) -> object:
    step = tag("userTask", "a", shenpi_role="clerk")
    late = boundary("late", "a", TIMER).replace("<boundaryEvent", '<boundaryEvent shenpi:limit="PT2H"')
    stop = boundary("stop", "a", MESSAGE)
    drawn = bpmn(START + step + late + stop + tag("endEvent", "f") + END, "s>a>e", "late>f", "stop>f")
    return ran(compile_net(read_bpmn(drawn)), **ONE, **setup)


def test_a_timer_takes_a_step_away_but_not_at_its_very_limit() -> None:
    assert interrupted(steps={"a": {"takes": "2h"}}).ends == {"e": 1}  # type: ignore[attr-defined]
    result = interrupted(steps={"a": {"takes": "2.5h"}})
    assert result.ends == {"f": 1}  # type: ignore[attr-defined]
    assert result.step("a").taken_away == 1  # type: ignore[attr-defined]
    assert result.cases.dwell.mean == 2 * HOUR  # type: ignore[attr-defined]
    assert result.staff[0].worked == 2 * HOUR  # type: ignore[attr-defined]


@pytest.mark.parametrize(("chance", "end"), [(1, "f"), (0, "e")])
def test_a_message_comes_by_chance_and_after_a_time(chance: float, end: str) -> None:
    told = {"stop": {"chance": chance, "after": "30m"}}
    result = interrupted(messages=told, steps={"a": {"takes": "1h"}})
    assert result.ends == {end: 1}  # type: ignore[attr-defined]


def test_applicants_are_many_and_work_around_the_clock() -> None:
    net = compile_net(read_bpmn(bpmn(START + tag("userTask", "a", shenpi_role="applicant") + END, "s>a>e")))
    arrivals = {"at": ["2026-03-06 20:00", "2026-03-06 20:00"]}
    result = ran(net, cases=2, arrivals=arrivals, steps={"a": {"takes": "1d"}})
    assert result.cases.dwell.largest == 24 * HOUR
    assert result.staff[0].count is None
    assert result.assumed == ()
