"""Two machines and a bad line: everything arrives once, whatever the line does."""

import json
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shenpi.apps import exchange, timekeeping
from shenpi.apps.documents import files
from shenpi.apps.exchange import acts, consumers, pumping, reception, signing, transport
from shenpi.apps.exchange.models import InboxMessage, Link, OutboxMessage, State
from shenpi.apps.ids import uuid7
from tests.apps.exchange.conftest import Node
from tests.apps.exchange.samples import withdrawal
from tests.core.contracts.samples import MOMENT, sample

pytestmark = pytest.mark.django_db
WEATHER = ["up", "down", "lost receipt", "repeated", "garbled", "broken"]

Handler = Callable[[httpx.Request], httpx.Response]


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Callable[[Handler], None]:
    """Put a handler where the network is."""

    def put(handler: Handler) -> None:
        monkeypatch.setattr(
            transport, "client", lambda peer: httpx.Client(transport=httpx.MockTransport(handler))
        )

    return put


def served_by(node: Node) -> Handler:
    """The other machine's door."""

    def handle(request: httpx.Request) -> httpx.Response:
        resource = request.url.path.removeprefix("/api/")
        headers = {
            key: request.headers[key] for key in (signing.KEY, signing.TIME, signing.NONCE, signing.SIGNATURE)
        }
        headers["Content-Type"] = request.headers.get("Content-Type", "")
        with node.here():
            answer = reception.receive(request.method, resource, headers, request.content)
        return httpx.Response(answer.status, content=answer.body, headers=answer.headers)

    return handle


def refuse_connection(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("connection refused")


def test_a_message_crosses_and_takes_effect_over_there(outer: Node, inner: Node, line) -> None:
    line(served_by(inner))
    seen: list[str] = []
    consumers.register("shenpi.application.*", "internal", lambda message: seen.append(message["id"]))
    message = withdrawal()
    with outer.here():
        exchange.send(message)
        assert OutboxMessage.objects.get().destination == "internal"
        assert not InboxMessage.objects.exists()
        pumping.pump()
        assert OutboxMessage.objects.get().state == State.DONE
        assert seen == [], "its consumers run over there"
    with inner.here():
        pumping.pump()
        pumping.pump()
    assert seen == [message["id"]]


def test_while_the_line_is_down_everything_waits_and_tries_grow_rare(outer: Node, inner: Node, line) -> None:
    tries: list[httpx.Request] = []

    def down(request: httpx.Request) -> httpx.Response:
        tries.append(request)
        return refuse_connection(request)

    line(down)
    with outer.here():
        for second in range(60):
            with timekeeping.at(MOMENT + timedelta(seconds=second)):
                if second % 20 == 0:
                    exchange.send(withdrawal())
                pumping.pump()
        link = Link.objects.get()
        assert len(tries) == 5, "at 0, 2, 6, 14 and 30 seconds"
        assert "connection refused" in link.error
        assert OutboxMessage.objects.filter(state=State.WAITING, attempts=0).count() == 3
        line(served_by(inner))
        with timekeeping.at(link.next_try_at):
            assert pumping.pump() == 3
            assert Link.objects.get().error == ""
    assert InboxMessage.objects.count() == 3


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(["up", "down", "lost receipt", "repeated", "garbled", "broken"]), max_size=12),
    st.data(),
)
def test_everything_arrives_once_whatever_the_line_does(
    outer: Node, inner: Node, line, weather: list[str], data: st.DataObject
) -> None:
    InboxMessage.objects.all().delete()
    OutboxMessage.objects.all().delete()
    Link.objects.all().delete()
    door = served_by(inner)
    now = "up"

    def through(request: httpx.Request) -> httpx.Response:
        if now == "down":
            return refuse_connection(request)
        answer = door(request)
        if now == "lost receipt":
            raise httpx.ReadTimeout("no answer")
        if now == "repeated":
            return door(request)
        if now == "garbled":
            return httpx.Response(200, content=b'{"receipts": []}', headers=answer.headers)
        if now == "broken":
            return httpx.Response(502, text="bad gateway")
        return answer

    line(through)
    sent, taken, moment = [], [], MOMENT
    consumers._registered.clear()
    consumers.register("shenpi.application.*", "internal", lambda message: taken.append(message["id"]))
    for now in [*weather, "up", "up"]:  # noqa: B007 - `through` reads it
        moment += timedelta(minutes=6)
        with timekeeping.at(moment), outer.here():
            for _ in range(data.draw(st.integers(0, 3))):
                message = withdrawal()
                exchange.send(message)
                sent.append(message["id"])
            pumping.pump()
        with timekeeping.at(moment), inner.here():
            pumping.pump()
    assert sorted(taken) == sorted(sent)
    assert not OutboxMessage.objects.exclude(state=State.DONE).exists()


def test_large_queues_go_in_batches_within_limits(outer: Node, inner: Node, line) -> None:
    sizes: list[int] = []
    door = served_by(inner)

    def counting(request: httpx.Request) -> httpx.Response:
        sizes.append(len(json.loads(request.content)["messages"]))
        return door(request)

    line(counting)
    with outer.here():
        for _ in range(transport.BATCH + 3):
            exchange.send(withdrawal())
        pumping.pump()
    assert sizes == [transport.BATCH, 3]
    assert InboxMessage.objects.count() == transport.BATCH + 3


