"""An applicant sees before filing how he will be told, and afterwards what he was told."""

import pytest
from django.urls import reverse

from shenpi.apps.ids import uuid7
from shenpi.apps.notices import queries, writing
from shenpi.apps.notices.people import Recipient
from tests.apps.notices.conftest import MONDAY
from tests.support.public_zone import make_applicant

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(wang):
    """A message about a case of hers, in the public zone."""
    facts = {"item": "食品经营许可", "number": "2611230000017", "name": "王＊"}
    recipient = Recipient("applicant", "王芳", person_id=wang.pk)
    writing.write("public", [writing.Told("x", "case.accepted", MONDAY, uuid7(), recipient, facts)])
    return queries.inbox(wang).get()


def test_the_plan_stands_before_the_submission(client, draft):
    """Issue 4, 10: how and when the applicant will be told, with the telephone masked."""
    page = client.get(reverse("portal_check", args=[draft.pk])).content.decode()
    assert "提交后怎样通知您" in page
    assert "138****5678" in page
    assert "已作出决定" in page


def test_messages_are_counted_read_and_belong_to_their_person(client, wang, told):
    page = client.get(reverse("portal_messages")).content.decode()
    assert "食品经营许可（编号261123-000001-7）已受理" in page
    assert '<span class="unread">1' in page
    assert reverse("portal_case", args=[told.subject_id]) in page
    stranger = make_applicant("li", name="李雷")
    client.force_login(stranger, backend="django.contrib.auth.backends.ModelBackend")
    assert "食品经营许可" not in client.get(reverse("portal_messages")).content.decode()
    client.post(reverse("portal_messages"), {"seen": [str(told.pk), "nonsense"]})
    assert queries.unread(wang) == 1, "somebody else marked it as read"
    client.force_login(wang, backend="django.contrib.auth.backends.ModelBackend")
    client.post(reverse("portal_messages"), {"seen": [str(told.pk)]})
    assert 'class="unread"' not in client.get(reverse("portal_messages")).content.decode()


def test_messages_are_read_in_the_reader_s_language(client, told):
    """The packaged words come from the catalogue; here the facts stay, whatever the language of the words."""
    client.cookies["django_language"] = "en"
    page = client.get(reverse("portal_messages")).content.decode()
    assert "261123-000001-7" in page


def test_an_address_that_is_none_is_told_beside_its_field(client, wang):
    answer = client.post(reverse("portal_messages"), {"email": "wang@"})
    assert answer.status_code == 422
    assert 'value="wang@"' in answer.content.decode()
    assert client.post(reverse("portal_messages"), {"email": "wang@example.cn"}).status_code == 302
    assert queries.contact(wang).email == "wang@example.cn"
