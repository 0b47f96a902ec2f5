"""Supervision prompts our people (D3-066): the handler before a limit, the head of the office when it turns yellow."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from shenpi.apps.notices import officials, writing
from shenpi.apps.organisation import queries as organisation
from shenpi.apps.organisation.models import Office, Person
from shenpi.apps.organisation.on_duty import posts_of
from shenpi.apps.organisation.roles import Role

HANDLER, HEAD = "handler", "head"


def on_prompted(message: Mapping[str, Any]) -> None:
    """Write the messages of one prompt: to whoever holds the step, or to who answers for the office."""
    data = message["data"]
    at = datetime.fromisoformat(data["at"])
    told = to_people(data["kind"], UUID(data["task_id"]), at, data, people_for(data, at))
    writing.write("internal", told)


def to_people(
    kind: str, task_id: UUID, at: datetime, data: Mapping[str, Any], people: list[Person]
) -> Iterator[writing.Told]:
    """Return one thing to tell for each of `people`; the same light of the same limit has the same key."""
    names = {"item": "item_name", "number": "number", "due": "due_at", "step": "step", "office": "office"}
    names |= {"who": "person", "agency": "agency", "case_id": "case_id"}
    facts = {place: data[name] for place, name in names.items() if data.get(name)}
    key = f"{kind}/{task_id}/{data['due_at']}"
    for recipient in officials.recipients(people):
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
