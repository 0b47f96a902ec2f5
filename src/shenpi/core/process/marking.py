"""The state of a running case: which places hold tokens. A value; firing makes a new one."""

import json
from collections.abc import Mapping
from typing import Final

from shenpi.core.process.errors import ProcessError

Token = tuple[str, str | None]
"""A place, and the instance key when the place is folded."""


class Marking:
    """An immutable bag of tokens. Equal markings have equal tokens, whatever their order."""

    __slots__ = ("_tokens",)

    def __init__(self, tokens: Mapping[Token, int]) -> None:
        self._tokens: Final = tokens

    @property
    def tokens(self) -> Mapping[Token, int]:
        """How many tokens each place (and instance) holds; never zero."""
        return self._tokens

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Marking) and dict(self._tokens) == dict(other._tokens)

    def __hash__(self) -> int:
        return hash(frozenset(self._tokens.items()))

    def __bool__(self) -> bool:
        return bool(self._tokens)

    def __repr__(self) -> str:
        return f"Marking({self.to_json()})"

    def to_json(self) -> str:
        """A compact JSON list: `"place"`, `["place", "instance"]` or `["place", instance, count]`."""
        return json.dumps(
            [_written(token, count) for token, count in self._tokens.items()],
            ensure_ascii=False,
            separators=(",", ":"),
        )

    @classmethod
    def from_json(cls, text: str) -> "Marking":
        """Read what `to_json` wrote; raises `ProcessError` (code bad_marking) for anything else."""
        try:
            entries = json.loads(text)
        except (ValueError, RecursionError):
            raise _bad() from None
        if not isinstance(entries, list):
            raise _bad()
        tokens: dict[Token, int] = {}
        for entry in entries:
            token, count = _read(entry)
            tokens[token] = tokens.get(token, 0) + count
        return cls(tokens)


def _written(token: Token, count: int) -> str | list[str | int | None]:
    place, instance = token
    if count > 1:
        return [place, instance, count]
    return place if instance is None else [place, instance]


def _read(entry: object) -> tuple[Token, int]:
    match entry:
        case str(place):
            return (place, None), 1
        case [str(place), str(instance)]:
            return (place, instance), 1
        case [str(place), str() | None as instance, int(count)] if count > 0:
            return (place, instance), count
    raise _bad()


def _bad() -> ProcessError:
    return ProcessError("", "bad_marking", "流程状态无法读取", "the stored marking cannot be read")
