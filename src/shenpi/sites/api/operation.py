"""Declaring an operation of the API: path, who may use it, what it answers. None can be declared without `access`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.security import SessionAuth

from shenpi.apps.organisation.models import Person
from shenpi.sites.common.access import Access, require

PUBLIC = Access("public")
APPLICANT = Access("applicant")
STAFF = Access("staff")

ACCESS: dict[str, Access] = {}
"""Who may use each operation, by the name of its route; `urls` gives it to the views."""


class Session(SessionAuth):
    """The session of the sign-in page, with Django's CSRF token on every request that changes something."""

    def __init__(self, access: Access) -> None:
        self.access = access
        super().__init__(csrf=True)

    def authenticate(self, request: HttpRequest, key: str | None) -> Person | None:
        if not request.user.is_authenticated:
            return None
        require(request, self.access)
        return request.user


def operation(
    router: Router, method: str, path: str, access: Access, **described: Any
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare a function as an operation; its name becomes operation id and route name."""

    def declare(function: Callable[..., Any]) -> Callable[..., Any]:
        name = function.__name__
        ACCESS[name] = access
        guard = None if access.kind == "public" else Session(access)
        return router.api_operation(
            [method], path, auth=guard, url_name=name, operation_id=name, **described
        )(function)

    return declare
