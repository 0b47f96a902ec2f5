"""A form makes one case, however often its button is pressed: it brings the identifier of the case, signed."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db import IntegrityError
from django.http import HttpRequest

from shenpi.apps.casework import queries
from shenpi.apps.ids import uuid7

_ids = Signer(salt="workbench.receive")


class Made(Exception):
    """Another press of the button has made the form's case."""


def sign(case_id: UUID) -> str:
    """Return the identifier as a form carries it."""
    return _ids.sign(str(case_id))


def of(request: HttpRequest) -> UUID:
    """Return the identifier that the form brought for the case it makes, or a new one."""
    try:
        return UUID(_ids.unsign(request.POST.get("case_id", "")))
    except (BadSignature, ValueError):
        return uuid7()


@contextmanager
def once(case_id: UUID) -> Iterator[None]:
    """Let the form make its case. Raises Made where that was done before, or just now by a faster press."""
    if queries.exists(case_id):
        raise Made
    try:
        yield
    except IntegrityError:
        if not queries.exists(case_id):
            raise
        raise Made from None
