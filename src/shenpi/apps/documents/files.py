"""Files kept outside the database under the hash of their content, checked before they are kept.

The bytes lie in `<data directory>/files/ab/cd/<sha256>`. They are complete or absent: written beside their place,
flushed to the disk, then renamed. The same bytes are kept once, however often they are stored.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import unicodedata
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO, Any, BinaryIO
from urllib.parse import quote

from django.conf import settings
from django.core.files.base import File
from django.http import FileResponse
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.documents import inspection
from shenpi.apps.documents.models import StoredFile
from shenpi.apps.errors import Invalid, NotFound

MAX_SIZE = 20 * 1024 * 1024
MAX_NAME = 200
_PIECE = 256 * 1024
_UNPRINTABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})
_TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
INLINE = frozenset({"application/pdf", "image/jpeg", "image/png"})
"""What a browser may show in place; everything else is only ever downloaded."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"


def store(
    upload: File[Any] | BinaryIO, *, filename: str, kinds: Collection[str] = inspection.EXTENSIONS
) -> StoredFile:
    """Check an upload and keep it; the same content again returns the same row.

    `kinds` are the media types allowed. Raises Invalid with what is wrong and what to do: name, size, content that
    is none of the kinds or not what the extension says, damaged or protected files.
    """
    name = clean_name(filename)
    with _written(upload) as (draft, sha256, size):
        if size == 0:
            raise Invalid("file_empty", _("这个文件是空的（0 字节）。请检查原文件后重新选择。"))
        media_type = inspection.media_type(draft, name, kinds)
        return _kept(draft, sha256, size, media_type)


def store_bytes(content: bytes, media_type: str) -> StoredFile:
    """Keep bytes that the system itself made (rendered documents, exchanged files already checked)."""
    with _written(BytesIO(content)) as (draft, sha256, size):
        return _kept(draft, sha256, size, media_type)


def open_file(sha256: str) -> BinaryIO:
    """Open kept bytes for reading. Raises NotFound when there are none under that hash."""
    try:
        return path(sha256).open("rb")
    except FileNotFoundError:
        raise NotFound("file_unknown", _("没有这个文件。它可能还没有传到，请稍后再试。")) from None


def path(sha256: str) -> Path:
    """Return where the bytes with this hash lie. Raises NotFound for what is no SHA-256 in lower-case hex."""
    if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
        raise NotFound("file_unknown", _("没有这个文件。"))
    return settings.SHENPI_DATA_DIR / "files" / sha256[:2] / sha256[2:4] / sha256


def response(stored: StoredFile, filename: str, *, inline: bool = False) -> FileResponse:
    """Return kept bytes as a download, or shown in place when asked for and harmless (PDF, images).

    A browser never guesses another type, and nothing in the file may run. Whether the person may read the file
    is decided by the caller. Raises NotFound.
    """
    answer = FileResponse(open_file(stored.sha256), content_type=stored.media_type)
    shown = "inline" if inline and stored.media_type in INLINE else "attachment"
    extensions = inspection.EXTENSIONS.get(stored.media_type, (".bin",))
    name = _printable_name(filename).strip() or "文件"
    if not name.lower().endswith(extensions):
        name += extensions[0]
    # RFC 6266: a plain name for old clients, the real one in UTF-8 (RFC 5987) for all others.
    names = f"filename=\"file{extensions[0]}\"; filename*=UTF-8''{quote(name, safe='')}"
    answer["Content-Disposition"] = f"{shown}; {names}"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = _POLICY
    answer["Cache-Control"] = "private, no-store"
    return answer


def clean_name(filename: str) -> str:
    """Return the last part of a file's name. Raises Invalid for control characters, no name, or an over-long one."""
    name = filename.replace("\\", "/").rsplit("/", 1)[-1].strip()
    if name != _printable_name(name):
        raise Invalid("file_name", _("文件名中有不可见的控制字符。请重新命名文件后再上传。"))
    if not name.strip(". "):
        raise Invalid("file_name", _("文件没有名称。请给文件起名后再上传。"))
    if len(name) > MAX_NAME:
        raise Invalid("file_name", _("文件名超过 200 个字。请缩短文件名后再上传。"))
    return name


def _printable_name(filename: str) -> str:
    """Drop control characters, halves of characters, and marks that turn the direction of writing."""
    return "".join(
        sign for sign in filename if unicodedata.category(sign) not in _UNPRINTABLE and sign not in _TURNING
    )


@contextmanager
def _written(source: File[Any] | IO[bytes]) -> Iterator[tuple[Path, str, int]]:
    """Write the bytes beside their place, hashing as they pass; the draft is gone at the end unless kept."""
    folder = settings.SHENPI_DATA_DIR / "files" / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder)
    draft, digest, size = Path(name), hashlib.sha256(), 0
    try:
        with os.fdopen(handle, "wb") as target:
            source.seek(0)
            while piece := source.read(_PIECE):
                size += len(piece)
                if size > MAX_SIZE:
                    raise Invalid("file_too_large", _("文件超过 20 MB。请压缩，或者拆成几个文件后再上传。"))
                digest.update(piece)
                target.write(piece)
        yield draft, digest.hexdigest(), size
    finally:
        draft.unlink(missing_ok=True)


def _kept(draft: Path, sha256: str, size: int, media_type: str) -> StoredFile:
    place = path(sha256)
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        _flush(draft)
        draft.replace(place)
        _flush(place.parent)
    defaults = {"size": size, "media_type": media_type, "created_at": timekeeping.now()}
    stored, _made = StoredFile.objects.get_or_create(sha256=sha256, defaults=defaults)
    return stored


def _flush(place: Path) -> None:
    """Make a file's bytes, or the new name in a folder, survive a power cut."""
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
