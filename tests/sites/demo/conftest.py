"""The demonstration's people in the county's real catalogue, which stands while a module's tests run."""

from collections.abc import Iterator
from random import Random

import pytest
from pytest_django import DjangoDbBlocker

from shenpi.sites.demo import online, personas
from tests.support import real_county, snapshots


@pytest.fixture(scope="module")
def county(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Offices, people and items; what a test does with them is taken back."""
    with django_db_blocker.unblock():
        real_county.bring()
    yield
    with django_db_blocker.unblock():
        snapshots.bring_back(snapshots.EMPTY)


@pytest.fixture
def people(county, db):
    """Everybody a newcomer may be, and the items they work on."""
    return online.sign_up(personas.APPLICANT, Random(1), name="李晓明")
