"""An item, an applicant and a draft ready to be sent."""

import pytest

from shenpi.apps.applications import acts
from shenpi.apps.applications.models import Draft
from shenpi.apps.catalogue.models import ItemVersion
from shenpi.apps.organisation.models import Person
from tests.support.public_zone import ANSWERS, make_applicant, make_item, pdf


@pytest.fixture
def version(db) -> ItemVersion:
    return make_item()


@pytest.fixture
def wang(db) -> Person:
    return make_applicant()


@pytest.fixture
def draft(version: ItemVersion, wang: Person) -> Draft:
    """A complete draft."""
    begun = acts.start_draft(by=wang, version=version)
    acts.save_section(begun.pk, by=wang, section="1", values=ANSWERS, keys=list(ANSWERS))
    acts.attach(begun.pk, by=wang, material="licence", upload=pdf())
    return begun
