"""Issue 2, proof: every route declares who may use it, and nobody else gets content."""

from collections.abc import Iterator
from functools import cache
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from shenpi.apps.organisation.models import Person
from shenpi.sites.common.access import Access

OWN_GUARD = {"exchange_messages", "exchange_file", "notices_receipt", "payments_answer"}
"""Routes that let machines in by signature alone: they answer everybody else with 401 or 403 themselves."""

SAMPLE = {
    "uuid": str(uuid4()), "str": "x", "int": "1", "slug": "x", "path": "x", "<no converter>": "x",
}  # fmt: skip


def routes(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Walk every pattern of the process, includes and all, as (sample path, pattern)."""
    for pattern in (resolver or get_resolver()).url_patterns:
        path = prefix + _sample(pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, path)
        else:
            yield path, pattern


def _sample(pattern: URLPattern | URLResolver) -> str:
    text = str(pattern.pattern)
    for name, converter in pattern.pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        text = text.replace(f"<{kind}:{name}>", SAMPLE[kind]).replace(f"<{name}>", SAMPLE["str"])
    assert "<" not in text, f"no sample for {pattern.pattern}"
    return text.lstrip("^").rstrip("$")


@cache
def declared() -> list[tuple[str, URLPattern, Access | None]]:
    return [(f"/{path}", pattern, getattr(pattern.callback, "access", None)) for path, pattern in routes()]


def closed() -> list[tuple[str, Access]]:
    return [(path, access) for path, _pattern, access in declared() if access and access.kind != "public"]


def test_every_route_declares_who_may_use_it():
    silent = [path for path, _pattern, access in declared() if access is None]
    assert silent == []


def test_there_is_something_to_walk():
    kinds = {access.kind for _path, _pattern, access in declared() if access}
    assert {"public", "signed_in", "applicant", "filer", "staff"} <= kinds
    assert len(closed()) > 30


@pytest.mark.django_db
def test_anonymous_requests_are_led_to_sign_in_or_refused():
    for path, _access in closed():
        for method in ("get", "post"):
            answer = getattr(Client(), method)(path)
            assert answer.status_code in {302, 401, 403, 404, 405}, f"{method} {path}: {answer.status_code}"
            if answer.status_code == 302:
                assert answer.url.startswith("/accounts/login/"), f"{path} leads to {answer.url}"


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "wrong"), [("applicant", "staff"), ("staff", "applicant")])
def test_the_wrong_kind_of_person_gets_403_or_404(kind, wrong):
    person = Person.objects.create_user(f"a-{kind}", kind=kind)
    browser = Client()
    browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    for path, access in closed():
        if access.kind == wrong or (kind == "staff" and access.kind == "filer"):
            answer = browser.get(path)
            assert answer.status_code in {403, 404, 405}, f"{path}: {answer.status_code}"


@pytest.mark.django_db
def test_staff_without_a_post_see_no_staff_page():
    """What a person may do follows from the posts held; an account alone opens nothing."""
    browser = Client()
    browser.force_login(
        Person.objects.create_user("new", kind="staff"), backend="django.contrib.auth.backends.ModelBackend"
    )
    for path, access in closed():
        if access.kind in ("staff", "filer"):
            assert browser.get(path).status_code in {403, 404, 405}, path
