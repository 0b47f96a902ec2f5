"""Who is told: address books that the apps which know people register, since notices imports none of them.

people.register("internal", casework_directory)
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from shenpi.apps.notices.kinds import Channel


@dataclass(frozen=True)
class Recipient:
    """Somebody to tell: `key` names the person among all that are told of the same thing."""

    key: str
    name: str = ""
    phone: str = ""
    email: str = ""
    person_id: UUID | None = None

    def address(self, channel: str) -> str | None:
        """Return where the channel reaches the person, or None if it does not."""
        match channel:
            case Channel.SMS:
                return self.phone if is_mobile(self.phone) else None
            case Channel.MAIL:
                return self.email or None
            case _:
                return "" if self.person_id else None


Directory = Callable[[Collection[UUID]], Mapping[UUID, Recipient]]
"""The applicants of cases, as far as the zone knows them."""

_directories: dict[str, Directory] = {}


def register(zone: str, directory: Directory) -> None:
    """Have `directory` answer who the applicants of cases are, in a zone."""
    _directories[zone] = directory


def applicants(zone: str, case_ids: Collection[UUID]) -> Mapping[UUID, Recipient]:
    """Return the applicants of cases by case."""
    directory = _directories.get(zone)
    return directory(case_ids) if directory and case_ids else {}


def is_mobile(phone: str) -> bool:
    """Tell whether an SMS can reach the number: a mobile number of the mainland."""
    return (
        len(phone) == 11 and phone.isascii() and phone.isdigit() and phone[0] == "1" and phone[1] in "3456789"
    )
