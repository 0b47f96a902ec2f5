"""Whatever fits or breaks the description is answered as described: no error of ours (schemathesis, bounded)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from shenpi.config.wsgi import application
from shenpi.sites.api import urls  # noqa: F401  # declares the operations
from shenpi.sites.api.operation import ACCESS
from tests.sites.api.conftest import signed_in
from tests.support import county as counties

pytestmark = pytest.mark.django_db
EXAMPLES = 20
CHECKS = (
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)


def cookies_of(client: Any) -> dict[str, str]:
    """A session with its CSRF token, as a program keeps them."""
    client.get("/accounts/password/change/")
    return {name: morsel.value for name, morsel in client.cookies.items()}


@contextmanager
def one_transaction() -> Iterator[None]:
    """Keep the test's connection open between requests, as Django's own test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def described() -> Any:
    from shenpi.sites.api.api import api

    schema = api.get_openapi_schema()
    return schemathesis.openapi.from_dict(dict(schema))


UNBREAKABLE = {"get_health", "get_item"}
"""What they take has no shape that could be broken."""
ASKED = [(name, GenerationMode.POSITIVE) for name in sorted(ACCESS)] + [
    (name, GenerationMode.NEGATIVE) for name in sorted(ACCESS.keys() - UNBREAKABLE)
]


@pytest.mark.parametrize(("name", "mode"), ASKED, ids=lambda value: getattr(value, "value", value))
def test_an_operation_answers_as_described(described, version, wang, name, mode) -> None:
    described.app = application
    county = counties.build(("committed",))
    county.receive("committed")
    person = {"applicant": wang, "staff": county["clerk"]}.get(ACCESS[name].kind)
    cookies = cookies_of(signed_in(person)) if person else {}
    operation = described.find_operation_by_id(name)
    statuses: set[int] = set()

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def ask(case: Any) -> None:
        cache.clear()
        case.cookies = cookies
        token = {"X-CSRFToken": cookies.get("csrftoken", "")}
        statuses.add(case.call_and_validate(headers=token, checks=list(CHECKS)).status_code)

    with one_transaction():
        ask()
    assert statuses - {401, 403}, "the session lets it in"
