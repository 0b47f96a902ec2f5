"""Machines of our own: the product as a process with its own data directory, database, zones and key."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psycopg

from tests.support import snapshots
from tests.support.command import PATIENCE, SHENPI, environment, shenpi
from tests.support.ports import free_port

REPOSITORY = Path(__file__).resolve().parent.parent.parent


@dataclass
class Machine:
    """One installation of the product that serves some zones on a loopback port."""

    folder: Path
    zones: str
    database_url: str = (
        ""  # SQLite in the folder, unless it says where a PostgreSQL database with its tables is
    )
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    settings: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folder.mkdir()
        (self.folder / "peers.json").write_text("[]")
        if not self.database_url:
            snapshots.give_tables(self.folder)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def variables(self) -> dict[str, str]:
        told = {
            "SHENPI_ZONES": self.zones,
            "SHENPI_PEERS_FILE": str(self.folder / "peers.json"),
            "PYTHONPATH": str(REPOSITORY),  # code run here may use the tests' own samples
            **self.settings,
        }
        return {**told, "SHENPI_DATABASE_URL": self.database_url} if self.database_url else told

    def command(self, *arguments: str) -> str:
        """Run `shenpi …` on this machine and return what it printed."""
        done = shenpi(self.folder, *arguments, **self.variables)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def python(self, code: str, *, seconds: float = PATIENCE) -> object:
        """Run code on this machine, with Django ready; returns what it leaves in `answer` (JSON)."""
        setup = "import django, json; django.setup()"
        done = subprocess.run(
            [sys.executable, "-c", f"{setup}\nanswer = None\n{code}\nprint(json.dumps(answer, default=str))"],
            env=environment(self.folder, DJANGO_SETTINGS_MODULE="shenpi.config.settings", **self.variables),
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """Read this machine's database from outside: cheap enough to wait for something."""
        if self.database_url:
            with psycopg.connect(self.database_url) as connection:
                return connection.execute(sql).fetchall()
        with closing(sqlite3.connect(self.folder / "shenpi.sqlite3", timeout=30)) as database:
            return database.execute(sql).fetchall()

    def knows(self, other: "Machine") -> None:
        """Write the peers file: the other machine alone."""
        zones = other.zones.split(",")
        entry = {
            "zone": zones[0],
            "serves": zones,
            "url": f"{other.url}/api",
            "key": other.command("exchange", "key").strip(),
        }
        (self.folder / "peers.json").write_text(json.dumps([entry]))

    def start(self) -> None:
        """Start serving, with the background work, and wait until it answers."""
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [SHENPI, "serve", "--port", str(self.port)],
                env=environment(self.folder, **self.variables),
                cwd=self.folder,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        until(self._answers, f"{self.folder.name} serves")

    def stop(self) -> None:
        """Stop serving, as a power cut would."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def _answers(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, (self.folder / "server.log").read_text()
        try:
            return httpx.get(f"{self.url}/healthz", trust_env=False, timeout=PATIENCE).status_code == 200
        except httpx.TransportError:
            return False


def until(happens: object, what: str, seconds: float = PATIENCE) -> None:
    """Wait until `happens()` is true; fails with `what` when it takes too long."""
    deadline = time.monotonic() + seconds
    while not happens():  # type: ignore[operator]
        assert time.monotonic() < deadline, f"not within {seconds:.0f} s: {what}"
        time.sleep(0.2)
