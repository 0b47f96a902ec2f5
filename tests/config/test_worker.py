"""The background work goes on whatever fails, one worker at a time, and ends when told to."""

import logging
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from shenpi.apps import periodic
from shenpi.config import worker
from tests.support import snapshots
from tests.support.command import PATIENCE, SHENPI, environment


@pytest.mark.django_db
def test_a_failing_job_is_logged_and_the_others_have_their_turn(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(periodic, "_jobs", {})
    done: list[str] = []

    def breaks() -> None:
        raise ConnectionRefusedError("the line is down")

    periodic.register("a", lambda: done.append("first"), 0)
    periodic.register("b", breaks, 0)
    periodic.register("c", lambda: done.append("last"), 0)
    with caplog.at_level(logging.ERROR):
        worker.run_round()
    assert done == ["first", "last"]
    assert "the line is down" in caplog.text


def test_one_worker_a_data_directory(tmp_path: Path, settings: Settings) -> None:
    settings.SHENPI_DATA_DIR = tmp_path
    with worker.alone() as first, worker.alone() as second:
        assert (first, second) == (True, False)
    with worker.alone() as afterwards:
        assert afterwards


@pytest.mark.django_db
def test_every_job_is_idle_and_repeatable_on_an_empty_database(background: Callable[[], None]) -> None:
    background()
    background()
    assert {"casework.sweep", "documents.render", "exchange.pump"} <= {job.name for job in periodic.jobs()}


def test_work_ends_on_sigterm_after_its_round(tmp_path: Path, django_db_setup: None) -> None:
    snapshots.give_tables(tmp_path)
    process = subprocess.Popen([SHENPI, "work"], env=environment(tmp_path), stderr=subprocess.PIPE, text=True)
    while not (tmp_path / "worker.lock").exists():
        assert process.poll() is None, process.communicate()[1]
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    _out, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, errors
    assert "failed" not in errors
