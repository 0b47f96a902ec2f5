"""Every form of every page, filled with what nobody should send: a clear answer, nothing lost, never a server's fault.

What each answer did is taken back, so that every form meets the same world. What single forms answer, word by word,
is told by the tests of their pages.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import lxml.html
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.urls import resolve

from shenpi.apps.organisation.models import Person
from shenpi.apps.organisation.roles import Role
from tests.proof import world as worlds
from tests.proof.test_routes import STAFF_ROLES, allowed, browser, routes
from tests.proof.world import World
from tests.support.bad_input import HTML, NUL

pytestmark = pytest.mark.django_db

TYPED = {"text", "search", "tel", "email", "number", "date", "month", "textarea", ""}
OVERLONG = "长" * 6000
OWN = {"acceptor": "clerk", "handler": "land.h", "office_head": "land.head", "leader": "leader"}


@dataclass(frozen=True)
class Form:
    """A form as one visitor sees it: what is typed, what is chosen (or hidden) and its value, and files."""

    page: str
    action: str
    visitor: Person | None
    typed: tuple[str, ...]
    chosen: dict[str, str]
    files: tuple[str, ...]

    @property
    def kind(self) -> tuple[str, frozenset[str]]:
        """Two forms that lead to the same view with the same fields are one."""
        return str(resolve(self.action).url_name), frozenset([*self.typed, *self.chosen, *self.files])


def test_no_form_breaks():
    """Issue 2, bad input: wrong types, missing, over-long, emoji, 𠮷, NUL, HTML, a PDF that is none, 0 bytes."""
    forms, opened = walked(worlds.build())
    assert len(forms) > 55
    assert opened["applicant"] + opened["filer"] >= 8
    assert opened["staff"] >= 15
    wrong = [fault for form in forms for fault in faults(form)]
    assert not wrong, "\n".join(wrong)


def walked(world: World) -> tuple[list[Form], Counter[str]]:
    """Return every form that posts, once, and how many pages behind an object's address were opened, by access."""
    found: dict[tuple[str, frozenset[str]], Form] = {}
    opened: Counter[str] = Counter()
    left = {path: (parts, access) for path, _name, parts, access in routes(world)}
    for role, person in visitors(world):
        client = browser(person)
        elsewhere = role in STAFF_ROLES and role not in OWN  # then the pages of every post show no form
        for path in [
            path
            for path, (_parts, access) in left.items()
            if allowed(access, person, role) and (access.roles or not elsewhere)
        ]:
            answer, (parts, access) = client.get(path), left[path]
            if answer.status_code != 200:
                continue
            opened[access.kind] += bool(parts)
            is_page = answer["Content-Type"].startswith("text/html")
            for form in (
                lxml.html.fromstring(answer.content).xpath("//form[@method='post']") if is_page else ()
            ):
                read = _read(form, path, person)
                found.setdefault(read.kind, read)
            if not is_page or not parts:
                del left[path]  # a file, or a page that shows everybody the same forms
    return list(found.values()), opened


def visitors(world: World) -> list[tuple[str, Person | None]]:
    """Nobody, the applicant, and somebody of each role; those of the case's own agency where it has them."""
    staff = [
        (role, world.county[OWN[role]] if role in OWN else worlds.stranger(role)) for role in STAFF_ROLES
    ]
    return [("", None), (Role.APPLICANT, world.owner), *staff]


def _read(form: Any, path: str, person: Person | None) -> Form:
    typed, chosen, files = [], {}, []
    for field in form.xpath(".//input[@name]|.//textarea[@name]|.//select[@name]"):
        kind, name = field.get("type", "") if field.tag == "input" else field.tag, field.get("name")
        if kind == "file":
            files.append(name)
        elif kind in TYPED:
            typed.append(name)
        else:
            chosen[name] = field.get("value") or "on"
    return Form(path, (form.get("action") or path).split("?")[0], person, tuple(typed), chosen, tuple(files))


def fillings(form: Form) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what is sent; what is too much for a database is sent where that is PostgreSQL."""
    if connection.vendor == "postgresql":
        if form.typed:
            yield "overlong", form.chosen | dict.fromkeys(form.typed, OVERLONG)
            yield "NUL", form.chosen | dict.fromkeys(form.typed, NUL)
        return
    yield "nothing", {}
    if form.typed or form.chosen or form.files:
        yield "garbage", dict.fromkeys([*form.typed, *form.chosen, *form.files], "٣; DROP\x00 x--")
    if form.typed:
        yield "rare", form.chosen | {name: f"𠮷{name}👍🏽{HTML}" for name in form.typed}
    for name, content in (("假.pdf", b"MZ\x90\x00"), ("空.pdf", b"")):
        if form.files:
            files = {field: SimpleUploadedFile(name, content, "application/pdf") for field in form.files}
            yield name, form.chosen | dict.fromkeys(form.typed, "x") | files


def faults(form: Form) -> Iterator[str]:
    """Yield what a form answered amiss."""
    for way, sent in fillings(form):
        answer = _asked(form, sent)
        told = f"{form.action} of {form.page}, {way}: {answer.status_code}"
        if answer.status_code >= 500:
            yield f"{told} {answer.exc_info[1]!r}"[:300]
            continue
        text = answer.content.decode(errors="replace")  # a paper is no text
        if HTML in text:
            yield f"{told}: read as HTML"
        lost = [name for name in form.typed if f"𠮷{name}👍🏽" not in text]
        if answer.status_code >= 400 and way == "rare" and lost:
            yield f"{told}: lost {lost}"
        if answer.status_code == 422 and way == "nothing" and form.action != form.page:
            again = browser(form.visitor).get(form.action)  # loaded anew, or in another language
            if again.status_code == 405:
                yield f"{told}: and its address shows nothing"


def _asked(form: Form, sent: dict[str, Any]) -> Any:
    """Send a form, and take back what that did."""
    cache.clear()  # nobody is slowed down for trying too often
    with transaction.atomic():
        client = browser(form.visitor)
        client.raise_request_exception = False
        answer = client.post(form.action, sent, follow=True)
        transaction.set_rollback(True)
    return answer
