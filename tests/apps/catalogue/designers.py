"""People who draw and approve processes, for the tests of their acts."""

from datetime import UTC, datetime

from shenpi.apps.organisation.models import Agency, Office, Person, Post
from shenpi.apps.organisation.roles import Role

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def somebody(username: str, *roles: str) -> Person:
    """Make somebody with posts of these roles in one office."""
    agency, _made = Agency.objects.get_or_create(
        code="D", defaults={"name": "区行政审批局", "full_name": "广安区行政审批局", "short_name": "区审批"}
    )
    office, _made = Office.objects.get_or_create(agency=agency, code="d", defaults={"name": "审改协调股"})
    person = Person.objects.create_user(username, name=username, kind=Person.Kind.STAFF)
    for role in roles:
        Post.objects.create(person=person, office=office, role=role, valid_from=LONG_AGO)
    return person


def designer(username: str = "谢明慧") -> Person:
    """Make somebody who draws."""
    return somebody(username, Role.DESIGNER)


def approver(username: str = "许嘉宁") -> Person:
    """Make somebody who approves."""
    return somebody(username, Role.LEGAL)
