"""Numbers of complaints, enquiries and ratings lead to what stands behind them, as far as the reader's rights go."""

import re
from datetime import timedelta
from html import unescape
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from shenpi.apps.organisation.models import Agency, Office, Person, Post
from shenpi.apps.organisation.roles import Role
from shenpi.apps.supervision.evaluation import periods
from shenpi.apps.supervision.matters import rating
from shenpi.apps.supervision.models import Filer, Matter, MatterEntry, Rating, Signal
from shenpi.apps.supervision.reports import brought
from shenpi.apps.supervision.reports.catalogue import REPORTS
from shenpi.apps.supervision.reports.table import Asked, Row, Table
from tests.apps.supervision.sample import NOW

pytestmark = pytest.mark.django_db
NOVEMBER = periods.read("2026-11")
MARKET, FOREST = "市场监督管理局", "林业局"
CLERK = UUID(int=7)


def bring(kind: str, agency: str, handler: str = "J", **given: object) -> Matter:
    name = {"A1": MARKET, "A2": FOREST}.get(agency, "")
    told = {"state": "closed", "opened_at": NOW, "title": f"{kind}：{name}", "handler_code": handler}
    serial = Matter.objects.count() + 1
    where = {"agency_code": agency, "agency_name": name, "year": 2026, "serial": serial}
    return Matter.objects.create(kind=kind, **where, **told | given)


def rate(grade: int, *, agency: str = "A1", key: UUID | None = None, **given: object) -> Rating:
    kept = Rating(id=key or uuid4(), agency_code=agency, grade=grade, channel="online", at=NOW, **given)
    rating.count(kept)
    return kept


@pytest.fixture
def november() -> dict[str, Matter]:
    """Of A1 two complaints (one went past its own supervisor), two enquiries, one late; of A2 and nobody one each."""
    made = {
        "upheld": bring("complaint", "A1", "A1", finding="upheld"),
        "grave": bring("complaint", "A1", "J", finding="partly", state="replied"),
        "question": bring("enquiry", "A1"),
        "late": bring("enquiry", "A1", opened_at=NOW - timedelta(days=60), state="waiting"),
        "bad": bring("rating", "A1", state="returned"),
        "theirs": bring("complaint", "A2", "A2", finding="unfounded"),
        "whose": bring("enquiry", "", state="waiting"),
        "before": bring("complaint", "A1", "A1", opened_at=NOW - timedelta(days=60)),
    }
    Filer.objects.create(matter=made["upheld"], name="王芳", phone="13900000000")
    MatterEntry.objects.create(matter=made["upheld"], position=1, act="file", text="没有一次性告知。", at=NOW)
    times = dict.fromkeys(("since", "at", "raised_at"), NOW)
    told = {"rule": "enquiry_overdue", "level": "anomaly", "key": "1", "agency_code": "A1"}
    Signal.objects.create(subject=f"matter:{made['late'].pk}", **told, **times)
    rate(1, key=made["bad"].pk, case_id=uuid4(), office_code="A1-01", text="等了三次。")
    rate(5, case_id=uuid4(), item_code="511602-0001")
    rate(5, visit_id=uuid4(), office_code="A1-01", person_id=CLERK)
    rate(4, agency="A2")
    rating.strike(rate(1, text="瞎说").pk)
    return made


def numbers(table: Table) -> list[tuple[Row, str, int]]:
    """Return every number above nought that something stands behind, with its line and what it measures."""
    measures = [(place, column.measure) for place, column in enumerate(table.columns)]
    lines = [*table.rows, *([table.total] if table.total else [])]
    asked = {*brought.MATTERS, *brought.RATINGS}
    return [
        (row, measure, row.cells[place])
        for row in lines
        for place, measure in measures
        if measure in asked and row.cells[place]
    ]


