"""An SMS gateway over HTTP: signed requests, an idempotency key each, receipts at our callback (docs/notices.md)."""

import json
from dataclasses import dataclass

import httpx

from shenpi.apps import typed
from shenpi.apps.notices.providers.base import NotTaken, Outgoing, Refused, Unclear
from shenpi.apps.partners import Partner

_NOT_THE_MESSAGE = frozenset({401, 403, 404, 408, 429, 503})
"""Answers about the gateway or our key, whatever the message: it may be taken later."""


@dataclass(frozen=True)
class Gateway:
    """A gateway at https://key:secret@host/path; its name is its host and port."""

    partner: Partner
    repeatable: bool = True

    @classmethod
    def at(cls, url: str) -> "Gateway":
        """Build the provider from its address."""
        return cls(Partner.at(url))

    @property
    def name(self) -> str:
        """What the message's row calls it."""
        return self.partner.name

    def send(self, message: Outgoing) -> str:
        """Hand the message over; a gateway that has its id already answers as before."""
        said = {"id": message.id, "to": message.to, "text": message.body}
        body = json.dumps(said, ensure_ascii=False).encode()
        try:
            answer = self.partner.ask("POST", "/messages", body, **{"Idempotency-Key": message.id})
        except (httpx.ConnectError, httpx.ConnectTimeout) as unreached:
            raise NotTaken(repr(unreached)) from unreached
        except httpx.HTTPError as broken:
            raise Unclear(repr(broken)) from broken
        return self._read(answer)

    def _read(self, answer: httpx.Response) -> str:
        words = f"{answer.status_code} {answer.text[:200]}"
        if answer.is_success:
            try:
                return typed.legible(answer.json().get("id", ""), 100)
            except (ValueError, AttributeError):
                return ""
        if answer.status_code in _NOT_THE_MESSAGE:
            raise NotTaken(words)
        if answer.is_client_error:
            raise Refused(words)
        raise Unclear(words)  # an error inside the gateway may have come after the message was kept