def test_what_the_other_side_refuses_is_dead_with_its_reason_and_can_be_replayed(
    outer: Node, inner: Node, line
) -> None:
    line(served_by(inner))
    with outer.here():
        exchange.send(withdrawal())
        row = OutboxMessage.objects.get()
        good = row.message
        row.message = {**good, "data": {}}
        row.save()
        exchange.send(withdrawal())
        pumping.pump()
        row.refresh_from_db()
        assert row.state == State.DEAD
        assert "交换标准" in row.error
        assert OutboxMessage.objects.exclude(pk=row.pk).get().state == State.DONE
        row.message = good
        row.save()
        acts.replay([row.message_id])
        pumping.pump()
        row.refresh_from_db()
        assert row.state == State.DONE


def test_an_answer_from_somebody_else_acknowledges_nothing(outer: Node, inner: Node, line, tmp_path) -> None:
    (tmp_path / "stranger").mkdir()
    stranger = Node(tmp_path / "stranger", inner.zones)

    def forged(request: httpx.Request) -> httpx.Response:
        message = json.loads(request.content)["messages"][0]
        body = json.dumps({"receipts": [{"id": message["id"], "status": "accepted"}]}).encode()
        with stranger.here():
            signature = signing.answer_signature(request.headers[signing.NONCE], 200, body)
        return httpx.Response(200, content=body, headers={signing.SIGNATURE: signature})

    line(forged)
    with outer.here():
        exchange.send(withdrawal())
        pumping.pump()
        assert OutboxMessage.objects.get().state == State.WAITING
        assert "signature" in Link.objects.get().error


def test_one_process_at_a_time_sends(outer: Node, inner: Node, line) -> None:
    calls: list[str] = []

    def while_sending(request: httpx.Request) -> httpx.Response:
        calls.append(request.method)
        assert pumping.pump() == 0, "another process of this machine"
        return served_by(inner)(request)

    line(while_sending)
    with outer.here():
        exchange.send(withdrawal())
        pumping.pump()
    assert calls == ["POST"]


def _document(sha256: str) -> dict:
    message = sample("application.submitted")
    message["id"] = str(uuid7())
    message["data"]["materials"][0]["sha256"] = sha256
    return message


def test_files_go_ahead_of_the_message_that_names_them(outer: Node, inner: Node, line) -> None:
    """The rows of both machines share the test's database, so the other side is played here."""
    calls: list[str] = []

    def other_side(request: httpx.Request) -> httpx.Response:
        calls.append(f"{request.method} {request.url.path.rpartition('/')[2][:8]}")
        status, body = {"HEAD": (404, b""), "PUT": (201, b"")}.get(request.method, (200, b""))
        if request.method == "POST":
            ids = [message["id"] for message in json.loads(request.content)["messages"]]
            body = json.dumps({"receipts": [{"id": key, "status": "accepted"} for key in ids]}).encode()
        if request.method == "PUT":
            assert request.headers["Content-Type"] == "application/pdf"
            assert signing.sha256(request.content) == stored.sha256
        with inner.here():
            signature = signing.answer_signature(request.headers[signing.NONCE], status, body)
        return httpx.Response(status, content=body, headers={signing.SIGNATURE: signature})

    line(other_side)
    with outer.here():
        stored = files.store_bytes(b"%PDF-1.7 made by ourselves", "application/pdf")
        exchange.send(_document(stored.sha256))
        pumping.pump()
        assert calls == [f"HEAD {stored.sha256[:8]}", f"PUT {stored.sha256[:8]}", "POST messages"]
        assert OutboxMessage.objects.get().state == State.DONE


def test_a_file_that_we_lost_ourselves_is_shown(outer: Node, inner: Node, line) -> None:
    line(served_by(inner))
    with outer.here():
        exchange.send(_document("cd" * 32))
        pumping.pump()
        row = OutboxMessage.objects.get()
    assert row.state == State.DEAD
    assert "is missing" in row.error


def test_the_receiver_keeps_a_good_file_and_refuses_another_content(outer: Node, inner: Node) -> None:
    buffer = BytesIO()
    from PIL import Image

    Image.new("RGB", (4, 4)).save(buffer, "PNG")
    content = buffer.getvalue()

    def put(sha256: str, body: bytes, kind: str = "image/png") -> int:
        resource = f"exchange/files/{sha256}"
        with outer.here():
            headers = signing.request_headers("PUT", resource, signing.sha256(body), timekeeping.now())
        with inner.here():
            return reception.receive("PUT", resource, {**headers, "Content-Type": kind}, body).status

    sha256 = signing.sha256(content)
    assert put(sha256, content + b"x") == 422
    assert put(sha256, content, "text/html") == 422
    assert put(signing.sha256(b"<html>"), b"<html>") == 422
    assert put(sha256, content) == 201
    with inner.here():
        assert files.open_file(sha256).read() == content
