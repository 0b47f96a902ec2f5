"""A file of any accepted format, opened: unpacked where it is gzip, and told apart by its first byte."""

import gzip
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from shenpi.core.eventlog.log import Header, LogRefused, Trace
from shenpi.core.eventlog.ocel_reading import read_ocel
from shenpi.core.eventlog.xes_reading import Readable, read_xes

_FIRST = 64


def read_log(source: BinaryIO, header: Header | None = None, object_type: str = "") -> Iterator[Trace]:
    """Yield the traces of an XES or OCEL 2.0 (JSON) file, packed by gzip or not. Raises LogRefused."""
    first = source.read(_FIRST)
    stream: Readable = _Rejoined(first, source)
    if first[:2] == b"\x1f\x8b":
        stream = _Unpacked(stream)
        first = stream.read(_FIRST)
        stream = _Rejoined(first, stream)
    if first.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return read_ocel(stream, header, object_type)
    return read_xes(stream, header)


class _Rejoined:
    """A stream whose first bytes were looked at."""

    def __init__(self, first: bytes, rest: Readable) -> None:
        self._first, self._rest = first, rest

    def read(self, size: int, /) -> bytes:
        if self._first:
            given, self._first = self._first[:size], self._first[size:]
            return given
        return self._rest.read(size)


class _Unpacked:
    """The content of a gzip stream; reading raises LogRefused where it is damaged."""

    def __init__(self, packed: Readable) -> None:
        self._stream = gzip.GzipFile(fileobj=cast("BinaryIO", packed))

    def read(self, size: int, /) -> bytes:
        try:
            return self._stream.read(size)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            raise LogRefused(
                "gzip", "压缩文件不完整或已损坏", "the gzip file is cut short or damaged"
            ) from None
