"""The administrator sees what was sent, tries again what failed, and sets plan and words."""

from datetime import time

import pytest
from django.urls import reverse

from shenpi.apps.notices import delivering, following, queries
from shenpi.apps.notices.models import Notice
from shenpi.apps.organisation.models import Person, Post
from tests.proof.world import stranger
from tests.support.county import LONG_AGO

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(county, at_desk, settings):
    settings.SHENPI_QUIET_HOURS = (time(), time())  # the tests run at night, too
    person = Person.objects.create(username="admin", name="蔡思远", kind="staff")
    Post.objects.create(
        person=person, office=county.offices["chief"], role="administrator", valid_from=LONG_AGO
    )
    county.people["admin"] = person
    county.receive("committed")
    following.follow()
    return at_desk("admin")


def test_a_failed_message_is_shown_with_its_reason_and_sent_again(admin):
    """D3-052: the delivery status is kept and can be acted on."""
    Notice.objects.filter(channel="sms").update(state="failed", error="号码停机")
    page = admin.get(reverse("work_messages_out"), {"state": "failed"}).content.decode()
    assert "号码停机" in page
    assert "138****0000" in page
    assert "13800000000" not in page
    notice = Notice.objects.get(channel="sms")
    answer = admin.post(reverse("work_messages_settle", args=[notice.pk]), {"state": "failed"}, follow=True)
    assert "已重新排队" in answer.content.decode()
    delivering.deliver()
    notice.refresh_from_db()
    assert (notice.state, notice.round) == ("sent", 1)
    answer = admin.post(reverse("work_messages_settle", args=[notice.pk]), {"drop": "1"}, follow=True)
    assert "已经发出" in answer.content.decode()


def test_plan_and_words_are_changed_and_faults_keep_what_was_typed(admin):
    url = reverse("work_messages_plan")
    assert admin.post(url, {"event": "case.accepted", "channels": ["sms"]}).status_code == 422
    assert admin.post(url, {"event": "case.accepted", "channels": ["site"]}).status_code == 302
    assert queries.plan(["case.accepted"])[0].channels == {"site"}
    one = admin.post(f"{url}?item=test-committed", {"event": "case.accepted", "channels": ["site", "mail"]})
    assert one.status_code == 302
    assert queries.plan(["case.accepted"], "test-committed")[0].channels == {"site", "mail"}
    assert admin.get(f"{url}?item=none").status_code == 404
    url = reverse("work_messages_text", args=["case.accepted"])
    answer = admin.post(url, {"subject": "受理了", "body": "{nobody}您好"})
    assert answer.status_code == 422
    assert "{nobody}您好" in answer.content.decode()
    assert admin.post(url, {"subject": "受理了", "body": "{name}您好"}, follow=True).status_code == 200
    assert "{name}您好" in admin.get(url).content.decode()


def test_a_handler_sees_what_the_applicant_was_told(admin, county, at_desk):
    """D3-052: the delivery status is on the case; strangers to the case do not see it."""
    notice = Notice.objects.get(channel="sms")
    Notice.objects.filter(pk=notice.pk).update(state="failed", error="号码停机")
    url = reverse("work_case_messages", args=[notice.subject_id])
    page = at_desk("clerk").get(url).content.decode()
    assert "已收到您的申请" in page
    assert "号码停机" in page
    county.people["stranger.handler"] = stranger("handler")
    assert at_desk("stranger.handler").get(url).status_code == 403


def test_only_the_administrator_enters(admin, at_desk):
    clerk = at_desk("clerk")
    for name in ("work_messages_out", "work_messages_plan"):
        assert clerk.get(reverse(name)).status_code == 403
    assert clerk.get(reverse("work_messages")).status_code == 200
