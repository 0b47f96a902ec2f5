"""E-mail over SMTP, in steps, so that what was certainly not taken is told from what may have been."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from shenpi.apps.notices.providers.base import NotTaken, Outgoing, Refused, Unclear

TIMEOUT = 10


@dataclass(frozen=True)
class Smtp:
    """A mail server: smtps://user:password@host:465, or smtp://host:587 (STARTTLS whenever the server offers it)."""

    name: str
    host: str
    port: int
    user: str
    password: str
    sender: str
    tls: bool
    repeatable: bool = False

    @classmethod
    def at(cls, url: str, sender: str) -> "Smtp":
        """Build the provider from its address."""
        parts = urlsplit(url)
        tls = parts.scheme == "smtps"
        return cls(
            name=parts.hostname or "",
            host=parts.hostname or "",
            port=parts.port or (465 if tls else 587),
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            sender=sender,
            tls=tls,
        )

    def send(self, message: Outgoing) -> str:
        """Hand the message over. Only a line that breaks during the text itself leaves it unclear."""
        mail, to = EmailMessage(), _in_ascii(message.to)
        mail["From"], mail["To"], mail["Subject"] = self.sender, to, " ".join(message.subject.split())
        mail["Message-ID"] = f"<{message.id}@{self.sender.rpartition('@')[2]}>"
        mail.set_content(message.body)
        try:
            with self._connected() as server:
                self._ask(server.mail(self.sender))
                self._ask(server.rcpt(to))
                try:
                    self._ask(server.data(mail.as_bytes()))
                except (smtplib.SMTPServerDisconnected, OSError) as broken:
                    raise Unclear(repr(broken)) from broken
        except (smtplib.SMTPException, OSError) as error:
            raise NotTaken(repr(error)) from error
        return mail["Message-ID"].strip("<>")

    def _connected(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.tls:
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT, context=context)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT)
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=context)
        server.ehlo()
        if self.user:
            server.login(self.user, self.password)
        return server

    @staticmethod
    def _ask(answer: tuple[int, bytes]) -> None:
        code, words = answer
        if code >= 500:
            raise Refused(f"{code} {words.decode(errors='replace')}")
        if code >= 400:
            raise NotTaken(f"{code} {words.decode(errors='replace')}")


def _in_ascii(address: str) -> str:
    """Return an address as every mail server takes it (例子.中国 in its ASCII form). Raises Refused."""
    name, _at, domain = address.rpartition("@")
    try:
        return f"{name.encode('ascii').decode()}@{domain.encode('idna').decode()}"
    except UnicodeError as wrong:
        raise Refused(repr(wrong)) from wrong
