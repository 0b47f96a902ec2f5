"""Event logs: XES and OCEL 2.0 in and out, and what their traces say of cases.

    for trace in read_log(stream, header):
        case = read_case(trace, Fields(zone=SHANGHAI, unknown=header.unknown))

docs/event-logs.md says which attribute means what. Errors: `LogRefused`; faults of a value or an event stand in
the trace and the case they belong to.
"""

from shenpi.core.eventlog.cases import CaseRecord, Closing, StepEvent, number_of, read_case
from shenpi.core.eventlog.fields import CASE, EVENT, Fields
from shenpi.core.eventlog.log import (
    Attributes,
    Event,
    Fault,
    Header,
    Listed,
    LogRefused,
    Nested,
    Trace,
    Value,
    plain,
)
from shenpi.core.eventlog.ocel_reading import read_ocel
from shenpi.core.eventlog.ocel_writing import write_ocel
from shenpi.core.eventlog.opening import read_log
from shenpi.core.eventlog.values import from_json, to_json
from shenpi.core.eventlog.xes_reading import read_xes
from shenpi.core.eventlog.xes_writing import write_xes

__all__ = [
    "CASE",
    "EVENT",
    "Attributes",
    "CaseRecord",
    "Closing",
    "Event",
    "Fault",
    "Fields",
    "Header",
    "Listed",
    "LogRefused",
    "Nested",
    "StepEvent",
    "Trace",
    "Value",
    "from_json",
    "number_of",
    "plain",
    "read_case",
    "read_log",
    "read_ocel",
    "read_xes",
    "to_json",
    "write_ocel",
    "write_xes",
]
