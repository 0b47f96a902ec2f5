"""From traces to cases: which attribute means what, and what is said of logs that say it badly."""

from datetime import datetime
from pathlib import Path

import pytest

from shenpi.core.eventlog import Closing, Fields, Header, read_case, read_log
from shenpi.core.eventlog.fields import folded
from tests.core.eventlog.logs import SHANGHAI, cases, event, log, trace

FACTS = (
    '<date key="startdate" value="2026-03-01T08:00:00+08:00"/><date key="deadline" value="2026-03-20T17:30:00+08:00"/>'
    '<date key="enddate" value="2026-03-10T10:00:00+08:00"/><string key="department" value="食品科"/>'
    '<string key="responsible" value="王芳"/><string key="channel" value="窗口"/>'
)


def at(day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=SHANGHAI)


def codes(data: bytes, **more: object) -> list[tuple[str, int, bool]]:
    return [(fault.code, fault.event, fault.lost) for fault in cases(data, **more)[0].faults]  # type: ignore[arg-type]


def test_the_documented_names_are_found() -> None:
    case = cases(log(trace(event(org_resource="李强", org_group="许可科"), facts=FACTS)))[0]
    assert (case.number, case.received, case.due, case.closed) == (
        "A-1",
        at(1, 8),
        at(20, 17, 30),
        at(10, 10),
    )
    assert (case.department, case.responsible, case.channel) == ("食品科", "王芳", "窗口")
    step = case.events[0]
    assert (step.activity, step.at, step.transition) == ("受理", at(2, 9), "complete")
    assert (step.resource, step.office) == ("李强", "许可科")
    assert case.faults == []


@pytest.mark.parametrize(
    "key", ["enddate", "End Date", "case:end_date", "endDate", "办结时间", "shenpi:closed"]
)
def test_names_are_compared_without_case_and_punctuation(key: str) -> None:
    facts = f'<date key="{key}" value="2026-03-10T10:00:00+08:00"/>'
    assert cases(log(trace(event(), facts=facts)))[0].closed == at(10, 10)
    assert folded("org:group") != folded("group")


def test_a_system_may_name_others() -> None:
    """Nothing is tuned to one log: the names are options."""
    facts = FACTS + '<date key="Frist" value="2026-03-05T00:00:00+08:00"/>'
    data = log(
        trace(
            event(name="").replace("<event>", '<event><string key="Schritt" value="Prüfen"/>'),
            facts=facts,
        )
    )
    case = cases(data, case={"due": "Frist"}, event={"activity": "Schritt"})[0]
    assert case.due == at(5)
    assert case.events[0].activity == "Prüfen"


def test_a_day_is_its_beginning_or_its_end() -> None:
    """A limit in days ends with the last day's close; moments without zone are Shanghai's, and reported."""
    facts = '<date key="startdate" value="2026-03-01"/><date key="deadline" value="2026-03-20"/>'
    case = cases(log(trace(event(at="2026-03-02T09:00:00"), facts=facts)))[0]
    assert case.received == at(1)
    assert case.due == datetime(2026, 3, 20, 23, 59, 59, 999999, tzinfo=SHANGHAI)
    assert case.events[0].at == at(2, 9)
    assert [(fault.code, fault.zh[:1]) for fault in case.faults] == [("zoneless", "3")]


def test_a_placeholder_is_no_date() -> None:
    head = '<global scope="trace"><date key="enddate" value="1970-01-01T00:00:00+01:00"/></global>'
    facts = '<date key="enddate" value="1970-01-01T00:00:00+01:00"/>'
    assert cases(log(trace(event(), facts=facts), head=head))[0].closed is None


@pytest.mark.parametrize(
    "told",
    ["2026/3/2 9:05", "2026.3.2 09:05:00", "2026-3-2 9:5", "2026年3月2日9时5分", "2026年03月02日 9:05"],
)
def test_moments_as_offices_here_write_them(told: str) -> None:
    assert cases(log(trace(event(at=told))))[0].events[0].at == at(2, 9, 5)
    assert cases(log(trace(event(at="2026年3月2日"))))[0].events[0].at == at(2)
    assert cases(log(trace(event(at="2026年3月32日 9:05"))))[0].events == []


def test_a_default_that_says_something_counts() -> None:
    head = '<global scope="event"><string key="org:resource" value="王芳"/></global>'
    assert cases(log(trace(event(org_resource="王芳")), head=head))[0].events[0].resource == "王芳"


def test_what_cannot_be_placed_is_refused_with_its_row() -> None:
    data = log(trace(event(), event(name=""), event(at=""), event(at="gestern"), facts=FACTS))
    assert [step.index for step in cases(data)[0].events] == [1]
    assert codes(data) == [
        ("bad_value", 4, False),
        ("event_refused", 2, True),
        ("event_refused", 3, True),
        ("no_moment", 4, True),
    ]


def test_a_log_without_dates_of_cases() -> None:
    """Logs without deadlines and ends: the beginning is the first event, and every case is open."""
    data = log(
        trace(event(at="2026-03-03T09:00:00+08:00"), event(name="收件", at="2026-03-02T09:00:00+08:00"))
    )
    case = cases(data)[0]
    assert (case.received, case.due, case.closed) == (at(2, 9), None, None)
    assert [step.activity for step in case.events] == ["收件", "受理"]
    assert codes(data) == [("unsorted", 0, False), ("no_beginning", 0, False)]


def test_when_a_case_without_end_date_is_over() -> None:
    data = log(
        trace(
            event(), event(name="办结", at="2026-03-04T09:00:00+08:00"), event(at="2026-03-05T09:00:00+08:00")
        )
    )
    assert cases(data, Closing(frozenset({"办结"})))[0].closed == at(4, 9)
    assert cases(data, Closing(always=True))[0].closed == at(5, 9)
    assert cases(data)[0].closed is None


def test_contradictions_are_kept_and_reported() -> None:
    facts = FACTS.replace("2026-03-10T10", "2026-02-10T10").replace("2026-03-20", "2026-02-20")
    data = log(trace(event(at="2026-02-25T09:00:00+08:00"), facts=facts))
    assert [code for code, _event, _lost in codes(data)] == [
        "ends_before_it_begins",
        "due_before_it_begins",
        "event_after_the_end",
        "event_before_the_beginning",
    ]
    assert codes(log(trace())) == [("case_refused", 0, True)]


def test_a_case_without_name_is_known_by_its_content() -> None:
    data = log(trace(event(), number=""), trace(event(), number=""), trace(event(name="x"), number=""))
    first, second, third = cases(data)
    assert first.number == second.number != third.number
    assert not first.named
    assert first.faults[0].code == "no_number"


def test_the_receipt_log(shared_data: Path) -> None:
    """The figures of the real log, counted here once more by hand: open, on time, late."""
    header = Header()
    fields = Fields(zone=SHANGHAI, unknown=header.unknown)
    with (shared_data / "receipt" / "receipt.xes.gz").open("rb") as source:
        found = [read_case(one, fields) for one in read_log(source, header)]
    closed = [case for case in found if case.closed and case.due]
    assert (len(found), len(closed)) == (1434, 1329)
    assert sum(case.closed <= case.due for case in closed) == 952  # type: ignore[operator]
