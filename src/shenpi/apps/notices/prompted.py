"""Supervision prompts our people (D3-066): the handler before a limit, the head of the office when it turns yellow."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from shenpi.apps.notices import officials, writing
from shenpi.apps.notices.people import Recipient
from shenpi.apps.organisation import queries as organisation
from shenpi.apps.organisation.models import Office, Person
from shenpi.apps.organisation.on_duty import posts_of
from shenpi.apps.organisation.roles import Role

HANDLER, HEAD = "handler", "head"


def on_prompted(messages: Sequence[Mapping[str, Any]]) -> None:
    """Write the messages of prompts: to whoever holds the step, or to who answers for the office."""
    asked: dict[tuple[Any, ...], list[Recipient]] = {}  # prompts come many at once, about the same desks
    told: list[writing.Told] = []
    for message in messages:
        data = message["data"]
        desk = tuple(data.get(name) for name in ("kind", "office_code", "role", "person_id", "at"))
        at = datetime.fromisoformat(data["at"])
        if desk not in asked:
            asked[desk] = officials.recipients(people_for(data, at))
        told += to_recipients(data["kind"], UUID(data["task_id"]), at, data, asked[desk])
    writing.write("internal", told)


def to_recipients(
    kind: str, task_id: UUID, at: datetime, data: Mapping[str, Any], recipients: Iterable[Recipient]
) -> Iterator[writing.Told]:
    """Return one thing to tell for each recipient; the same light of the same limit has the same key."""
    names = {"item": "item_name", "number": "number", "due": "due_at", "step": "step", "office": "office"}
    names |= {"who": "person", "agency": "agency", "case_id": "case_id"}
    facts = {place: data[name] for place, name in names.items() if data.get(name)}
    key = f"{kind}/{task_id}/{data['due_at']}"
    for recipient in recipients:
        yield writing.Told(key, f"prompt.{kind}", at, task_id, recipient, facts, data.get("item_code", ""))


def people_for(data: Mapping[str, Any], moment: datetime) -> list[Person]:
    """Return whom a prompt concerns: the holder and who stands in for him, the pool's people, or the office's head."""
    office = _office(data)
    if data["kind"] == HEAD:
        heads = organisation.reaching(office.pk, Role.OFFICE_HEAD, moment) if office else []
        return heads or (_leaders(office, moment) if office else [])
    if data.get("person_id"):
        holder = Person.objects.filter(pk=data["person_id"], is_active=True).first()
        if holder is None:
            return []
        deputy = organisation.standing_in(holder.pk, moment)
        return [holder, deputy] if deputy else [holder]
    return organisation.reaching(office.pk, data.get("role", ""), moment) if office else []


def _leaders(office: Office, moment: datetime) -> list[Person]:
    return [post.person for post in posts_of([Role.LEADER], moment, agency_id=office.agency_id)]


def _office(data: Mapping[str, Any]) -> Office | None:
    """An office without a code of its own is known by its number (see exchange.translation)."""
    code = data.get("office_code", "")
    if not code:
        return None
    named = Q(code=code) | (Q(pk=int(code)) if code.isascii() and code.isdigit() and len(code) < 10 else Q())
    return Office.objects.filter(named).first()
