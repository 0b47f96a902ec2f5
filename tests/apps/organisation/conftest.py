"""A small agency: a window, two offices with A/B posts, a leader, a supervisor and an administrator."""

from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from shenpi.apps.organisation import acts
from shenpi.apps.organisation.models import Agency, Office, Person, Region, ServiceCentre, Window
from shenpi.apps.organisation.roles import Role
from shenpi.apps.timekeeping import at

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""Monday, 09:00 in Shanghai."""


@pytest.fixture
def clock() -> Callable[..., object]:
    """Simulate a moment: `with clock(day=5, hour=2): …` in March 2026, UTC."""
    return lambda day=2, hour=1, minute=0: at(datetime(2026, 3, day, hour, minute, tzinfo=UTC))


@pytest.fixture
def agency(db: None) -> SimpleNamespace:
    """Offices and people by name; every post begins before MONDAY."""
    county = Region.objects.create(code="511602000000", name="广安区", level=Region.Level.COUNTY)
    organ = Agency.objects.create(
        code="A",
        name="区自然资源和规划局",
        full_name="广安市广安区自然资源和规划局",
        short_name="广区自然资规",
        region=county,
    )
    other = Agency.objects.create(code="B", name="区住建局", full_name="区住建局", short_name="广区住建")
    make = lambda code, kind, of=organ: Office.objects.create(agency=of, code=code, name=code, kind=kind)  # noqa: E731
    found = SimpleNamespace(
        organ=organ,
        other=other,
        counter=make("窗口受理", Office.Kind.WINDOW),
        land=make("耕地保护股", Office.Kind.BUSINESS),
        use=make("用途管制股", Office.Kind.BUSINESS),
        board=make("局领导", Office.Kind.LEADERSHIP),
        foreign=make("住建窗口", Office.Kind.WINDOW, other),
        unserved=make("住建业务股", Office.Kind.BUSINESS, other),
    )
    hall = ServiceCentre.objects.create(code="hall", name="区政务服务中心")
    found.window = Window.objects.create(centre=hall, number="3", name="工程建设综合窗口")
    found.window.offices.set([found.counter, found.foreign])

    def person(username: str, office: Office, role: str, **post: object) -> Person:
        made = Person.objects.create_user(username, name=username, kind=Person.Kind.STAFF)
        acts.appoint(by=None, person=made, office=office, role=role, **post)
        return made

    with at(datetime(2026, 1, 1, tzinfo=UTC)):
        found.clerk = person("clerk", found.counter, Role.ACCEPTOR, window=found.window)
        found.second_clerk = person("second_clerk", found.counter, Role.ACCEPTOR, window=found.window)
        found.b_post = person("b_post", found.land, Role.HANDLER)
        found.a_post = person("a_post", found.land, Role.HANDLER, standby=found.b_post)
        found.head = person("head", found.land, Role.OFFICE_HEAD)
        found.user_head = person("user_head", found.use, Role.OFFICE_HEAD)
        found.leader = person("leader", found.board, Role.LEADER)
        found.supervisor = person("supervisor", found.board, Role.SUPERVISOR)
        found.administrator = person("administrator", found.board, Role.ADMINISTRATOR)
    return found
