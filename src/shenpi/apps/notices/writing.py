"""Writing messages: each event, person and channel once, whatever is repeated."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from shenpi.apps.notices import plan as plans
from shenpi.apps.notices.kinds import Channel, State
from shenpi.apps.notices.models import Notice
from shenpi.apps.notices.people import Recipient
from shenpi.apps.notices.quiet import after_quiet_hours, in_office_hours
from shenpi.apps.notices.texts import Texts, chinese


@dataclass(frozen=True)
class Told:
    """Something to tell somebody. `key` is the event's own, the same however often it is met."""

    key: str
    event: str
    at: datetime
    subject_id: UUID
    recipient: Recipient
    facts: Mapping[str, Any]
    item_code: str = ""


def write(zone: str, things: Iterable[Told], only: frozenset[str] = frozenset(Channel.values)) -> int:
    """Write the messages of these things by the plan, on channels `only`; returns how many rows were asked for."""
    plan, texts = plans.Plan(), Texts()
    rows = [
        _notice(zone, told, channel, address, texts)
        for told in things
        for channel in sorted(plan.channels(told.event, told.item_code) & only)
        if (address := told.recipient.address(channel)) is not None
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True, batch_size=200)
    return len(rows)


def _notice(zone: str, told: Told, channel: str, address: str, texts: Texts) -> Notice:
    text = texts.of(told.event)
    subject, body = chinese(text, told.facts)
    here = channel == Channel.SITE
    return Notice(
        key=f"{told.key}|{told.recipient.key}|{channel}",
        zone=zone,
        channel=channel,
        event=told.event,
        subject_id=told.subject_id,
        person_id=told.recipient.person_id,
        address=address,
        text_version=text.version,
        facts=dict(told.facts),
        subject=subject,
        body=body,
        state=State.DELIVERED if here else State.WAITING,
        created_at=told.at,
        next_try_at=_first_try(told, channel),
        sent_at=told.at if here else None,
        delivered_at=told.at if here else None,
    )


def _first_try(told: Told, channel: str) -> datetime:
    if told.event.startswith("prompt."):
        return in_office_hours(told.at)
    if channel == Channel.SMS and told.event not in plans.AT_ONCE:
        return after_quiet_hours(told.at)
    return told.at
