"""Somebody who draws, somebody who approves, and a draft on the board."""

from collections.abc import Callable

import pytest
from django.test import Client

from shenpi.apps.catalogue import acts
from shenpi.apps.catalogue.models import ProcessDraft
from shenpi.apps.organisation.models import Person
from shenpi.apps.organisation.roles import Role
from shenpi.core.process import template
from tests.apps.catalogue.designers import somebody

BPMN = template("committed").decode().replace('shenpi:key="committed"', 'shenpi:key="pilot"')


@pytest.fixture
def people(db: None) -> dict[str, Person]:
    """The studio's people by role, and the offices' staff that a process names."""
    somebody("各岗", Role.ACCEPTOR, Role.HANDLER, Role.OFFICE_HEAD, Role.LEADER)
    return {
        role: somebody(role, role) for role in (Role.DESIGNER, Role.LEGAL, Role.REFORM, Role.ADMINISTRATOR)
    }


@pytest.fixture
def enter(people: dict[str, Person]) -> Callable[[str], Client]:
    """Sign in as the person of a role."""

    def sign_in(role: str) -> Client:
        client = Client()
        client.force_login(people[role], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def draft(people: dict[str, Person]) -> ProcessDraft:
    """A process being drawn."""
    return acts.draft_process(by=people[Role.DESIGNER], key="pilot", name="容缺受理", bpmn=BPMN)
