"""What pages read of messages: a person's own, the administrator's queue, and the plan of an item."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise

from shenpi.apps.notices.kinds import Channel, State
from shenpi.apps.notices.models import Contact, Notice, TextVersion
from shenpi.apps.notices.plan import CASE_EVENTS, Plan
from shenpi.apps.notices.texts import TEXTS, Text, Texts
from shenpi.apps.organisation.models import Person

COUNTED = 1000


@dataclass(frozen=True)
class Planned:
    """An event of the plan: its title, its channels, and the words in force."""

    event: str
    title: str | Promise
    channels: frozenset[str]
    text: Text


def plan(events: Iterable[str] = TEXTS, item_code: str = "") -> list[Planned]:
    """Return the plan in force for an item, or for all."""
    decided, texts = Plan(), Texts()
    return [
        Planned(event, TEXTS[event].subject, decided.channels(event, item_code), texts.of(event))
        for event in events
    ]


def applicants_plan(item_code: str) -> list[Planned]:
    """Return what the applicant of an item will be told, in the order of a case's course."""
    return [planned for planned in plan(CASE_EVENTS, item_code) if planned.channels]


def versions(event: str) -> QuerySet[TextVersion]:
    """Return what was ever written for an event, the latest first."""
    return TextVersion.objects.filter(event=event).order_by("-version")


def inbox(person: Person) -> QuerySet[Notice]:
    """Return the messages on a person's own pages, the newest first."""
    return Notice.objects.filter(person_id=person.pk, channel=Channel.SITE).order_by("-created_at", "-id")


def unread(person: Person) -> int:
    """Count a person's unread messages."""
    return inbox(person).filter(read_at=None).order_by().count()


def own(notice_id: UUID, person: Person) -> Notice | None:
    """Return one of a person's own messages, or None."""
    return inbox(person).filter(pk=notice_id).first()


def words(notice: Notice) -> tuple[str, str]:
    """Return title and words in the reader's language where the packaged words say it, else as they were written."""
    if notice.text_version == 0 and notice.event in TEXTS:
        return TEXTS[notice.event].render(notice.facts)
    return notice.subject, notice.body


def contact(person: Person) -> Contact:
    """Return where a person wants to be told; an empty one before that was ever said."""
    return Contact.objects.filter(pk=person.pk).first() or Contact(person=person)


def contacts(person_ids: Collection[UUID]) -> dict[UUID, Contact]:
    """Return what is known of where people want to be told."""
    return Contact.objects.in_bulk(list(person_ids))


def counts() -> dict[str, str]:
    """Count the messages that went or should go out of the house, by state and `stuck`: up to COUNTED, then "1000+"."""
    found = {state: outgoing(state)[: COUNTED + 1].count() for state in (*State.values, "stuck")}
    return {state: str(count) if count <= COUNTED else f"{COUNTED}+" for state, count in found.items()}


def stuck() -> QuerySet[Notice]:
    """Return messages that were tried in vain and will be tried again."""
    return Notice.objects.filter(state=State.WAITING, attempts__gt=0)


def outgoing(state: str = "") -> QuerySet[Notice]:
    """Return the messages out of the house, of one state ("stuck": see there) or all, the newest first."""
    found = stuck() if state == "stuck" else Notice.objects.all()
    if state in State.values:
        found = found.filter(state=state)
    return found.exclude(channel=Channel.SITE).order_by("-created_at", "-id")


def about(subject_id: UUID) -> QuerySet[Notice]:
    """Return the messages about a case (or step), oldest first: what its applicant was told, and whether it came."""
    return Notice.objects.filter(subject_id=subject_id).order_by("created_at", "id")
