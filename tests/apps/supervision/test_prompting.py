"""催办: handler, head and supervisor are told of a step's lights, each light once (issue 5, 3; D3-066, D3-067)."""

from datetime import datetime, timedelta

import pytest

from shenpi.apps import timekeeping
from shenpi.apps.exchange.pumping import settle
from shenpi.apps.notices.models import Contact, Notice
from shenpi.apps.organisation.models import Agency, Office, Person, Post
from shenpi.apps.supervision import prompting
from shenpi.apps.supervision.models import MonitoredCase, MonitoredStep
from tests.support import county as counties
from tests.support.county import LONG_AGO, County

pytestmark = pytest.mark.django_db
SHANGHAI = timekeeping.SHANGHAI
MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=SHANGHAI)
"""The handler's five working days of an examination begun then end on Monday, 9 March at 17:30."""


@pytest.fixture
def county() -> County:
    """A case on its handler's desk, and a supervisor with a telephone."""
    county = counties.build(("committed",))
    bureau = Agency.objects.create(code="eyes", name="监察委", full_name="监察委员会", short_name="监")
    office = Office.objects.create(agency=bureau, code="eyes", name="监察室", kind="supervision")
    eye = county.people["eye"] = Person.objects.create(username="eye", name="陈静", kind="staff")
    Post.objects.create(person=eye, office=office, role="supervisor", valid_from=LONG_AGO)
    Contact.objects.create(person=eye, phone="13900001111")
    with timekeeping.at(MONDAY):
        county.accept(county.receive("committed"))
        settle()
    return county


def prompted(moment: datetime) -> list[tuple[str, str, str]]:
    """Sweep twice at a moment; return who has new messages: (event, name, channel)."""
    before = set(Notice.objects.values_list("pk", flat=True))
    with timekeeping.at(moment):
        prompting.sweep()
        prompting.sweep()
        settle()
    names = dict(Person.objects.values_list("pk", "name"))
    fresh = (
        Notice.objects.exclude(pk__in=before).filter(event__startswith="prompt").order_by("event", "channel")
    )
    return [(notice.event, names[notice.person_id], notice.channel) for notice in fresh]


def test_each_light_is_told_once_to_the_right_people(county):
    due = MonitoredStep.objects.get(role="handler", ended_at=None).due_at
    assert due == datetime(2026, 3, 9, 17, 30, tzinfo=SHANGHAI)
    told = [
        (day, hour, prompted(datetime(2026, 3, day, hour, tzinfo=SHANGHAI)))
        for day, hour in ((3, 9), (4, 17), (5, 9), (6, 9), (8, 16), (8, 18), (9, 9), (9, 18), (10, 9))
    ]
    assert [(day, hour, found) for day, hour, found in told if found] == [
        (5, 9, [("prompt.handler", "王磊", "site")]),  # two working days are left: Friday and Monday
        (8, 18, [("prompt.head", "陈刚", "site")]),  # yellow begins on Sunday at 17:30
        (9, 18, [("prompt.supervisor", "陈静", "site"), ("prompt.supervisor", "陈静", "sms")]),
    ]
    late = Notice.objects.get(channel="sms", event="prompt.supervisor")
    assert timekeeping.local(late.next_try_at) == datetime(2026, 3, 10, 8, 30, tzinfo=SHANGHAI)
    assert late.zone == "supervision"
    assert "王磊" in late.body
    assert Notice.objects.get(event="prompt.handler").facts["case_id"]


def test_done_suspended_and_new_limits(county):
    """What is done or rests prompts nobody; a later limit has its own lights."""
    friday = datetime(2026, 3, 6, 9, tzinfo=SHANGHAI)
    steps = MonitoredStep.objects.filter(role="handler")
    due = steps.get().due_at
    for values in ({"ended_at": MONDAY}, {"ended_at": None, "due_at": None, "suspended": True}):
        steps.update(**values)
        assert prompted(friday) == []
    steps.update(due_at=due, suspended=False)
    assert len(prompted(friday)) == 1
    steps.update(due_at=due + timedelta(days=7))
    assert prompted(friday) == []
    assert len(prompted(friday + timedelta(days=6))) == 1


def test_pool_and_private_item(county):
    """A step of a pool prompts everybody who may take it; a private item stays unnamed (D1-021)."""
    steps = MonitoredStep.objects.filter(role="handler")
    steps.update(person_id=None, person_name="", role="acceptor", office_code="window")
    MonitoredCase.objects.update(private=True)
    assert prompted(datetime(2026, 3, 6, 9, tzinfo=SHANGHAI)) == [("prompt.handler", "周敏", "site")]
    assert "建设用地" not in Notice.objects.get(event="prompt.handler").body
