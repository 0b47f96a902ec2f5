"""Who acts on which messages. Apps register in `AppConfig.ready`; the exchange imports nobody.

    consumers.register("shenpi.case.*", "public", show_progress)

A consumer raises to refuse; what it wrote is undone, and the message is kept and tried again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shenpi.core import contracts

Message = Mapping[str, Any]


class NobodyActs(LookupError):
    """A message that was sent to one zone, and no app of that zone acts on its type."""


@dataclass(frozen=True)
class Consumer:
    """A function for the messages of a type (or of all that begin as `x.*` says) in a zone."""

    pattern: str
    zone: str
    function: Callable[[Any], object]
    many: bool

    def wants(self, type: str) -> bool:  # noqa: A002
        if self.pattern.endswith(".*"):
            return type.startswith(self.pattern[:-1])
        return type == self.pattern

    def take(self, messages: Sequence[Message]) -> None:
        """Act on those of the messages that are meant for this consumer."""
        wanted = [message for message in messages if self.wants(message["type"])]
        if self.many:
            if wanted:
                self.function(wanted)
        else:
            for message in wanted:
                self.function(message)


_registered: list[Consumer] = []


def register(type: str, zone: str, function: Callable[[Message], object]) -> None:  # noqa: A002
    """Have `function` act on each message of `type` that reaches `zone`."""
    _add(Consumer(type, zone, function, many=False))


def register_many(type: str, zone: str, function: Callable[[Sequence[Message]], object]) -> None:  # noqa: A002
    """Have `function` act on messages of `type` that reach `zone`, as many at once as there are."""
    _add(Consumer(type, zone, function, many=True))


def of(zone: str) -> list[Consumer]:
    """Return the consumers of a zone in the order of their registration."""
    return [consumer for consumer in _registered if consumer.zone == zone]


def demand(messages: Sequence[Message], zone: str) -> None:
    """Insist that somebody acts on what was sent to this zone alone; an event told to several may be ignored.

    Raises NobodyActs.
    """
    for kind in {message["type"] for message in messages}:
        alone = len(contracts.route(kind).destinations) == 1
        if alone and not any(consumer.wants(kind) for consumer in of(zone)):
            raise NobodyActs(kind)


def _add(consumer: Consumer) -> None:
    if consumer not in _registered:
        _registered.append(consumer)
