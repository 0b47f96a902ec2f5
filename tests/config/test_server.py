"""`shenpi serve` on a fresh SQLite database: pages, compressed bundles, a log that keeps secrets, a clean end."""

import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.support import snapshots
from tests.support.command import PATIENCE, SHENPI, environment, shenpi
from tests.support.ports import free_port


@dataclass
class Server:
    process: subprocess.Popen[str]
    url: str
    log: Path


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Iterator[Server]:
    """A server process over its own data directory, on a free port."""
    data = tmp_path_factory.mktemp("served")
    snapshots.give_tables(data)
    port = free_port()
    log = data / "log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [SHENPI, "serve", "--port", str(port)],
            env=environment(data),
            stdout=output,
            stderr=output,
            text=True,
        )
    started = Server(process, f"http://127.0.0.1:{port}", log)
    with httpx.Client(
        transport=httpx.HTTPTransport(retries=12)
    ) as client:  # waits for the port, a little longer each time
        client.get(started.url, timeout=PATIENCE)
    yield started
    process.send_signal(signal.SIGTERM)
    try:
        assert process.wait(timeout=PATIENCE) == 0, log.read_text()
    finally:
        process.kill()


def test_front_page_answers_with_the_policy(server: Server) -> None:
    answer = httpx.get(server.url, timeout=PATIENCE)
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy


def test_bundles_are_served_compressed(server: Server) -> None:
    answer = httpx.get(
        f"{server.url}/static/shenpi/app.js", headers={"Accept-Encoding": "gzip"}, timeout=PATIENCE
    )
    assert answer.status_code == 200
    assert answer.headers["content-encoding"] == "gzip"
    assert len(answer.content) > 10_000


def test_other_hosts_are_refused(server: Server) -> None:
    assert httpx.get(server.url, headers={"Host": "evil.example"}, timeout=PATIENCE).status_code == 400


def test_log_holds_the_path_and_not_the_query(server: Server) -> None:
    httpx.get(f"{server.url}/nowhere", params={"code": "SECRET-QUERY-CODE"}, timeout=PATIENCE)
    httpx.get(f"{server.url}/static/shenpi/app.css", timeout=PATIENCE)
    written = server.log.read_text()
    assert "GET /nowhere 404" in written
    assert "SECRET-QUERY-CODE" not in written


def test_background_work_runs_in_the_server(server: Server) -> None:
    """While the server lives, no other process gets the worker's lock."""
    done = shenpi(
        server.log.parent,
        "manage",
        "shell",
        "--verbosity",
        "0",
        "-c",
        "from shenpi.config import worker\nwith worker.alone() as mine: print('mine' if mine else 'taken')",
    )
    assert done.stdout.strip() == "taken", done.stderr
