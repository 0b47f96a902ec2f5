"""XES in and out: every kind of value, foreign habits, and files that attack the reader."""

import gzip
from datetime import UTC, date, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shenpi.core.eventlog import (
    Event,
    Header,
    Listed,
    LogRefused,
    Nested,
    Trace,
    from_json,
    read_log,
    to_json,
    write_xes,
)
from tests.core.eventlog.logs import event, log, read, trace

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=20)
ZONE = st.integers(-720, 840).map(lambda minutes: timezone(timedelta(minutes=minutes)))
SCALAR = st.one_of(
    TEXT,
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.datetimes(datetime(1900, 1, 1), datetime(2199, 1, 1), timezones=ZONE),
    st.dates(date(1900, 1, 1), date(2199, 1, 1)),
)
KEY = TEXT.filter(bool)
VALUE = st.recursive(
    SCALAR,
    lambda inner: st.one_of(
        st.builds(Nested, SCALAR, st.dictionaries(KEY, inner, min_size=1, max_size=3)),
        st.builds(Listed, st.lists(st.tuples(KEY, inner), max_size=3).map(tuple), st.booleans()),
    ),
    max_leaves=5,
)
ATTRIBUTES = st.dictionaries(KEY, VALUE, max_size=4)
TRACES = st.lists(
    st.builds(Trace, ATTRIBUTES, st.lists(st.builds(Event, ATTRIBUTES), max_size=3)), max_size=3
)


@settings(max_examples=25)
@given(TRACES, ATTRIBUTES)
def test_what_is_written_is_read_again(traces: list[Trace], attributes: dict[str, object]) -> None:
    """Issue 5, 8: logs of every content survive a round trip, types included."""
    header = Header()
    data = b"".join(write_xes(traces, attributes))  # type: ignore[arg-type]
    found = list(read_log(BytesIO(data), header))
    assert [(one.attributes, [e.attributes for e in one.events]) for one in found] == [
        (one.attributes, [e.attributes for e in one.events]) for one in traces
    ]
    assert header.attributes == attributes
    assert not any(one.faults for one in found)


@settings(max_examples=25)
@given(ATTRIBUTES)
def test_what_the_database_keeps_is_what_the_log_said(attributes: dict[str, object]) -> None:
    assert from_json(to_json(attributes)) == attributes  # type: ignore[arg-type]


def test_values_keep_their_type_and_zone() -> None:
    facts = (
        '<int key="n" value="7"/><float key="x" value="2.5"/><boolean key="b" value="TRUE"/>'
        '<date key="d" value="2011-10-11T13:42:22.688+02:00"/><date key="day" value="2011-12-06"/>'
        '<id key="i" value="8f1b"/><string key="s" value="乙&#10;丙"><int key="inner" value="1"/></string>'
        '<list key="l"><values><string key="a" value="1"/><string key="a" value="2"/></values></list>'
        '<container key="c"><int key="z" value="3"/></container>'
    )
    found = read(log(trace(facts=facts)))[0].attributes
    assert found["n"] == 7
    assert found["x"] == 2.5
    assert found["b"] is True
    assert found["d"] == datetime(2011, 10, 11, 11, 42, 22, 688000, tzinfo=UTC)
    assert found["d"].utcoffset() == timedelta(hours=2)  # type: ignore[union-attr]
    assert found["day"] == date(2011, 12, 6)
    assert found["i"] == "8f1b"
    assert found["s"] == Nested("乙\n丙", {"inner": 1})
    assert found["l"] == Listed((("a", "1"), ("a", "2")))
    assert found["c"] == Listed((("z", 3),), ordered=False)


def test_faults_of_values_name_line_and_event() -> None:
    """Issue 5, 1: what is wrong goes back row by row; nothing is lost silently."""
    data = log(
        "\n",
        trace(
            event(),
            '<event>\n<int key="n" value="seven"/><string key="k" value="1"/><string key="k" value="2"/></event>',
            facts='<string value="no key"/><float key="x" value="NaN"/><picture src="x"><string key="y"/></picture>',
        ),
    )
    found = read(data)[0]
    assert [(fault.code, fault.line, fault.event, fault.lost) for fault in found.faults] == [
        ("no_key", 3, 0, True),
        ("bad_value", 3, 0, False),
        ("unknown_element", 3, 0, True),
        ("bad_value", 4, 2, False),
        ("repeated_key", 4, 2, True),
    ]
    assert found.attributes["x"] == "NaN"
    assert found.events[1].attributes == {"n": "seven", "k": "1"}


@pytest.mark.parametrize("space", ["", ' xmlns="http://www.xes-standard.org"', ' xmlns:x="urn:x"'])
def test_namespaces_are_as_they_come(space: str) -> None:
    data = f"<log{space}>{trace(event())}</log>".encode()
    assert read(data)[0].events[0].attributes["concept:name"] == "受理"


def test_prefixes_of_the_standard_extensions_are_the_logs_choice() -> None:
    head = '<extension name="Concept" prefix="c" uri="http://www.xes-standard.org/concept.xesext"/>'
    found = read(log('<trace><string key="c:name" value="A-1"/></trace>', head=head))
    assert found[0].attributes == {"concept:name": "A-1"}


def test_gzip_and_other_encodings() -> None:
    assert len(read(gzip.compress(log(trace(event()))))) == 1
    utf16 = log(trace(event())).decode().replace("UTF-8", "UTF-16").encode("utf-16")
    assert read(utf16)[0].attributes["concept:name"] == "A-1"


BOMB = '<!DOCTYPE log [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><log><string key="x" value="&b;"/></log>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (BOMB.encode(), "doctype"),
        (b'<!DOCTYPE log SYSTEM "file:///etc/passwd"><log/>', "doctype"),
        (b"<html/>", "not_xes"),
        (b"", "not_xml"),
        (b"case,activity\nA-1,x\n", "not_xml"),
        (b"<log><trace></log>", "not_xml"),
        (b'<log><string key="x" value="&undeclared;"/></log>', "not_xml"),
        (b"<log>" + b'<string key="x" value="1">' * 100, "too_deep"),
        (gzip.compress(log(trace(event())))[:-20], "gzip"),
        (b"\x1f\x8bnot gzip", "gzip"),
    ],
)
def test_what_is_no_log_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(LogRefused) as refusal:
        read(data)
    assert refusal.value.code == code


def test_one_trace_without_end_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shenpi.core.eventlog.xes_reading.TRACE_LIMIT", 200_000)
    with pytest.raises(LogRefused, match="too large"):
        read(log(trace(event(note="x" * 1000), *[event()] * 4000)))
    assert len(read(log(*[trace(event(note="x" * 1000))] * 400))) == 400


def test_traces_before_the_break_are_given() -> None:
    reading = read_log(BytesIO(log(trace(event()))[:-3]))
    assert next(reading).attributes["concept:name"] == "A-1"
    with pytest.raises(LogRefused):
        next(reading)


def test_the_receipt_log(shared_data: Path) -> None:
    """The real log: 1 434 cases, 8 577 events, no fault in its text (SOURCES.md)."""
    with (shared_data / "receipt" / "receipt.xes.gz").open("rb") as source:
        found = list(read_log(source))
    assert (len(found), sum(len(one.events) for one in found)) == (1434, 8577)
    assert not any(one.faults for one in found)
