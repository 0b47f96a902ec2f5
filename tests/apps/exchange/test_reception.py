"""Who may hand messages in: peers alone, with their own types, in time, unaltered."""

import json
import stat
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from shenpi.apps import exchange, timekeeping
from shenpi.apps.exchange import keys, peers, reception, signing
from shenpi.apps.exchange.keys import KeyExposed, own_key, own_public_key
from shenpi.apps.exchange.models import InboxMessage
from shenpi.apps.exchange.peers import PeersInvalid
from shenpi.apps.ids import uuid7
from tests.apps.exchange.conftest import Node
from tests.apps.exchange.samples import withdrawal
from tests.core.contracts.samples import MOMENT, sample

pytestmark = pytest.mark.django_db

MESSAGES = "exchange/messages"


def batch(*messages: Any, to: str = "internal") -> bytes:
    return json.dumps({"destination": to, "messages": messages}).encode()


def signed(node: Node, body: bytes, method: str = "POST", resource: str = MESSAGES) -> dict[str, str]:
    with node.here():
        return signing.request_headers(method, resource, signing.sha256(body), timekeeping.now())


def hand_in(inner: Node, headers: dict[str, str], body: bytes) -> tuple[int, Any]:
    with inner.here():
        answer = reception.receive("POST", MESSAGES, headers, body)
    return answer.status, json.loads(answer.body)


def test_each_message_gets_its_receipt(outer: Node, inner: Node) -> None:
    good, bad = withdrawal(), {**withdrawal(), "time": "soon"}
    good["subject"] = r"a typed \u0000"
    unkept = [{**withdrawal(), "subject": text} for text in ("nul \x00", "half \ud800", "\\\\\x00")]
    body = batch(good, bad, 7, *unkept)
    status, told = hand_in(inner, signed(outer, body), body)
    assert status == 200
    assert [receipt["status"] for receipt in told["receipts"]] == ["accepted", *["refused"] * 5]
    status, told = hand_in(inner, signed(outer, body), body)
    assert told["receipts"][0] == {"id": good["id"], "status": "known"}
    assert InboxMessage.objects.get().message == good


@pytest.mark.parametrize(
    "change",
    [
        {signing.KEY: ""},
        {signing.SIGNATURE: ""},
        {signing.SIGNATURE: "not base64!"},
        {signing.NONCE: "short"},
        {signing.NONCE: "another nonce of good length"},
        {signing.TIME: ""},
        {signing.TIME: "-1"},
        {signing.TIME: "٣"},
        {signing.TIME: "1"},
    ],
)
def test_a_request_without_proof_is_turned_away(outer: Node, inner: Node, change: dict[str, str]) -> None:
    body = batch(withdrawal())
    status, _told = hand_in(inner, {**signed(outer, body), **change}, body)
    assert status == 401
    assert not InboxMessage.objects.exists()


def test_an_altered_body_a_stranger_and_an_old_request_are_turned_away(
    outer: Node, inner: Node, tmp_path
) -> None:
    (tmp_path / "stranger").mkdir()
    stranger = Node(tmp_path / "stranger", frozenset({"public"}))
    body = batch(withdrawal())
    assert hand_in(inner, signed(outer, body), batch(withdrawal()))[0] == 401
    assert hand_in(inner, signed(stranger, body), body)[0] == 401
    assert hand_in(inner, signed(outer, body, resource="exchange/files/x"), body)[0] == 401
    with timekeeping.at(MOMENT):
        old = signed(outer, body)
    with timekeeping.at(MOMENT + timedelta(minutes=6)):
        assert hand_in(inner, old, body)[0] == 401
    with timekeeping.at(MOMENT + timedelta(minutes=4)):
        assert hand_in(inner, old, body)[0] == 200


