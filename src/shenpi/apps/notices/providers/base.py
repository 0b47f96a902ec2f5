"""What a provider is asked and may answer."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Outgoing:
    """One message on its way; `id` is the idempotency key: the same message always comes with the same."""

    id: str
    to: str
    subject: str
    body: str


class NotTaken(Exception):
    """The provider certainly does not have the message now; another may be asked, or the same one later."""


class Refused(NotTaken):
    """The provider will never take this message as it is (a wrong number, a forbidden word)."""


class Unclear(Exception):
    """The line broke before the answer: the provider may or may not have the message."""


class Provider(Protocol):
    """Carries messages out. `repeatable`: it knows a message that comes again by its id, and takes it once."""

    @property
    def name(self) -> str: ...

    @property
    def repeatable(self) -> bool: ...

    def send(self, message: Outgoing) -> str:
        """Hand the message over; returns the provider's own number. Raises NotTaken, Refused, Unclear."""
        ...
