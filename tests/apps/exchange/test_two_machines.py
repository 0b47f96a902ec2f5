"""The zones are real: two installations, two databases, signed messages over HTTP on loopback."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from tests.support.machines import Machine, until

SEND = """
from shenpi.apps import exchange
from tests.apps.exchange.samples import withdrawal
answer = []
for _ in range(%d):
    message = withdrawal()
    exchange.send(message)
    answer.append(message["id"])
"""
ARRIVED = "SELECT message_id FROM exchange_inboxmessage ORDER BY id"
WAITING = "SELECT count(*) FROM exchange_outboxmessage WHERE state = 'waiting'"
BROKEN = "SELECT peer FROM exchange_link WHERE error LIKE 'ConnectError%'"


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[tuple[Machine, Machine]]:
    """The public zone's machine and that of the other two zones; neither serves yet."""
    outer, inner = Machine(tmp_path / "outer", "public"), Machine(tmp_path / "inner", "internal,supervision")
    outer.knows(inner)
    inner.knows(outer)
    yield outer, inner
    outer.stop()
    inner.stop()


def test_messages_cross_and_arrive_once_after_the_line_was_down(machines: tuple[Machine, Machine]) -> None:
    outer, inner = machines
    inner.start()
    outer.start()
    sent = outer.python(SEND % 2)
    until(lambda: _arrived(inner) == sent, "the first two arrive")
    inner.stop()
    sent += outer.python(SEND % 3)
    until(lambda: outer.rows(BROKEN) == [("internal",)], "the broken line is noticed")
    assert "ConnectError" in outer.command("exchange", "status")
    assert outer.rows(WAITING) in ([(3,)], [(5,)]), (
        "the power cut may have eaten the receipts of the first two"
    )
    inner.start()
    until(lambda: outer.rows(WAITING) == [(0,)], "what waited is sent")
    assert _arrived(inner) == sent, "once, and in order"


def _arrived(machine: Machine) -> list[str]:
    return [str(UUID(str(key))) for (key,) in machine.rows(ARRIVED)]
