"""The demonstration's people, and where a test needs it the county's real catalogue with the worked items."""

from random import Random

import pytest

from shenpi.apps.casework import items
from shenpi.apps.catalogue import acts as catalogue
from shenpi.apps.organisation.acts import load_organisation
from shenpi.sites.demo import online, personas


@pytest.fixture
def people(db):
    """Everybody a newcomer may be."""
    load_organisation()
    return online.sign_up(personas.APPLICANT, Random(1), name="李晓明")


@pytest.fixture
def stage(people):
    """The people and the items they work on."""
    items.forget()  # the worked items have the same identifiers in every test, their offices not
    catalogue.import_catalogue()
    catalogue.load_worked_items()
    return people
