"""Reading JSON strictly: what a database or another program could not hold is refused at the door."""

import json
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser


class StrictParser(Parser):
    """I-JSON (RFC 7493): no NaN or Infinity, no half surrogate pairs; and no NUL, which PostgreSQL cannot keep."""

    def parse_body(self, request: HttpRequest) -> Any:
        try:
            told = json.loads(request.body, parse_constant=_refuse)
        except RecursionError as error:
            raise ValueError("nested too deeply") from error
        _check(told)
        return told


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _check(told: Any) -> None:
    pending = [told]
    while pending:
        value = pending.pop()
        if isinstance(value, str):
            value.encode()  # UnicodeEncodeError, a ValueError, for half a pair
            if "\x00" in value:
                raise ValueError("NUL")
        elif isinstance(value, dict):
            pending += [*value, *value.values()]
        elif isinstance(value, list):
            pending += value
