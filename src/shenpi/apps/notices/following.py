"""From the ledger and the exchange to messages: applicants are told in the zone that knows where to reach them.

The internal zone knows every filing's telephone and sends the SMS; the public zone knows the accounts, writes the
messages on their pages and sends their e-mail. Each event is taken once, and its messages are kept with the position.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from shenpi.apps.documents.queries import masked
from shenpi.apps.exchange.translation import message_type
from shenpi.apps.ledger import queries as ledger
from shenpi.apps.ledger import subscription
from shenpi.apps.notices import people, returned, writing
from shenpi.apps.notices.kinds import Channel
from shenpi.apps.notices.plan import CASE_EVENTS
from shenpi.apps.notices.texts import CHINESE
from shenpi.core.contracts import PREFIX

READER = "notices"
INTERNAL = frozenset({Channel.SMS.value})
PUBLIC = frozenset({Channel.SITE.value, Channel.MAIL.value})
_WANTED = frozenset(CASE_EVENTS)
_DUE = (
    "due_at",
    "answer_due_at",
    "claim_by",
    "planned_end_at",
    "gap_due_at",
    "renew_by",
    "promised_due_at",
    "statutory_due_at",
)
"""Which moment an event speaks of, by the first that it carries."""


def follow(limit: int = 200) -> int:
    """Write the SMS of at most `limit` new events of the ledger, and remember the position; return how many."""
    if "internal" not in settings.SHENPI_ZONES or not subscription.pending(READER):
        return 0
    with transaction.atomic():
        events = subscription.take(READER, limit=limit)
        wanted = [event for event in events if _kind(event.type) in _WANTED]
        back = [event for event in events if returned.kind_of(event)]
        firsts = ledger.first_events({event.case_id for event in (*wanted, *back)})
        heard = [
            _told(
                event.case_id,
                event.seq,
                _kind(event.type),
                event.at,
                firsts[event.case_id].payload,
                event.payload,
            )
            for event in wanted
        ]
        if heard:
            writing.write("internal", _addressed("internal", heard), INTERNAL)
        if back:
            desks = (told for event in back for told in returned.told(event, firsts[event.case_id].payload))
            writing.write("internal", desks)
    return len(events)


def on_case_events(messages: Sequence[Mapping[str, Any]]) -> None:
    """Write what applicants read on their own pages, and their e-mail (a consumer of the public zone)."""
    heard = []
    for message in messages:
        kind, data = message["type"].removeprefix(PREFIX), message["data"]
        if kind in _WANTED:
            at = datetime.fromisoformat(data["occurred_at"])
            heard.append(_told(UUID(data["case_id"]), data["seq"], kind, at, data, data))
    if heard:
        writing.write("public", _addressed("public", heard), PUBLIC)


def _kind(event_type: str) -> str:
    return message_type(event_type).removeprefix(PREFIX)


def _told(
    case_id: UUID, seq: int, kind: str, at: datetime, header: Mapping[str, Any], said: Mapping[str, Any]
) -> writing.Told:
    private = bool(header.get("private"))
    with translation.override(CHINESE):
        item = _("事项") if private else header.get("item_name", "")
    facts = {
        "item": item,
        "number": header.get("number", ""),
        "agency": header.get("agency", ""),
        "due": next((said[name] for name in _DUE if said.get(name)), ""),
        "outcome": said.get("outcome", ""),
        "amount": said.get("amount", ""),
        "at": said.get("held_at", ""),
    }
    nobody = people.Recipient("")
    given = {key: value for key, value in facts.items() if value}
    return writing.Told(f"{case_id}/{seq}", kind, at, case_id, nobody, given, header.get("item_code", ""))


def _addressed(zone: str, heard: Sequence[writing.Told]) -> Iterable[writing.Told]:
    """Give each thing its applicant; who is unknown in this zone is not told here."""
    known = people.applicants(zone, {told.subject_id for told in heard})
    for told in heard:
        if told.subject_id in known:
            applicant = known[told.subject_id]
            yield replace(told, recipient=applicant, facts={**told.facts, "name": masked(applicant.name)})
