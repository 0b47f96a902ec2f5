"""People of the supervision office and others, and a county with every light."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.test import Client

from shenpi.apps import timekeeping
from shenpi.apps.organisation.models import Agency, Office, Person, Post
from shenpi.apps.organisation.roles import Role
from shenpi.apps.supervision.models import MonitoredStep
from shenpi.apps.supervision.recording import record_red_steps
from tests.apps.supervision.sample import HOUR, NOW, case, step


@pytest.fixture(autouse=True)
def present() -> Iterator[None]:
    """Every page is asked at the sample's present."""
    with timekeeping.at(NOW):
        yield


@pytest.fixture
def signed_in(db: None) -> Callable[[str], Client]:
    """Return a client signed in as a member of staff with the role, or as an applicant."""

    def sign_in(role: str) -> Client:
        kind = Person.Kind.APPLICANT if role == Role.APPLICANT else Person.Kind.STAFF
        person = Person.objects.create_user(username=role, name="陈静", kind=kind)
        if kind == Person.Kind.STAFF:
            agency = Agency.objects.create(code="J", name="监察委", full_name="监察委员会", short_name="监")
            office = Office.objects.create(agency=agency, code="J-1", name="效能监察室", kind="supervision")
            Post.objects.create(person=person, office=office, role=role, valid_from=NOW - timedelta(days=9))
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def supervisor(signed_in: Callable[[str], Client]) -> Client:
    return signed_in(Role.SUPERVISOR)


@pytest.fixture
def county(db: None) -> dict[str, MonitoredStep]:
    """One step of each light at two agencies, and the record of the red one."""
    forest = {"agency_code": "A2", "agency_name": "林业局", "office_code": "A2-01", "office_name": "资源股"}
    steps = {
        "green": step(case(number="N-GREEN"), due=72 * HOUR),
        "yellow": step(case(number="N-YELLOW"), due=2 * HOUR, name="初审", **forest),
        "red": step(case(number="N-RED"), due=-50 * HOUR, name="会审", capacity="授权"),
        "paused": step(
            case(number="N-PAUSED"), suspended=True, role="applicant", person_id=None, person_name=""
        ),
    }
    record_red_steps(NOW)
    return steps
