"""What a peer sends: proved, checked against the contract, kept, and acknowledged message by message.

No web framework here: the API's views hand in method, resource, headers and body, and get back an Answer.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from shenpi.apps import timekeeping
from shenpi.apps.documents import files, inspection
from shenpi.apps.documents.models import StoredFile
from shenpi.apps.errors import Invalid
from shenpi.apps.exchange import peers, signing
from shenpi.apps.exchange.keeping import keep
from shenpi.apps.exchange.models import InboxMessage
from shenpi.apps.exchange.peers import Peer
from shenpi.core import contracts
from shenpi.core.contracts import ContractBroken

MAX_BATCH = 500
MAX_BODY = files.MAX_SIZE
_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
"""NUL as JSON writes it, and no innocent backslash before "u0000"."""


@dataclass(frozen=True)
class Answer:
    """Status, body and headers of what goes back to the peer; the signature is among the headers."""

    status: int
    body: bytes
    headers: dict[str, str]


def receive(method: str, resource: str, headers: Mapping[str, str], body: bytes) -> Answer:
    """Answer a peer's request for `resource` (`exchange/messages` or `exchange/files/<sha256>`).

    Whoever cannot prove to be a peer gets 401 and learns nothing else.
    """
    try:
        peer = _peer(method, resource, headers, body)
    except signing.Untrusted as error:
        return _answer(headers, 401, {"error": str(error)})
    kind, _slash, sha256 = resource.removeprefix("exchange/").partition("/")
    if kind == "files":
        return _file(method, sha256, headers, body)
    return _messages(peer, headers, body)


def _peer(method: str, resource: str, headers: Mapping[str, str], body: bytes) -> Peer:
    peer = peers.peer_with(headers.get(signing.KEY, ""))
    if peer is None:
        raise signing.Untrusted("unknown key")
    digest = signing.sha256(body)
    signing.check_request(method, resource, headers, digest, peer.public_key, timekeeping.now())
    return peer


def _messages(peer: Peer, headers: Mapping[str, str], body: bytes) -> Answer:
    try:
        batch = json.loads(body)
        zone, messages = batch["destination"], batch["messages"]
    except (ValueError, KeyError, TypeError):
        return _answer(headers, 400, {"error": "a batch has a destination and messages"})
    if not isinstance(messages, list) or len(messages) > MAX_BATCH or not isinstance(zone, str):
        return _answer(headers, 400, {"error": f"a batch has at most {MAX_BATCH} messages"})
    if zone not in settings.SHENPI_ZONES:
        return _answer(headers, 404, {"error": f"zone {zone} is not here"})
    return _answer(headers, 200, {"receipts": accept(peer, zone, messages)})


def accept(peer: Peer, zone: str, messages: Sequence[Any]) -> list[dict[str, str]]:
    """Keep a peer's messages in the inbox of `zone`; return a receipt for each, in order.

    `accepted`: kept now. `known`: kept before. `incomplete`: a file it names is not here. `refused`: it breaks
    the contract, or this peer may not send it; sending it again will not help.
    """
    refusals: dict[int, dict[str, str]] = {}
    good: dict[UUID, Mapping[str, Any]] = {}
    for place, message in enumerate(messages):
        try:
            _check(peer, zone, message)
        except ContractBroken as error:
            refusals[place] = {"status": "refused", "error": error.zh}
        else:
            lacking = _lacking(message)
            if lacking:
                refusals[place] = {"status": "incomplete", "error": f"file {lacking} is missing"}
            else:
                good[UUID(message["id"])] = message
    known = _keep(zone, good)
    return [
        {"id": _id(message), **refusals[place]}
        if place in refusals
        else {"id": message["id"], "status": "known" if UUID(message["id"]) in known else "accepted"}
        for place, message in enumerate(messages)
    ]


def _check(peer: Peer, zone: str, message: Any) -> None:
    if not _keepable(message):
        raise ContractBroken("", "文字含有无法保存的字符", "it holds characters that no database keeps")
    contracts.validate(message)
    route = contracts.route(message["type"])
    if not peer.may_send(route.origin, zone, message["source"]):
        raise ContractBroken("type", f"{peer.name} 不能发送这种消息", f"{peer.name} may not send this type")
    if zone not in route.destinations:
        raise ContractBroken("type", f"{zone} 不接收这种消息", f"{zone} does not take this type")


def _keepable(message: Any) -> bool:
    """Tell whether a row can keep all texts: PostgreSQL stores no NUL, and half a surrogate pair has no UTF-8."""
    text = json.dumps(message, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return r"\u0000" not in text or _NUL.search(text) is None


def _lacking(message: Mapping[str, Any]) -> str | None:
    named = contracts.files(message["type"], message["data"])
    if not named:
        return None
    here = set(StoredFile.objects.filter(pk__in=named).values_list("pk", flat=True))
    return next((sha256 for sha256 in named if sha256 not in here), None)


@transaction.atomic
def _keep(zone: str, messages: Mapping[UUID, Mapping[str, Any]]) -> set[UUID]:
    """Insert what is new; return the ids that were here before."""
    before = InboxMessage.objects.filter(zone=zone, message_id__in=list(messages))
    known = set(before.values_list("message_id", flat=True))
    now = timekeeping.now()
    keep(
        [
            InboxMessage(
                message_id=key,
                zone=zone,
                type=message["type"],
                subject=message["subject"],
                message=message,
                next_try_at=now,
                kept_at=now,
            )
            for key, message in messages.items()
            if key not in known
        ]
    )
    return known


def _file(method: str, sha256: str, headers: Mapping[str, str], body: bytes) -> Answer:
    if StoredFile.objects.filter(pk=sha256).exists():
        return _answer(headers, 200, {})
    if method == "HEAD":
        return _answer(headers, 404, None)
    if signing.sha256(body) != sha256:
        return _answer(headers, 422, {"error": "the content does not have this SHA-256"})
    extensions = inspection.EXTENSIONS.get(headers.get("Content-Type", ""))
    if extensions is None:
        return _answer(headers, 422, {"error": "this type of file is not taken"})
    try:
        # Inspected again on this side: what lies in front of us may have been broken into.
        files.store(BytesIO(body), filename=f"file{extensions[0]}")
    except Invalid as error:
        return _answer(headers, 422, {"error": str(error)})
    return _answer(headers, 201, {})


def _answer(headers: Mapping[str, str], status: int, content: dict[str, Any] | None) -> Answer:
    body = json.dumps(content).encode() if content else b""
    signature = signing.answer_signature(headers.get(signing.NONCE, ""), status, body)
    return Answer(status, body, {"Content-Type": "application/json", signing.SIGNATURE: signature})


def _id(message: Any) -> str:
    return str(message.get("id", "")) if isinstance(message, Mapping) else ""
