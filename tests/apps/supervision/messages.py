"""Messages of the exchange standard about one case, as another zone would send them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from shenpi.core import contracts
from tests.apps.supervision.sample import NOW

SPACE = UUID("6f0c35be-64a5-4f0e-9d0b-0d6c6d0f5d11")
PERSON = uuid5(SPACE, "王芳")
SOURCE = "urn:shenpi:node:0"


def task(name: str) -> str:
    """Return the key of a step, the same for the same name."""
    return str(uuid5(SPACE, name))


class Story:
    """One case, told message by message, an hour apart; every message is checked against the contract."""

    def __init__(self, name: str = "case", *, begins: datetime = NOW, **common: Any) -> None:
        self.case_id = uuid5(SPACE, name)
        self.at = begins
        self.messages: list[dict[str, Any]] = []
        self.common = {
            "number": "2611230000017",
            "item_code": "511602-0001",
            "item_name": "食品经营许可",
            "agency_code": "A1",
            "agency": "市场监督管理局",
            "private": False,
        } | common

    def tell(self, kind: str, *, by: str = "王芳", capacity: str = "self", **facts: Any) -> dict[str, Any]:
        """Add the message `shenpi.<kind>`; `opened`, `ended` and `closed` may be given by names of steps."""
        seq = len(self.messages) + 1
        self.at += timedelta(hours=1)
        data = {
            "case_id": str(self.case_id),
            "seq": seq,
            **self.common,
            "occurred_at": contracts.moment(self.at),
            "person_id": str(uuid5(SPACE, by)) if by else None,
            "person": by,
            "capacity": capacity,
            **facts,
        }
        if "opened" in data:
            data["opened"] = [self._opened(given) for given in data["opened"]]
        if "ended" in data:
            data["ended"] = {
                "task_id": task(data["ended"]),
                "verdict": "agree",
                "ended_at": data["occurred_at"],
            }
        if "closed" in data:
            data["closed"] = [
                {"task_id": task(name), "ended_at": data["occurred_at"]} for name in data["closed"]
            ]
        message = contracts.message(
            type=f"{contracts.PREFIX}{kind}",
            source=SOURCE,
            subject=str(self.case_id),
            data=data,
            time=self.at,
            id=uuid5(self.case_id, str(seq)),
        )
        contracts.validate(message)
        self.messages.append(message)
        return message

    def received(self, **facts: Any) -> dict[str, Any]:
        """The case comes in over the counter."""
        return self.tell("case.received", received_at=contracts.moment(self.at), channel="window", **facts)

    def _opened(self, given: str | Mapping[str, Any]) -> dict[str, Any]:
        given = {"name": given} if isinstance(given, str) else dict(given)
        name = given.pop("name")
        return {
            "task_id": task(name),
            "element": "examine",
            "step": name,
            "role": "handler",
            "office_code": "A1-01",
            "office": "食品科",
            "holder_id": str(PERSON),
            "holder": "王芳",
            "begun_at": contracts.moment(self.at),
            "limit": "P5WD",
            "due_at": contracts.moment(self.at + timedelta(days=7)),
        } | given
