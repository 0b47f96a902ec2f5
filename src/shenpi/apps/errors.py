"""What an act answers when it does not act: typed refusals with a message for the person.

A site turns them into a page or an API answer with `status`; nothing the person typed is lost.
"""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise, lazy

Message = str | Promise


def worded(message: Message, **values: object) -> Message:
    """Fill a message's places, as in `%(name)s`, when it is read: programs read a refusal in both languages."""
    return _filled(message, values)


_filled = lazy(lambda message, values: str(message) % values, str)


class Refusal(Exception):
    """An act that is not allowed now; `message` says what is wrong and what to do."""

    status = 409

    def __init__(self, code: str, message: Message, *, field: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


class NotAllowed(Refusal):
    """The person lacks the right, the post or the delegation."""

    status = 403


class NotFound(Refusal):
    """There is no such thing, or the person may not know of it."""

    status = 404


class Stale(Refusal):
    """Somebody else acted first; the page must be read again."""

    status = 409


class Invalid(Refusal):
    """Input that can be corrected; `fields` maps a field's path to its messages."""

    status = 422

    def __init__(
        self, code: str, message: Message, *, fields: Mapping[str, Sequence[Message]] | None = None
    ) -> None:
        super().__init__(code, message)
        self.fields: dict[str, list[Message]] = {key: list(value) for key, value in (fields or {}).items()}
