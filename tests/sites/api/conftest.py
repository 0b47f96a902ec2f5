"""An item open online, an applicant and her programs, as the API meets them."""

import pytest
from django.test import Client

from shenpi.apps.catalogue.models import ItemVersion
from shenpi.apps.organisation.models import Person
from tests.support.public_zone import make_applicant, make_item


@pytest.fixture
def version(db) -> ItemVersion:
    return make_item()


@pytest.fixture
def wang(db) -> Person:
    return make_applicant()


def signed_in(person: Person, *, csrf: bool = False) -> Client:
    """A program with a session."""
    program = Client(enforce_csrf_checks=csrf)
    program.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return program
