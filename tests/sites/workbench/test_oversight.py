"""The workbench's pages of supervision orders: shown to whom they concern, answered once."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from shenpi.apps.exchange.models import InboxMessage
from shenpi.apps.organisation.models import Agency, Office, Person, Post
from shenpi.apps.organisation.roles import Role
from shenpi.apps.oversight import projection
from shenpi.core import contracts

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


@pytest.fixture
def office() -> Office:
    agency = Agency.objects.create(code="A1", name="市监局", full_name="市场监督管理局", short_name="市监")
    return Office.objects.create(agency=agency, code="A1-01", name="食品科", kind="business")


def client(office: Office, role: str) -> Client:
    person = Person.objects.create_user(username=role, name="陈静", kind=Person.Kind.STAFF)
    Post.objects.create(person=person, office=office, role=role, valid_from=NOW - timedelta(days=400))
    found = Client()
    found.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return found


def told(position: int = 1, **data: object) -> dict[str, object]:
    given = {
        "matter_id": str(uuid4()),
        "kind": "order",
        "number": "督〔2026〕1号",
        "title": "限期办结",
        "agency_code": "A1",
        "office_code": "A1-01",
        "office": "食品科",
        "state": "issued",
        "position": position,
        "act": "issue",
        "text": "请说明原因。",
        "occurred_at": contracts.moment(NOW),
        "due_at": contracts.moment(NOW + timedelta(days=3)),
        "answers": ["answer"],
    } | data
    message = contracts.message(
        type="shenpi.supervision.matter.told",
        source="/supervision/0",
        subject=str(given["matter_id"]),
        data=given,
        time=NOW,
        id=uuid4(),
    )
    contracts.validate(message)
    projection.on_told(message)
    return given


def test_the_head_reads_and_answers(office: Office) -> None:
    """D10-017: the order is on the head's page, the answer leaves as a message, once."""
    matter = told()
    head = client(office, Role.OFFICE_HEAD)
    assert "督〔2026〕1号" in head.get(reverse("work_oversight")).content.decode()
    page = reverse("work_oversight_matter", args=[matter["matter_id"]])
    for wrong in (" ", "看\x00过", "长" * 5001):
        assert head.post(page, {"act": "answer", "text": wrong}).status_code == 422
    assert head.post(page, {"act": "answer", "text": "已办结。"}).status_code == 302
    sent = InboxMessage.objects.get(type="shenpi.supervision.matter.answered")
    assert sent.message["data"]["text"] == "已办结。"
    assert head.post(page, {"act": "answer", "text": "再答"}).status_code == 409


def test_others_do_not_see_it(office: Office) -> None:
    """An order to the office is its head's and its leaders' affair."""
    matter = told()
    handler = client(office, Role.HANDLER)
    assert "督〔2026〕1号" not in handler.get(reverse("work_oversight")).content.decode()
    assert handler.get(reverse("work_oversight_matter", args=[matter["matter_id"]])).status_code == 404


def test_messages_may_come_in_any_order(office: Office) -> None:
    """A late entry is shown, and does not turn the matter back."""
    matter = told(position=2, act="recall", state="closed", answers=[], due_at=None)
    told(position=1, matter_id=matter["matter_id"])
    head = client(office, Role.OFFICE_HEAD)
    shown = head.get(reverse("work_oversight_matter", args=[matter["matter_id"]])).content.decode()
    assert "监察机构撤回督办" in shown
    assert "请说明原因。" in shown
    assert "送交监察机构" not in shown
