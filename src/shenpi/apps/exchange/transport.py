"""From the outbox over HTTP to the peers: signed batches, files ahead of the messages that name them."""

import json
import logging
import ssl
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NoReturn

import httpx

from shenpi.apps import timekeeping, typed
from shenpi.apps.documents import files
from shenpi.apps.documents.models import StoredFile
from shenpi.apps.errors import NotFound
from shenpi.apps.exchange import retry, signing
from shenpi.apps.exchange.models import Link, OutboxMessage, State
from shenpi.apps.exchange.peers import ABOVE, Peer, peers
from shenpi.core import contracts

log = logging.getLogger(__name__)

BATCH, BATCH_BYTES, BATCHES = 100, 2 * 1024 * 1024, 10
CEILING = timedelta(minutes=5)
LEASE = timedelta(minutes=2)  # how long a process that died while sending holds up the others
MESSAGES, FILES = "exchange/messages", "exchange/files"


class LinkDown(Exception):
    """The peer cannot be reached, or does not answer as a peer; the text is for the administrator."""


def transmit() -> int:
    """Send what waits for peers, a few batches each; return how many messages arrived."""
    return sum(_serve(peer) for peer in peers())


def client(peer: Peer) -> httpx.Client:
    """Return the client for a peer; proxies of the environment are not asked, redirects not followed."""
    verify: ssl.SSLContext | bool = ssl.create_default_context(cafile=peer.ca) if peer.ca else True
    return httpx.Client(timeout=httpx.Timeout(20, connect=3), trust_env=False, verify=verify)


def _serve(peer: Peer) -> int:
    waiting = OutboxMessage.objects.filter(state=State.WAITING, destination__in=peer.lines)
    if not waiting.exists() or not _leased(peer):
        return 0
    arrived = 0
    try:
        with client(peer) as http:
            for _batch in range(BATCHES):
                batch = _batch_for(peer)
                if not batch:
                    break
                arrived += _send(http, peer, batch)
    except (LinkDown, httpx.HTTPError) as error:
        _link_failed(peer, error)
    else:
        now = timekeeping.now()
        Link.objects.filter(pk=peer.name).update(next_try_at=now, attempts=0, error="", worked_at=now)
    return arrived


def _leased(peer: Peer) -> bool:
    """Take the line for this process, if its time has come and nobody else has it."""
    now = timekeeping.now()
    Link.objects.get_or_create(peer=peer.name, defaults={"next_try_at": now})
    free = Link.objects.filter(pk=peer.name, next_try_at__lte=now)
    return bool(free.update(next_try_at=now + LEASE))


def _link_failed(peer: Peer, error: Exception) -> None:
    link = Link.objects.get(pk=peer.name)
    link.attempts = min(link.attempts + 1, 1000)
    link.error = typed.legible(f"{type(error).__name__}: {error}", 2000)
    link.next_try_at = retry.after(link.attempts, timekeeping.now(), CEILING)
    link.save()
    log.warning("link to %s: %s", peer.name, link.error)


def _batch_for(peer: Peer) -> list[OutboxMessage]:
    """Return the next messages for one zone of the peer, within the limits of one request."""
    due = OutboxMessage.objects.filter(
        state=State.WAITING, destination__in=peer.lines, next_try_at__lte=timekeeping.now()
    ).order_by("id")[:BATCH]
    batch: list[OutboxMessage] = []
    size = 0
    for row in due:
        size += len(json.dumps(row.message))
        if batch and (row.destination != batch[0].destination or size > BATCH_BYTES):
            break
        batch.append(row)
    return batch


def _send(http: httpx.Client, peer: Peer, batch: Sequence[OutboxMessage]) -> int:
    ready = [row for row in batch if _send_files(http, peer, row)]
    if not ready:
        return 0
    zone = "supervision" if ready[0].destination == ABOVE else ready[0].destination
    told = {"destination": zone, "messages": [row.message for row in ready]}
    body = json.dumps(told, ensure_ascii=False).encode()
    answer = _request(http, peer, "POST", MESSAGES, body, "application/json")
    if answer.status_code != httpx.codes.OK:
        _strange(answer)
    try:
        receipts = {receipt["id"]: receipt for receipt in answer.json()["receipts"]}
    except (ValueError, KeyError, TypeError) as error:
        raise LinkDown(f"receipts cannot be read: {error!r}") from error
    return sum(_receipted(row, receipts.get(str(row.message_id), {})) for row in ready)


def _receipted(row: OutboxMessage, receipt: dict[str, Any]) -> bool:
    now = timekeeping.now()
    status = receipt.get("status")
    if status in ("accepted", "known"):
        row.state, row.message, row.error, row.done_at = State.DONE, {}, "", now
    else:
        row.attempts += 1
        row.error = typed.legible(receipt.get("error", "no receipt"), 2000)
        row.next_try_at = retry.after(row.attempts, now, CEILING)
        if status == "refused" or row.attempts >= retry.ATTEMPTS:
            row.state = State.DEAD
    row.save()
    return row.state == State.DONE


def _send_files(http: httpx.Client, peer: Peer, row: OutboxMessage) -> bool:
    """Send the files that a message names and the peer does not have; says whether the message may follow."""
    for sha256 in contracts.files(row.type, row.message["data"]):
        resource = f"{FILES}/{sha256}"
        found = _request(http, peer, "HEAD", resource)
        if found.status_code == httpx.codes.OK:
            continue
        if found.status_code != httpx.codes.NOT_FOUND:
            _strange(found)
        try:
            with files.open_file(sha256) as file:
                content = file.read()
            kind = StoredFile.objects.values_list("media_type", flat=True).get(pk=sha256)
        except (NotFound, StoredFile.DoesNotExist):
            _receipted(row, {"status": "refused", "error": f"our own file {sha256} is missing"})
            return False
        sent = _request(http, peer, "PUT", resource, content, kind)
        if sent.status_code == httpx.codes.UNPROCESSABLE_ENTITY:
            _receipted(row, {"status": "refused", "error": f"file {sha256}: {sent.text}"})
            return False
        if sent.status_code not in (httpx.codes.OK, httpx.codes.CREATED):
            _strange(sent)
    return True


def _request(
    http: httpx.Client, peer: Peer, method: str, resource: str, body: bytes = b"", kind: str = ""
) -> httpx.Response:
    """Send one signed request and check that its answer comes from the peer. Raises LinkDown."""
    headers = signing.request_headers(method, resource, signing.sha256(body), timekeeping.now())
    if kind:
        headers["Content-Type"] = kind
    answer = http.request(method, f"{peer.url}/{resource}", content=body, headers=headers)
    try:
        signing.check_answer(
            headers[signing.NONCE],
            answer.status_code,
            answer.content,
            answer.headers.get(signing.SIGNATURE, ""),
            peer.public_key,
        )
    except signing.Untrusted as error:
        raise LinkDown(f"{method} {resource} → {answer.status_code}: {error}; {answer.text[:200]}") from error
    return answer


def _strange(answer: httpx.Response) -> NoReturn:
    raise LinkDown(
        f"{answer.request.method} {answer.request.url.path} → {answer.status_code}: {answer.text[:200]}"
    )
