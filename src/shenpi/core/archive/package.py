"""Writing a package: files as they come, hashed as they pass, the index and the manifest at the end."""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import IO, Any

FORMAT = "shenpi-archive-1"
INDEX, MANIFEST, LEDGER = "index.json", "目录.txt", "ledger.jsonl"
CHINA = timezone(timedelta(hours=8))
_PIECE = 256 * 1024


@dataclass(frozen=True)
class Entry:
    """A file of the package: where it lies, what it is called, and its bytes."""

    path: str
    title: str
    content: bytes | IO[bytes]


@dataclass(frozen=True)
class Header:
    """What the package says of its case; `facts` are label and words, in the order of the manifest."""

    case_id: str
    number: str
    facts: Mapping[str, str]
    head_seq: int
    head_hash: str
    made_at: datetime


def write(target: IO[bytes], header: Header, entries: Iterable[Entry]) -> None:
    """Write the package to `target`; the same case at the same moment gives the same bytes."""
    stamp = header.made_at.astimezone(CHINA).timetuple()[:6]
    files = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for entry in entries:
            size, digest = _put(package, entry, stamp)
            files.append({"path": entry.path, "title": entry.title, "size": size, "sha256": digest})
        index = json.dumps(_index(header, files), ensure_ascii=False, indent=1).encode()
        _put(package, Entry(INDEX, "索引", index), stamp)
        _put(package, Entry(MANIFEST, "目录", _manifest(header, files).encode()), stamp)


def _put(package: zipfile.ZipFile, entry: Entry, stamp: tuple[int, ...]) -> tuple[int, str]:
    info = zipfile.ZipInfo(entry.path, stamp)  # type: ignore[arg-type]
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    digest, size = hashlib.sha256(), 0
    with package.open(info, "w", force_zip64=True) as place:
        if isinstance(entry.content, bytes):
            pieces: Iterable[bytes] = (entry.content,)
        else:
            source = entry.content
            pieces = iter(lambda: source.read(_PIECE), b"")
        for piece in pieces:
            digest.update(piece)
            size += len(piece)
            place.write(piece)
    return size, digest.hexdigest()


def _index(header: Header, files: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "case_id": header.case_id,
        "number": header.number,
        "facts": dict(header.facts),
        "head": {"seq": header.head_seq, "hash": header.head_hash},
        "made_at": header.made_at.isoformat(),
        "files": files,
    }


def _manifest(header: Header, files: list[dict[str, Any]]) -> str:
    """The manifest for a person: what the case is, every file, and how the package is checked."""
    made = header.made_at.astimezone(CHINA)
    lines = ["办件电子档案", "", f"办件编号：{header.number}"]
    lines += [f"{label}：{words}" for label, words in header.facts.items() if words]
    lines += [f"生成时间：{made:%Y-%m-%d %H:%M}（北京时间）", "", f"卷内文件（{len(files)} 个）", ""]
    for position, each in enumerate(files, start=1):
        lines.append(f"{position:>3}. {each['title']}")
        lines.append(f"     {each['path']}（{each['size']} 字节）")
        lines.append(f"     SHA-256 {each['sha256']}")
    lines += [
        "",
        f"办件账本共 {header.head_seq} 号事件，末号事件的摘要：{header.head_hash}",
        "核对方法：shenpi archive verify 本文件名",
        "",
    ]
    return "\r\n".join(lines)