def test_each_number_is_that_of_what_stands_behind_it(november: dict[str, Matter]) -> None:
    """Requirements §11.7, D9-008, D10-045: complaints, enquiries, bad ratings, and grades however cut."""
    seen: dict[str, int] = {}
    for name in ("feedback", "five_zeros"):
        for row, measure, number in numbers(REPORTS[name].make(Asked(NOVEMBER))):
            key = {part: value for part, value in row.key.items() if part != "period"}
            listed = brought.matters(measure, periods.read(row.key["period"]), **key)
            assert len(listed.rows) == number, (name, row.cells, measure)
            seen[measure] = max(seen.get(measure, 0), number)
    assert seen == {
        "complaint": 3,
        "enquiry": 2,
        "rating": 1,
        "upheld": 1,
        "partly": 1,
        "unfounded": 1,
        "open": 3,
        "complaints": 2,
        "distance": 1,
    }
    for way in REPORTS["ratings"].ways:
        for agency in ("", "A1"):
            found = numbers(REPORTS["ratings"].make(Asked(NOVEMBER, agency, way)))
            assert len(found) >= 5, way
            for row, measure, number in found:
                key = {part: value for part, value in row.key.items() if part != "period"}
                listed = brought.ratings(measure, NOVEMBER, **key)
                assert len(listed.rows) == number, (way, agency, row.cells, measure)
    assert brought.matters("received", NOVEMBER) is None
    assert brought.ratings("rated", NOVEMBER, person="x") is None


def linked(client: Client, report: str) -> list[str]:
    page = client.get(reverse("supervise:report", args=[report]), {"period": "2026-11"}).content.decode()
    return [
        unescape(url) for url in re.findall(r'href="(/supervise/reports/(?:matters|rated)/\?[^"]*)"', page)
    ]


def test_who_handles_them_follows_the_numbers(november: dict[str, Matter], supervisor: Client) -> None:
    """The bureau opens every list, and from it each matter; nobody's name and nobody's case is told by a list."""
    shown = ""
    for report in ("feedback", "five_zeros", "ratings"):
        links = linked(supervisor, report)
        assert links, report
        for link in links:
            answer = supervisor.get(link)
            assert answer.status_code == 200, link
            shown += answer.content.decode()
    for matter in (november["upheld"], november["late"], november["bad"], november["whose"]):
        assert reverse("supervise:matter", args=[matter.pk]) in shown
    assert "等了三次。" in shown
    cases = [str(key) for key in Rating.objects.exclude(case_id=None).values_list("case_id", flat=True)]
    assert not any(secret in shown for secret in ("王芳", "13900000000", "没有一次性告知", "瞎说", *cases))
    for view in ("report_matters", "report_ratings"):
        assert (
            supervisor.get(reverse(f"supervise:{view}"), {"measure": "x", "period": "2026"}).status_code
            == 404
        )


def test_a_leader_reads_the_numbers_alone(november: dict[str, Matter], signed_in) -> None:
    """docs/complaints.md: leaders may be whom it is about."""
    leader: Client = signed_in(Role.LEADER)
    for report in ("feedback", "five_zeros", "ratings"):
        assert linked(leader, report) == []
    assert leader.get(reverse("supervise:report_matters")).status_code == 403
    assert leader.get(reverse("supervise:report_ratings")).status_code == 403


@pytest.mark.parametrize("roles", [(Role.INSPECTOR,), (Role.INSPECTOR, Role.LEADER)])
def test_an_own_supervisor_follows_them_within_the_agency(november: dict[str, Matter], roles) -> None:
    """D10-076: neither another agency's, nor a complaint that went past to the bureau, though it is counted.

    Who leads the agency besides reads no more of what people bring.
    """
    agency = Agency.objects.create(code="A1", name=MARKET, full_name=MARKET, short_name="市监")
    office = Office.objects.create(agency=agency, code="A1-09", name="监察室")
    person = Person.objects.create_user(username="inspector", name="陈静", kind=Person.Kind.STAFF)
    for role in roles:
        Post.objects.create(person=person, office=office, role=role, valid_from=NOW - timedelta(days=9))
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    shown = "".join(client.get(link).content.decode() for link in linked(client, "feedback"))
    assert reverse("supervise:matter", args=[november["upheld"].pk]) in shown
    lists = shown + client.get(reverse("supervise:feedback")).content.decode()
    for hidden in (november["grave"], november["theirs"], november["whose"]):
        assert str(hidden.pk) not in lists
    asked = {"measure": "rated", "period": "2026-11"}
    mine = client.get(reverse("supervise:report_ratings"), asked).content.decode()
    assert "等了三次。" in mine
    assert FOREST not in mine
    others = client.get(reverse("supervise:report_ratings"), asked | {"agency": "A2"})
    assert FOREST not in others.content.decode()
