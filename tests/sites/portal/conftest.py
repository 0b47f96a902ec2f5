"""The portal as a process of the public zone serves it, with an item and a signed-in applicant."""

import pytest
from django.test import Client

from shenpi.apps.applications import acts
from shenpi.apps.applications.models import Draft
from shenpi.apps.catalogue.models import ItemVersion
from shenpi.apps.organisation.models import Person
from tests.support.public_zone import ANSWERS, make_applicant, make_item, pdf


@pytest.fixture(autouse=True)
def public_routes(settings):
    settings.ROOT_URLCONF = "tests.support.public_urls"


@pytest.fixture
def version(db) -> ItemVersion:
    return make_item()


@pytest.fixture
def wang(db) -> Person:
    return make_applicant()


@pytest.fixture
def client(wang: Person) -> Client:
    """A browser in which 王芳 is signed in."""
    browser = Client()
    browser.force_login(wang, backend="django.contrib.auth.backends.ModelBackend")
    return browser


@pytest.fixture
def draft(version: ItemVersion, wang: Person) -> Draft:
    """A complete draft of hers."""
    begun = acts.start_draft(by=wang, version=version)
    acts.save_section(begun.pk, by=wang, section="1", values=ANSWERS, keys=list(ANSWERS))
    acts.attach(begun.pk, by=wang, material="licence", upload=pdf())
    return begun
