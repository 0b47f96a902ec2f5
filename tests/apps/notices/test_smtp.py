"""E-mail over SMTP: what was certainly not taken is told from what may have been."""

import email
import socketserver
import threading
from email import policy

import pytest

from shenpi.apps.notices.providers.base import NotTaken, Outgoing, Refused, Unclear
from shenpi.apps.notices.providers.smtp import Smtp
from tests.apps.notices.conftest import free_port

MESSAGE = Outgoing("018f.0", "wang@example.cn", "已作出决定", "王＊：您申请的事项已作出准予许可的决定。")


class Server(socketserver.ThreadingTCPServer):
    """A mail server that follows a script: `said` overrides the answer to a command; "" cuts the line."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port: int, said: dict[str, str]) -> None:
        super().__init__(("127.0.0.1", port), Talk)
        self.said, self.mails = said, []


class Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.say("220 here")
        while line := self.rfile.readline().decode().strip():
            verb = line.split()[0].upper()
            answer = self.server.said.get(verb, {"DATA": "354 go on", "QUIT": "221 bye"}.get(verb, "250 ok"))
            if verb == "DATA" and answer.startswith("354"):
                self.say(answer)
                lines = []
                while (text := self.rfile.readline()) != b".\r\n":
                    lines.append(text)
                answer = self.server.said.get(".", "250 kept")
                self.server.mails.append(b"".join(lines))
            if not answer:
                return
            self.say(answer)

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture
def server():
    """Start a server with a script; returns it and the provider that speaks to it."""
    started = []

    def start(**said: str) -> tuple[Server, Smtp]:
        port = free_port()
        found = Server(port, {key.replace("END", "."): words for key, words in said.items()})
        started.append(found)
        threading.Thread(target=found.serve_forever, daemon=True).start()
        return found, Smtp.at(f"smtp://127.0.0.1:{port}", "noreply@example.gov.cn")

    yield start
    for each in started:
        each.shutdown()
        each.server_close()


def test_a_mail_arrives_as_it_was_written(server):
    found, mail = server()
    assert mail.send(MESSAGE) == "018f.0@example.gov.cn"
    kept = email.message_from_bytes(found.mails[0], policy=policy.default)
    assert (kept["To"], kept["Subject"]) == (MESSAGE.to, MESSAGE.subject)
    assert kept.get_content().strip() == MESSAGE.body


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({"RCPT": "550 nobody here"}, Refused),
        ({"RCPT": "451 later"}, NotTaken),
        ({"MAIL": ""}, NotTaken),
        ({"END": "554 forbidden words"}, Refused),
        ({"END": ""}, Unclear),
    ],
)
def test_refusals_and_cut_lines_are_told_apart(server, said, answer):
    _found, mail = server(**said)
    with pytest.raises(answer) as caught:
        mail.send(MESSAGE)
    assert type(caught.value) is answer


def test_a_server_that_is_down_has_taken_nothing():
    with pytest.raises(NotTaken):
        Smtp.at(f"smtp://127.0.0.1:{free_port()}", "noreply@example.gov.cn").send(MESSAGE)


def test_an_address_or_title_that_no_header_carries_stops_nobody_else(server):
    """A Chinese domain is written as servers take it, a line break in a title is a blank; else it is refused."""
    found, mail = server()
    mail.send(Outgoing("1", "wang@例子.中国", "已作出\n决定", "好"))
    kept = email.message_from_bytes(found.mails[0], policy=policy.default)
    assert (kept["To"], kept["Subject"]) == ("wang@xn--fsqu00a.xn--fiqs8s", "已作出 决定")
    for address in ("王@example.cn", "wang@.cn", f"wang@{'长' * 80}.cn"):
        with pytest.raises(Refused):
            mail.send(Outgoing("1", address, "已作出决定", "好"))
