"""Small logs, written as other systems write them."""

from io import BytesIO
from zoneinfo import ZoneInfo

from shenpi.core.eventlog import CaseRecord, Closing, Fields, Header, Trace, read_case, read_log

SHANGHAI = ZoneInfo("Asia/Shanghai")
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<log xmlns="http://www.xes-standard.org/">'


def event(name: str = "受理", at: str = "2026-03-02T09:00:00+08:00", **more: str) -> str:
    """Return one event; `more` are strings by key with `_` for `:`."""
    told = f'<string key="concept:name" value="{name}"/>' if name else ""
    told += f'<date key="time:timestamp" value="{at}"/>' if at else ""
    told += "".join(f'<string key="{key.replace("_", ":")}" value="{value}"/>' for key, value in more.items())
    return f"<event>{told}</event>"


def trace(*events: str, number: str = "A-1", facts: str = "") -> str:
    """Return one trace with its events."""
    named = f'<string key="concept:name" value="{number}"/>' if number else ""
    return f"<trace>{named}{facts}{''.join(events)}</trace>"


def log(*traces: str, head: str = "") -> bytes:
    """Return a whole log."""
    return f"{HEAD}{head}{''.join(traces)}</log>".encode()


def read(data: bytes) -> list[Trace]:
    """Read a log."""
    return list(read_log(BytesIO(data)))


def cases(data: bytes, closing: Closing | None = None, **names: dict[str, str]) -> list[CaseRecord]:
    """Read the cases of a log, as an import does."""
    header = Header()
    fields = Fields(zone=SHANGHAI, unknown=header.unknown, **names)
    return [read_case(found, fields, closing or Closing()) for found in read_log(BytesIO(data), header)]
