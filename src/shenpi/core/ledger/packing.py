"""Facts as they are stored: JSON, compressed against a fixed dictionary of the words that every case repeats.

An event says who has the next step, where and until when; nine tenths of that are the same words in every
event. Stored plainly they were two thirds of what a case takes on disc (docs/benchmarks.md). The first byte
names the form: one that was ever used stays readable here, its dictionary unchanged, as long as any ledger
holds its bytes. 1 was deflate; 2 is Zstandard with a dictionary made by `tools/train_dictionary.py`.
"""

import threading
import zlib
from collections.abc import Callable
from importlib.resources import files

import zstandard

_DEFLATED, _ZSTANDARD = 1, 2
_LEVEL = 6
_WITHOUT_FRAME = zstandard.FORMAT_ZSTD1_MAGICLESS
_HERE = files("shenpi.core.ledger")


class _Codec(threading.local):
    """A compressor and a decompressor for each thread: they may not be shared."""

    def __init__(self) -> None:
        words = zstandard.ZstdCompressionDict((_HERE / "dictionary_2.zdict").read_bytes())
        parameters = zstandard.ZstdCompressionParameters.from_level(
            _LEVEL, dict_size=len(words), format=_WITHOUT_FRAME, write_content_size=False, write_dict_id=False
        )
        self.packer = zstandard.ZstdCompressor(dict_data=words, compression_params=parameters)
        self.unpacker = zstandard.ZstdDecompressor(dict_data=words, format=_WITHOUT_FRAME)


_codec = _Codec()


def pack(text: str) -> bytes:
    """Return the stored form of a JSON text."""
    return bytes([_ZSTANDARD]) + _codec.packer.compress(text.encode())


def unpack(stored: bytes) -> str:
    """Return the JSON text of a stored form. Raises ValueError for bytes that `pack` did not make."""
    try:
        return _FORMS[stored[0]](stored[1:]).decode()
    except (IndexError, KeyError, zlib.error, zstandard.ZstdError, UnicodeDecodeError) as broken:
        raise ValueError("not a packed text") from broken


def _of_zstandard(packed: bytes) -> bytes:
    stream = _codec.unpacker.decompressobj()
    return _whole(stream.decompress(packed), stream.eof, stream.unused_data)


def _of_deflate(packed: bytes) -> bytes:
    words = (_HERE / "dictionary_1.txt").read_bytes()
    stream = zlib.decompressobj(wbits=-zlib.MAX_WBITS, zdict=words)
    return _whole(stream.decompress(packed) + stream.flush(), stream.eof, stream.unused_data)


def _whole(text: bytes, ended: bool, left: bytes) -> bytes:
    if not ended or left:
        raise ValueError("not a packed text: too short or too long")
    return text


_FORMS: dict[int, Callable[[bytes], bytes]] = {_DEFLATED: _of_deflate, _ZSTANDARD: _of_zstandard}
