"""Officials as recipients: on their own pages, and where each said that he also wants to be told."""

from collections.abc import Sequence

from shenpi.apps.notices import queries
from shenpi.apps.notices.people import Recipient
from shenpi.apps.organisation.models import Person


def recipients(people: Sequence[Person]) -> list[Recipient]:
    """Return the recipients behind people, in one query for their addresses."""
    known = queries.contacts([person.pk for person in people])
    return [
        Recipient(
            key=str(person.pk),
            name=person.name,
            phone=known[person.pk].phone if person.pk in known else "",
            email=known[person.pk].email if person.pk in known else "",
            person_id=person.pk,
        )
        for person in people
    ]