def test_a_peer_sends_only_what_begins_in_its_own_zone(outer: Node, inner: Node) -> None:
    """Whoever breaks into the public zone's machine cannot tell supervision what happened to a case."""
    forged = {**sample("case.decided"), "id": str(uuid7())}
    body = batch(forged, to="supervision")
    _status, told = hand_in(inner, signed(outer, body), body)
    assert told["receipts"][0]["status"] == "refused"
    body = batch(withdrawal(), to="supervision")
    _status, told = hand_in(inner, signed(outer, body), body)
    assert told["receipts"][0]["status"] == "refused", "supervision takes no filings"
    assert not InboxMessage.objects.exists()


def test_a_message_whose_file_is_missing_is_asked_for_again(outer: Node, inner: Node) -> None:
    body = batch(sample("application.submitted"))
    _status, told = hand_in(inner, signed(outer, body), body)
    assert told["receipts"][0]["status"] == "incomplete"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"[]", 400),
        (b"\xff", 400),
        (b'{"destination": "internal"}', 400),
        (b'{"destination": "internal", "messages": {}}', 400),
        (b'{"destination": 1, "messages": []}', 400),
        (b'{"destination": "public", "messages": []}', 404),
        (b'{"destination": "internal", "messages": []}', 200),
        (batch(*range(501)), 400),
    ],
)
def test_what_is_no_batch_is_answered_clearly(outer: Node, inner: Node, body: bytes, status: int) -> None:
    assert hand_in(inner, signed(outer, body), body)[0] == status


def test_through_the_door_of_the_api(outer: Node, inner: Node, client: Client) -> None:
    body = batch(withdrawal())
    headers = signed(outer, body)
    with inner.here():
        url = "/api/exchange/messages"
        answer = client.post(url, body, content_type="application/json", headers=headers)
        assert answer.status_code == 200
        signing.check_answer(
            headers[signing.NONCE],
            200,
            answer.content,
            answer.headers[signing.SIGNATURE],
            keys.own_key().public_key(),
        )
        assert client.post(url, b"{}", content_type="application/json").status_code == 401
        assert client.get(url).status_code == 405
        assert client.head(f"/api/exchange/files/{'ab' * 32}").status_code == 401
        file = signed(outer, b"", "HEAD", f"exchange/files/{'ab' * 32}")
        assert client.head(f"/api/exchange/files/{'ab' * 32}", headers=file).status_code == 404
        huge = b" " * (reception.MAX_BODY + 1)
        assert client.post(url, huge, content_type="application/json").status_code == 413


def test_the_key_is_made_once_and_is_its_owners_alone(outer: Node) -> None:
    with outer.here():
        first = own_public_key()
        keys._own_key.cache_clear()
        assert own_public_key() == first
        path = outer.folder / "exchange-key"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert sorted(p.name for p in outer.folder.iterdir()) == ["exchange-key", "peers.json"]
        path.chmod(0o644)
        keys._own_key.cache_clear()
        with pytest.raises(KeyExposed):
            own_key()


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "7",
        '[{"zone": "internal"}]',
        '[{"zone": "internal", "url": "ftp://x", "key": "KEY"}]',
        '[{"zone": "internal", "url": "https://x", "key": "c2hvcnQ="}]',
        '[{"zone": "a", "url": "https://x", "key": "KEY"},'
        ' {"zone": "b", "url": "https://y", "key": "KEY", "serves": ["a"]}]',
    ],
)
def test_a_peers_file_that_cannot_be_used_is_refused(outer: Node, text: str) -> None:
    (outer.folder / "peers.json").write_text(text.replace("KEY", outer.key))
    with outer.here(), pytest.raises(PeersInvalid, match="SHENPI_PEERS_FILE"):
        peers.peers()


def test_production_speaks_https_only(outer: Node, inner: Node, settings) -> None:
    outer.knows(inner, "http://inner.test/api")
    settings.SHENPI_MODE = "production"
    with outer.here(), pytest.raises(PeersInvalid, match="https only"):
        exchange.send(withdrawal())
