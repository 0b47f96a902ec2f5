"""SMS gateways as processes, and messages to send."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shenpi.apps.ids import uuid7
from shenpi.apps.notices import writing
from shenpi.apps.notices.models import Notice
from shenpi.apps.notices.people import Recipient
from tests.support.machines import until
from tests.support.ports import free_port

SCRIPT = Path(__file__).resolve().parents[2] / "support" / "sms_gateway.py"
MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


@dataclass
class FakeGateway:
    """One gateway process, its port and what it has kept."""

    directory: Path
    faults: int = 0
    port: int = field(default_factory=free_port)
    process: subprocess.Popen | None = None
    starts: int = 0

    @property
    def url(self) -> str:
        return f"http://key-{self.port}:s3cret@127.0.0.1:{self.port}"

    @property
    def kept(self) -> list[str]:
        return sorted(path.name for path in self.directory.iterdir())

    def up(self) -> None:
        """Start it unless it runs, and wait until it answers."""
        if self.process is not None and self.process.poll() is None:
            return
        self.starts += 1
        arguments = [str(self.port), str(self.directory), "s3cret", str(self.faults), str(self.starts)]
        self.process = subprocess.Popen([sys.executable, str(SCRIPT), *arguments])
        until(self._answers, "the gateway answers")

    def _answers(self) -> bool:
        with socket.socket() as line:
            return line.connect_ex(("127.0.0.1", self.port)) == 0

    def down(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()


@pytest.fixture
def gateways(tmp_path, settings) -> Iterator[list[FakeGateway]]:
    """Two gateways, not yet started; the first is asked first."""
    made = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        made.append(FakeGateway(tmp_path / name))
    settings.SHENPI_SMS_GATEWAYS = tuple(each.url for each in made)
    yield made
    for each in made:
        each.down()


@pytest.fixture
def write():
    """Write one SMS about a case that was accepted."""

    def one(
        phone: str = "13812345678", event: str = "case.accepted", at: datetime = MONDAY, **facts
    ) -> Notice:
        said = {"item": "建设用地审批", "number": "2611230000017", **facts}
        told = writing.Told(str(uuid7()), event, at, uuid7(), Recipient("applicant", "王芳", phone), said)
        writing.write("internal", [told], frozenset({"sms"}))
        return Notice.objects.get(key__startswith=told.key)

    return one
