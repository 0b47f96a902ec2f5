"""Every route with the ids of real objects: whoever is not meant gets no content, and changes nothing."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from shenpi.apps.organisation.models import Person
from shenpi.apps.organisation.roles import OUTSIDE, Role
from shenpi.sites.common.access import Access
from tests.proof import world as worlds
from tests.proof.world import SECRETS, World
from tests.support.public_zone import make_applicant

pytestmark = pytest.mark.django_db

STAFF_ROLES = sorted(set(Role.values) - {Role.APPLICANT})
REFUSED = {401, 403, 404, 405}
OWNED = {
    "draft_id",
    "application_id",
    "document_id",
    "file_id",
    "certificate_id",
    "bundle_number",
    "mandate_id",
}
"""Parts of the applicants' and agents' addresses that belong to one of them."""


def routes(world: World) -> Iterator[tuple[str, str, set[str], Access]]:
    """Yield every route of the process as (path, name, parts of its address, declared access)."""
    values, particular = world.values, world.particular  # thirty queries: once
    for pattern, prefix, parts in _patterns(get_resolver()):
        path = "/" + prefix
        for part in parts:
            value = particular.get((str(pattern.name), part), values.get(part))
            assert value is not None, f"the world has nothing for <{part}> of {prefix}"
            path = path.replace(f"<{part}>", str(value))
        yield path, str(pattern.name), parts, pattern.callback.access


def _patterns(
    resolver: URLResolver, prefix: str = "", parts: frozenset[str] = frozenset()
) -> Iterator[tuple[URLPattern, str, set[str]]]:
    for each in resolver.url_patterns:
        text = str(each.pattern).lstrip("^").rstrip("$")
        for part, converter in each.pattern.converters.items():
            kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
            text = text.replace(f"<{kind}:{part}>", f"<{part}>")
        known = parts | set(each.pattern.converters)
        if isinstance(each, URLResolver):
            yield from _patterns(each, prefix + text, frozenset(known))
        else:
            yield each, prefix + text, set(known)


def allowed(access: Access, person: Person | None, role: str = "") -> bool:
    """Tell what the declaration says of a visitor."""
    match access.kind:
        case "public":
            return True
        case "signed_in":
            return person is not None
        case "applicant" | "staff":
            fits = person is not None and person.kind == access.kind
            return fits and (role in access.roles if access.roles else role not in OUTSIDE)
        case "filer":
            return person is not None and (person.kind == "applicant" or role in OUTSIDE)
        case _:
            return False


def browser(person: Person | None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def assert_refused(client: Client, path: str, *, anonymous: bool = False) -> None:
    """GET and POST are refused, without a word of what lies behind the address."""
    for method in (client.get, client.post):
        answer = method(path)
        if answer.status_code == 302:
            if anonymous:
                assert answer.url.startswith("/accounts/login/"), f"{path} leads to {answer.url}"
                continue
            answer = client.get(answer.url)  # back to the page that the button was on
        assert answer.status_code in REFUSED, f"{method.__name__} {path}: {answer.status_code}"
        assert not any(word in answer.content.decode() for word in SECRETS), f"{path} tells secrets"


def test_who_is_not_meant_gets_no_content() -> None:
    """As nobody, as another applicant, and in each role of another agency (`strangers`): only what is declared opens.

    That there is something behind every address is seen by `test_bad_input`, which opens them as who is meant.
    """
    world = worlds.build()
    before = worlds.snapshot(world)
    every = list(routes(world))
    other = make_applicant("li", name="李四")
    for role, person in [("", None), (Role.APPLICANT, other), *strangers()]:
        client, walked = browser(person), 0
        for path, _name, parts, access in every:
            anothers = bool(parts & OWNED) and (
                access.kind in ("applicant", "filer") or access.roles == {Role.FILING_AGENT}
            )
            if not allowed(access, person, role) or anothers:
                assert_refused(client, path, anonymous=person is None)
                walked += 1
        assert walked >= 20, f"{role}: {walked}"
    assert worlds.snapshot(world) == before


def test_a_private_case_is_closed_to_other_agencies() -> None:
    """D1-021: only the agency that handles a private item may look, whatever the role."""
    world = worlds.build(private=True)
    before = worlds.snapshot(world)
    on_the_case = [
        path
        for path, name, parts, _ in routes(world)
        if (name.startswith("work_") or name == "get_case") and parts & {"case_id", "bundle_number"}
    ]
    lists = ("/work/", "/work/?all=1", "/work/cases/", f"/work/cases/?q={worlds.OWNER}")
    assert len(on_the_case) >= 8
    for _role, person in strangers():
        client = browser(person)
        for path in on_the_case:
            assert_refused(client, path)
        for page in lists:
            assert str(world.case.pk) not in client.get(page).content.decode(), f"{page} as {person.name}"
    assert worlds.snapshot(world) == before


def test_another_agency_s_people_cannot_act() -> None:
    """D3-016: everybody on the staff may look, nobody may act on another agency's case."""
    world = worlds.build()
    before = worlds.snapshot(world)
    acting = [
        path for path, name, _, _ in routes(world) if name in ("work_do", "work_withdraw", "work_revoke")
    ]
    assert len(acting) == 3
    for _role, person in strangers():
        for path in acting:
            answer = browser(person).post(path, {"verdict": "agree", "text": "同意。", "reason": "项目调整"})
            assert answer.status_code in REFUSED, f"{path} as {person.name}: {answer.status_code}"
    assert worlds.snapshot(world) == before


def strangers() -> list[tuple[str, Person]]:
    """Somebody of another agency in every other role: the first half comes by on SQLite, the second on PostgreSQL."""
    half = STAFF_ROLES[connection.vendor == "postgresql" :: 2]
    return [(role, worlds.stranger(role)) for role in half]
