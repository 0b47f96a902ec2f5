"""The demonstration's supervision bureau: an order done with and one that waits, a violation file, an objection."""

from datetime import timedelta
from uuid import uuid4

import pytest

from shenpi.apps import timekeeping
from shenpi.apps.organisation.models import Post
from shenpi.apps.organisation.roles import Role
from shenpi.apps.supervision import sealing
from shenpi.apps.supervision.models import Matter, Signal
from shenpi.sites.demo import bureau

pytestmark = pytest.mark.django_db


def test_the_bureau_acts_once_on_its_red_cards(people) -> None:
    """D10-017, D10-084: every list of supervision has something to show a newcomer."""
    held = Post.objects.filter(office__agency__code="zrzy", role=Role.HANDLER).select_related(
        "person", "office"
    )[0]
    at = timekeeping.now() - timedelta(days=20)
    office = {"office_code": str(held.office_id), "office_name": held.office.name}
    person = {"person_id": held.person_id, "person_name": held.person.name}
    told = office | person | {"agency_code": "zrzy", "rule": "step_due", "level": "red", "since": at}
    cards = [
        Signal.objects.create(subject=str(n), key=str(n), case_id=uuid4(), at=at, raised_at=at, **told)
        for n in range(4)
    ]
    sealing.seal(cards)
    for _again in range(2):
        bureau.take_up()
        states = sorted(Matter.objects.values_list("kind", "state"))
        assert states == [
            ("objection", "raised"),
            ("order", "closed"),
            ("order", "issued"),
            ("violation", "stated"),
        ]
    assert list(sealing.verify()) == []
