"""Inspection records for everybody to consult (行政许可法 art. 61.2)."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from shenpi.apps.applications import projection
from shenpi.apps.applications.models import ProgressEvent
from shenpi.apps.ids import uuid7
from shenpi.core.contracts import moment

pytestmark = pytest.mark.django_db
BEGUN = datetime(2027, 3, 1, 1, 0, tzinfo=UTC)
PAGE = "portal_inspections"


def tell(holder: str, at: datetime, *, case: UUID | None = None, result: str = "compliant") -> UUID:
    case = case or uuid4()
    told = {
        "record_id": str(uuid7()),
        "case_id": str(case),
        "number": "2703010000017",
        "item_name": "建设用地规划许可",
        "agency": "广安区自然资源局",
        "holder": holder,
        "inspected_on": "2027-03-01",
        "findings": "按规划使用。",
        "result": result,
        "published_at": moment(at),
    }
    for _again in range(2):
        projection.on_inspection({"data": told})
    return case


def shown(client: Client, **asked: str) -> str:
    page = client.get(reverse(PAGE), asked)
    assert page.status_code == 200
    return page.content.decode()


def test_everybody_reads_the_newest_first_and_pages_by_key(client, django_assert_max_num_queries):
    """A record told twice stands once; a mark that no page gave is refused; page two begins where one ended."""
    for day in range(25):
        tell(f"企业{day:02}", BEGUN + timedelta(days=day))
    with django_assert_max_num_queries(8):
        first = client.get(reverse(PAGE))
    assert [each.inspection.holder for each in first.context["records"]][:2] == ["企业24", "企业23"]
    rest = client.get(reverse(PAGE), {"after": first.context["page"].next}).context["records"]
    assert [each.inspection.holder for each in rest] == [f"企业{day:02}" for day in range(4, -1, -1)]
    assert client.get(reverse(PAGE), {"after": "x"}).status_code == 422
    assert "企业07" in shown(client, q="企业07")
    assert "企业08" not in shown(client, q="企业07")
    assert "没有找到" in shown(client, q="无此人")


def test_what_became_of_it_stands_beside_the_record_that_it_follows(client):
    case = tell("张*", BEGUN, result="faulty")

    def event(seq: int, kind: str, days: int, **data: object) -> None:
        at = BEGUN + timedelta(days=days)
        ProgressEvent.objects.create(case_id=case, seq=seq, type=kind, at=at, data=data)

    event(1, "rectification.ordered", 1)
    assert "3月2日（星期二）责令改正" in shown(client)
    event(2, "rectification.checked", 8, rectified=True)
    assert "3月9日（星期二）复查已改正" in shown(client)
    tell("张*", BEGUN + timedelta(days=20), case=case)
    assert shown(client).count("已责令改正") == 1, "the next inspection begins anew"
    assert reverse(PAGE) in client.get("/").content.decode()
