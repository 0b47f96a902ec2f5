"""The hash chain: sealed events verify, and every way of tampering is found and named."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenpi.core.ledger import (
    Actor,
    Fault,
    FaultKind,
    Head,
    SealedEvent,
    commitment,
    new_salt,
    seal,
    verify_chain,
)

CASE = UUID("0191e2a4-6f7e-7c3b-8a55-0a1b2c3d4e5f")
CLERK = Actor(UUID(int=7), "张丽")
MOMENT = datetime(2026, 3, 2, 9, 30, tzinfo=timezone(timedelta(hours=8)))


def chain(length: int) -> list[SealedEvent]:
    events: list[SealedEvent] = []
    for seq in range(1, length + 1):
        events.append(
            seal(
                case_id=CASE,
                seq=seq,
                type="step.ended",
                actor=CLERK,
                capacity="self",
                at=MOMENT + timedelta(minutes=seq),
                payload={"step": f"第{seq}步", "verdict": "同意"},
                prev_hash=events[-1].hash if events else None,
            )
        )
    return events


def test_the_format_is_fixed() -> None:
    """Offline verifiers of other parties compute this very hash; it may never change silently."""
    event = chain(1)[0]
    assert event.at == datetime(2026, 3, 2, 1, 31, tzinfo=UTC)
    assert event.payload_json == '{"step":"第1步","verdict":"同意"}'
    assert event.hash.hex() == "fc8ec352c2730422edab7d99edd4ea2c8daa086197a4050040f4aa40ecffe018"


def test_a_whole_chain_has_no_faults() -> None:
    events = chain(5)
    assert verify_chain(events) == []
    assert verify_chain(events, Head(5, events[-1].hash)) == []
    assert verify_chain([]) == []


@pytest.mark.parametrize(
    "change",
    [
        {"payload": {"step": "第3步", "verdict": "不同意"}},
        {"payload": {"step": 1.5}},
        {"actor_name": "李四"},
        {"actor_id": None},
        {"capacity": "代理"},
        {"on_behalf_of": UUID(int=9)},
        {"at": MOMENT + timedelta(days=1)},
        {"type": "step.begun"},
        {"hash": bytes(32)},
    ],
)
def test_an_altered_event_is_named(change: dict[str, object]) -> None:
    events = chain(5)
    events[2] = replace(events[2], **change)
    assert Fault(CASE, 3, FaultKind.ALTERED) in verify_chain(events)


def test_a_forged_event_with_a_hash_of_its_own_breaks_the_link_after_it() -> None:
    events = chain(4)
    events[1] = seal(
        case_id=CASE, seq=2, type="step.ended", actor=CLERK, capacity="self", at=events[1].at,
        payload={"verdict": "不同意"}, prev_hash=events[0].hash,
    )  # fmt: skip
    assert verify_chain(events) == [Fault(CASE, 3, FaultKind.WRONG_LINK)]


@pytest.mark.parametrize(
    ("tamper", "fault"),
    [
        (lambda e: [*e[:2], *e[3:]], Fault(CASE, 3, FaultKind.MISSING)),
        (lambda e: e[1:], Fault(CASE, 1, FaultKind.MISSING)),
        (lambda e: [e[0], e[2], e[1], *e[3:]], Fault(CASE, 2, FaultKind.OUT_OF_ORDER)),
        (lambda e: [*e, e[1]], Fault(CASE, 2, FaultKind.REPEATED)),
    ],
)
def test_each_kind_of_hole_is_named(
    tamper: Callable[[list[SealedEvent]], list[SealedEvent]], fault: Fault
) -> None:
    assert verify_chain(tamper(chain(5))) == [fault]
    assert str(fault.seq) in fault.zh
    assert str(fault.seq) in fault.en


def test_a_missing_end_is_seen_against_the_head() -> None:
    events = chain(5)
    head = Head(5, events[-1].hash)
    assert verify_chain(events[:3]) == []
    assert verify_chain(events[:3], head) == [
        Fault(CASE, 4, FaultKind.MISSING),
        Fault(CASE, 5, FaultKind.MISSING),
    ]


@given(st.integers(1, 8), st.data())
def test_no_single_removal_or_exchange_goes_unseen(length: int, data: st.DataObject) -> None:
    events = chain(length)
    head = Head(length, events[-1].hash)
    removed = data.draw(st.integers(0, length - 1))
    kept = [event for index, event in enumerate(events) if index != removed]
    if kept:
        assert [fault.seq for fault in verify_chain(kept, head)] == [removed + 1]


def test_cases_are_verified_one_at_a_time() -> None:
    with pytest.raises(ValueError, match="one case"):
        verify_chain([*chain(1), replace(chain(1)[0], case_id=UUID(int=1))])


@pytest.mark.parametrize(("seq", "prev"), [(0, None), (1, bytes(32)), (2, None)])
def test_sealing_refuses_a_sequence_that_does_not_fit(seq: int, prev: bytes | None) -> None:
    with pytest.raises(ValueError, match="first event"):
        seal(
            case_id=CASE,
            seq=seq,
            type="x",
            actor=CLERK,
            capacity="self",
            at=MOMENT,
            payload={},
            prev_hash=prev,
        )


def test_sealing_refuses_a_naive_moment() -> None:
    with pytest.raises(ValueError, match="time zone"):
        seal(case_id=CASE, seq=1, type="x", actor=CLERK, capacity="self", at=datetime(2026, 1, 1), payload={})


def test_a_commitment_binds_and_hides() -> None:
    salt, other = new_salt(), new_salt()
    assert commitment("510104199001011234", salt) == commitment("510104199001011234", salt)
    assert commitment("510104199001011234", salt) != commitment("510104199001011235", salt)
    assert commitment("510104199001011234", salt) != commitment("510104199001011234", other)
    with pytest.raises(ValueError, match="salt"):
        commitment("510104199001011234", b"short")
