"""Periodic jobs run when due, and one that fails does not stop the others."""

import pytest

from shenpi.apps import periodic


@pytest.fixture(autouse=True)
def empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(periodic, "_jobs", {})


def test_each_job_runs_when_it_is_due() -> None:
    ran: list[str] = []
    periodic.register("often", lambda: ran.append("often"), every_seconds=1)
    periodic.register("rarely", lambda: ran.append("rarely"), every_seconds=10)
    for second in range(12):
        periodic.run_due(lambda at=float(second): at)
    assert ran.count("often") == 12
    assert ran.count("rarely") == 2


def test_a_failing_job_is_logged_and_comes_back(caplog: pytest.LogCaptureFixture) -> None:
    ran: list[str] = []
    periodic.register("a", lambda: 1 / 0, every_seconds=1)
    periodic.register("b", lambda: ran.append("b"), every_seconds=1)
    assert periodic.run_due(lambda: 0.0) == 2
    assert periodic.run_due(lambda: 0.5) == 0
    assert periodic.run_due(lambda: 1.0) == 2
    assert ran == ["b", "b"]
    assert "periodic job a failed" in caplog.text


def test_a_name_registered_again_replaces_the_first() -> None:
    ran: list[int] = []
    for number in (1, 2):
        periodic.register("same", lambda number=number: ran.append(number), every_seconds=1)
    periodic.run_due(lambda: 0.0)
    assert ran == [2]
