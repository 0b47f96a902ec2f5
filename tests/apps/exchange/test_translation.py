"""What an event of casework says to the other zones."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from shenpi.apps.exchange.translation import from_case_event, message_type
from shenpi.core import contracts
from shenpi.core.contracts import ContractBroken
from shenpi.core.ledger import Actor
from tests.apps.exchange.samples import CLERK, EVENTS, received
from tests.core.contracts.samples import MOMENT

CASE = UUID("0191e2a4-6f7e-7c3b-8a55-0a1b2c3d4e5f")


def event(
    kind: str, payload: dict[str, Any], actor: Actor = CLERK, capacity: str = "self", seq: int = 2
) -> Any:
    return SimpleNamespace(
        case_id=CASE, seq=seq, type=kind, actor_id=actor.id, actor_name=actor.name, capacity=capacity, at=MOMENT,
        payload=payload, hash=bytes(range(32)), prev_hash=bytes(32),
    )  # fmt: skip


FIRST = event("case.received", received(), seq=1)
PRIVATE = event("case.received", received(private=True), seq=1)


def told(kind: str, payload: dict[str, Any], *who: Any, first: Any = FIRST) -> dict[str, dict[str, Any]]:
    messages = from_case_event(event(kind, payload, *who), first)
    return {zone: message for zone, message in messages if message["type"] == message_type(kind)}


def test_the_first_event_says_what_the_case_is() -> None:
    messages = dict(from_case_event(FIRST, FIRST))
    assert messages.keys() == {"public", "supervision"}
    data = messages["supervision"]["data"]
    assert data["number"] == "2611230000017"
    assert data["materials"] == [{"key": "id", "name": "身份证", "form": "electronic", "copies": 1}]
    assert data["opened"][0]["office_code"] == "12"
    assert data["opened"][0]["begun_at"] == "2026-03-02T01:30:00Z"
    assert (data["person"], data["capacity"]) == ("张丽", "self")
    assert "applicant" not in data
    assert (data["hash"], data["previous"]) == (bytes(range(16)).hex(), "00" * 16)
    assert "hash" not in messages["public"]["data"]


@pytest.mark.parametrize(("kind", "actor", "capacity", "payload"), EVENTS, ids=[e[0] for e in EVENTS])
@pytest.mark.parametrize("first", [FIRST, PRIVATE], ids=["open", "private"])
def test_every_event_becomes_a_valid_message_for_each_zone_and_names_no_applicant(
    kind: str, actor: Actor, capacity: str, payload: dict[str, Any], first: Any
) -> None:
    messages = list(from_case_event(event(kind, payload, actor, capacity), first))
    assert {zone for zone, _message in messages} == {"public", "supervision"}
    for _zone, message in messages:
        contracts.validate(message)
        assert message["subject"] == str(CASE)
        assert "王小明" not in str(message)
        assert message["data"].get("number") == "2611230000017"


def test_ids_follow_from_the_event() -> None:
    again = told("step.ended", {"opened": []})
    assert again == told("step.ended", {"opened": []})
    ids = {m["id"] for kind, *_rest, payload in EVENTS for m in told(kind, payload).values()}
    assert len(ids) == len(EVENTS)


def test_the_reason_of_a_refusal_reaches_the_applicant_and_an_opinion_does_not() -> None:
    ended = {"task_id": str(CASE), "verdict": "refuse", "reason": "不属于本机关职权", "text": "内部意见"}
    public = told("acceptance.refused", {"ended": ended, "opened": []})["public"]["data"]
    assert public["reason"] == "不属于本机关职权"
    assert "内部意见" not in str(public)
    assert "reason" not in told("step.ended", {"ended": ended, "opened": []})["public"]["data"]


def test_a_result_is_told_to_the_public_unless_private() -> None:
    _kind, *who, payload = next(e for e in EVENTS if e[0] == "result.published")
    notices = [m for _z, m in from_case_event(event("result.published", payload, *who), FIRST)]
    notice = next(m for m in notices if m["type"] == "shenpi.notice.published")
    assert notice["data"]["applicant"] == "王某"
    private = [m["type"] for _z, m in from_case_event(event("result.published", payload, *who), PRIVATE)]
    assert private == ["shenpi.case.result.published"] * 2


def test_an_event_that_does_not_say_what_its_type_must_is_refused() -> None:
    with pytest.raises(ContractBroken, match="outcome"):
        told("case.decided", {"opened": []})
    with pytest.raises(ContractBroken, match="no such type"):
        told("case.forgotten", {"opened": []})
