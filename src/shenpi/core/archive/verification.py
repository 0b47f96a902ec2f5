"""Proving a package without the system that made it: every file against its hash, the chain against itself."""

import hashlib
import json
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any
from uuid import UUID

from shenpi.core import ledger
from shenpi.core.archive.package import FORMAT, INDEX, LEDGER, MANIFEST

_MOST = 2 * 1024**3
"""Bytes of one file that the verifier reads; more is a fault, not a full memory."""
_MOST_TEXT = 64 * 1024**2
"""The same of the index and the ledger, which are read whole; the longest case comes to a few MiB."""
_PIECE = 256 * 1024


@dataclass
class Report:
    """What was found: how much is inside, and every fault in Chinese and English; none means whole."""

    number: str = ""
    files: int = 0
    events: int = 0
    faults: list[tuple[str, str]] = field(default_factory=list)


class Unreadable(Exception):
    """The file is no archive package; `zh` and `en` say why."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


def verify(source: IO[bytes]) -> Report:
    """Return what is found in a package. Raises Unreadable for a file that is none."""
    try:
        with zipfile.ZipFile(source) as package:
            return _verified(package)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, NotImplementedError) as error:
        raise Unreadable(
            f"不是办件档案包，或者已经损坏：{error}", f"no archive package, or damaged: {error}"
        ) from error


def _verified(package: zipfile.ZipFile) -> Report:
    index = json.loads(_text(package, INDEX))
    if index["format"] != FORMAT:
        raise ValueError(f"format {index['format']!r}")
    report = Report(str(index["number"]), len(index["files"]))
    named = {each["path"]: each for each in index["files"]}
    inside = [info.filename for info in package.infolist()]
    for path in sorted(set(inside) - named.keys() - {INDEX, MANIFEST}):
        report.faults.append((f"{path}：索引中没有", f"{path}: not in the index"))
    for path in sorted(path for path, times in Counter(inside).items() if times > 1):
        report.faults.append((f"{path}：重复", f"{path}: is there twice"))
    for path, told in named.items():
        if path not in inside:
            report.faults.append((f"{path}：缺失", f"{path}: missing"))
        elif _digest(package, path) != told["sha256"]:
            report.faults.append((f"{path}：内容被改动", f"{path}: was altered"))
    if LEDGER in inside:
        _chain(package, index, report)
    return report


def _text(package: zipfile.ZipFile, path: str) -> str:
    with package.open(path) as place:
        content = place.read(_MOST_TEXT + 1)
    if len(content) > _MOST_TEXT:
        raise ValueError(f"{path} > {_MOST_TEXT} bytes")
    return content.decode()


def _digest(package: zipfile.ZipFile, path: str) -> str:
    digest, read = hashlib.sha256(), 0
    try:
        with package.open(path) as place:
            while piece := place.read(_PIECE):
                read += len(piece)
                if read > _MOST:
                    return "too large"
                digest.update(piece)
    except zipfile.BadZipFile:
        return "damaged"
    return digest.hexdigest()


def _chain(package: zipfile.ZipFile, index: Mapping[str, Any], report: Report) -> None:
    events = list(_events(_text(package, LEDGER)))
    report.events = len(events)
    head = ledger.Head(int(index["head"]["seq"]), bytes.fromhex(index["head"]["hash"]))
    if any(event.case_id != UUID(index["case_id"]) for event in events):
        report.faults.append(("账本：属于另一办件", "ledger: belongs to another case"))
        return
    for fault in ledger.verify_chain(events, head):
        report.faults.append((f"账本：{fault.zh}", f"ledger: {fault.en}"))


@dataclass(frozen=True)
class _Event:
    case_id: UUID
    seq: int
    type: str
    actor_id: UUID | None
    actor_name: str
    capacity: str
    on_behalf_of: UUID | None
    at: datetime
    payload: Mapping[str, Any]
    prev_hash: bytes
    hash: bytes


def _events(text: str) -> Iterator[_Event]:
    for line in text.splitlines():
        row = json.loads(line)
        yield _Event(
            case_id=UUID(row["case_id"]),
            seq=row["seq"],
            type=row["type"],
            actor_id=UUID(row["actor_id"]) if row["actor_id"] else None,
            actor_name=row["actor_name"],
            capacity=row["capacity"],
            on_behalf_of=UUID(row["on_behalf_of"]) if row["on_behalf_of"] else None,
            at=datetime.fromisoformat(row["at"]),
            payload=row["payload"],
            prev_hash=bytes.fromhex(row["prev_hash"]),
            hash=bytes.fromhex(row["hash"]),
        )
