"""The stored form of facts: nothing is lost, it is small, and damaged bytes are known as such."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenpi.core.ledger import canonical, pack, unpack

OPENED = {
    "opened": [
        {
            "due_at": "2026-11-30T09:30:00+00:00", "element": "handle", "holder": "王磊", "instance": "6",
            "holder_id": "01a20790-1bcb-73f9-bbed-c56d3327a712", "limit": "P5WD", "office": "用地科",
            "office_id": 6, "role": "handler", "step": "承办人审查",
            "task_id": "01a20790-2a4d-71fb-9f13-9ce2f6a9cabc",
        }
    ]
}  # fmt: skip

OLD = (
    "01abc6ed0343435d6303d2bcf1bcaffbf9e22e4ccf1819985b1ae81a262527e99a1ba759ea2625a5a6e8269b9aa5181b1b99"
    "279a1b1aa1fad60c8f779f4f59f174ce06607303d5df66b83d8ed600420f0788db8c124d5274cd0dd392742dd30c8d752d93"
    "538dd2cc122d9313939241c10400"
)


SECOND = (
    "02000095020033c40a1592caa2d22b7fd49429bfcde6979a79459afcacbb0b1d758ba574de962fa99487ce6dd481881b6620"
    "b2940cfc9708f173798dd6b91e4cdb4e08f9e64e272327d4e6c115b5e79556ecd9e052396706"
)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_is_packed_comes_back(text: str) -> None:
    assert unpack(pack(text)) == text


@pytest.mark.parametrize("text", ["", "𠮷" * 40_000, "\x00", json.dumps(list(range(50_000)))])
def test_empty_rare_and_large_texts_come_back(text: str) -> None:
    assert unpack(pack(text)) == text


def test_an_event_takes_less_than_half() -> None:
    text = canonical(OPENED).decode()
    assert len(pack(text)) < len(text.encode()) / 2


@pytest.mark.parametrize("old", [OLD, SECOND], ids=["deflate", "zstandard"])
def test_an_old_ledger_s_bytes_are_read_for_ever(old: str) -> None:
    """Dictionaries that were used may never change; these bytes were written with them."""
    assert unpack(bytes.fromhex(old)) == canonical(OPENED).decode()


def test_threads_pack_side_by_side() -> None:
    """A compressor may not be shared between threads; each has its own."""
    texts = [json.dumps({"step": "承办人审查", "number": number}) for number in range(2_000)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda text: unpack(pack(text)), texts)) == texts


@pytest.mark.parametrize(
    "damaged", [b"", b"\x63", b"\x63abc", b"\x01\xff\xff", pack("办件")[:-1], pack("办件") + b"x"]
)
def test_damaged_bytes_are_refused(damaged: bytes) -> None:
    with pytest.raises(ValueError, match="not a packed text"):
        unpack(damaged)
