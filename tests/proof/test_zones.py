"""The zones are real: the applicant's journey through two installations joined only by signed messages over HTTP."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from tests.support.machines import Machine, until

_UNCONSUMED = "SELECT count(*) FROM exchange_inboxmessage WHERE state != 'done'"


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[tuple[Machine, Machine]]:
    """The public zone on one machine, the internal and the supervision zone on another; two databases."""
    outer, inner = Machine(tmp_path / "outer", "public"), Machine(tmp_path / "inner", "internal,supervision")
    outer.knows(inner)
    inner.knows(outer)
    inner.python("from tests.proof import zones; zones.found_county()")
    outer.python("from tests.proof import zones; zones.open_portal()")
    yield outer, inner
    outer.stop()
    inner.stop()


def on(machine: Machine, deed: str, *given: str) -> Any:
    """Let somebody do something on a machine (a function of `tests.proof.zones`)."""
    return machine.python(f"from tests.proof import zones; answer = zones.{deed}(*{list(given)!r})")


def state(machine: Machine, table: str, key: str, case_id: str) -> str:
    """Read a case's state from a machine's own table; '' while it does not know the case."""
    rows = machine.rows(f"SELECT state FROM {table} WHERE {key} = '{UUID(case_id).hex}'")
    return str(rows[0][0]) if rows else ""


def test_the_applicants_journey_across_a_line_that_breaks(machines: tuple[Machine, Machine]) -> None:
    outer, inner = machines

    def shown(case_id: str) -> str:
        return state(outer, "applications_progress", "case_id", case_id)

    inner.start()
    outer.start()
    first = on(outer, "apply")
    until(lambda: shown(first["id"]) == "received", "the case is received inside and the applicant reads so")
    on(inner, "ask_for_correction", first["id"])
    until(lambda: shown(first["id"]) == "correcting", "the correction notice reaches the applicant")
    on(outer, "answer_correction", first["id"])
    until(lambda: shown(first["id"]) == "received", "the answer is taken in")

    inner.stop()
    second = on(outer, "apply")
    assert shown(second["id"]) == "submitted", "with the line down one can apply"
    assert httpx.get(outer.url, trust_env=False, follow_redirects=True).status_code == 200, "and read"
    on(inner, "decide", first["id"])
    assert shown(first["id"]) == "received"

    inner.start()
    until(lambda: shown(first["id"]) == "decided", "what happened inside meanwhile is told")
    until(lambda: shown(second["id"]) == "received", "what was filed meanwhile is received")
    on(inner, "finish", first["id"])
    until(lambda: shown(first["id"]) == "completed", "the end reaches the applicant")
    waiting = "SELECT count(*) FROM exchange_outboxmessage WHERE state != 'done'"
    issued = "SELECT count(*) FROM documents_document WHERE state != 'rendered'"
    until(lambda: inner.rows(issued) == [(0,)], "all papers are made", 120)
    until(lambda: inner.rows(waiting) == outer.rows(waiting) == [(0,)], "everything has arrived")
    until(lambda: inner.rows(_UNCONSUMED) == outer.rows(_UNCONSUMED) == [(0,)], "and has taken effect")

    read = on(outer, "read", first["id"])
    (events,) = inner.rows(f"SELECT count(*) FROM ledger_caseevent WHERE case_id = '{UUID(first['id']).hex}'")
    assert read["events"] == list(range(1, int(str(events[0])) + 1)), "every event once, in order"
    assert {"acceptance_notice", "correction_notice", "grant_decision"} <= set(read["documents"])
    assert read["bytes"] > 10_000
    assert inner.rows("SELECT count(*) FROM casework_case") == [(2,)]
    assert state(inner, "supervision_monitoredcase", "case_id", first["id"]) == "completed"
    assert outer.rows("SELECT count(*) FROM casework_case") == [(0,)]
    assert inner.rows("SELECT count(*) FROM applications_application") == [(0,)]
    inner.command("ledger", "verify")
