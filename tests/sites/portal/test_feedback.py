"""The portal's complaints, enquiries and ratings: nothing typed is lost, nobody reads what others filed."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from shenpi.apps import timekeeping
from shenpi.apps.applications.models import Progress
from shenpi.apps.applications.states import State
from shenpi.apps.documents import codes
from shenpi.apps.feedback import secrets
from shenpi.apps.feedback.models import Faq, Feedback
from shenpi.apps.supervision.models import Matter, Rating

pytestmark = pytest.mark.django_db


def test_a_stranger_files_a_complaint_and_follows_it(version) -> None:
    """D1-015, D10-044: no account needed; the code is shown once, and opens it elsewhere."""
    browser = Client()
    assert reverse("portal_file_complaint") in browser.get(reverse("portal_complain")).content.decode()
    page = reverse("portal_file_complaint")
    assert "查询码" in browser.get(page).content.decode()
    key = re.search(r'name="key" value="([^"]+)"', browser.get(page).content.decode())[1]
    typed = {"key": key, "text": "态度很差。", "agency": "sjj", "named": "yes", "name": "赵六"}
    answer = browser.post(page, typed)
    assert answer.status_code == 422
    assert "态度很差。" in answer.content.decode()
    whole = typed | {"category": "attitude", "phone": "139"}
    filed = browser.post(page, whole)
    assert browser.post(page, whole).url == filed.url  # the button was pressed twice
    found = Feedback.objects.get()
    assert filed.url == reverse("portal_feedback", args=[found.pk])
    shown = browser.get(filed.url).content.decode()
    assert codes.grouped(secrets.code_of(found.pk)) in shown
    assert "诉〔" in shown
    assert Matter.objects.get().filer.name == "赵六"
    other = Client()
    assert other.get(filed.url).status_code == 404
    for guess in (
        str(found.pk),
        f"{found.pk}:{key.partition(':')[2]}x",
    ):  # the complained-of office knows the id
        assert other.post(page, whole | {"key": guess}).url != filed.url
    assert other.get(filed.url).status_code == 404
    assert other.post(reverse("portal_feedback_mine"), {"code": "XXXX-XXXX-XXXX"}).status_code == 422
    opened = other.post(reverse("portal_feedback_mine"), {"code": secrets.code_of(found.pk).lower()})
    assert other.get(opened.url).status_code == 200
    assert other.post(filed.url, {"act": "content"}).status_code == 409


def test_an_enquiry_about_an_item_starts_at_its_guide(client, version) -> None:
    """Good answers stand on the guide as questions; from there one asks about this item."""
    code = version.item.code
    Faq.objects.create(
        id=uuid4(),
        item_code=code,
        agency_name="区市场监管局",
        question="要原件吗？",
        answer="核对后退还。",
        published_at=timekeeping.now(),
    )
    guide = client.get(reverse("portal_item", args=[code])).content.decode()
    assert "要原件吗？" in guide
    page = f"{reverse('portal_file_enquiry')}?item={code}"
    assert page in guide
    assert "食品经营许可" in client.get(page).content.decode()
    client.post(page, {"item": code, "text": "能不能邮寄？", "named": "no"})
    assert "能不能邮寄？" not in Client().get(reverse("portal_feedback_mine")).content.decode()
    assert "食品经营许可" in client.get(reverse("portal_feedback_mine")).content.decode()
    assert Matter.objects.get().kind == "enquiry"


def test_a_case_is_rated_once_by_its_applicant(client, draft, wang) -> None:
    """国办发〔2019〕51号: five grades, a reason for the lowest two, once, and only one's own."""
    from shenpi.apps.applications import acts

    made = acts.submit(draft.pk, by=wang)
    page = reverse("portal_rate_case", args=[made.application.pk])
    assert client.get(page).status_code == 409
    Progress.objects.filter(pk=made.application.pk).update(state=State.COMPLETED)
    assert Client().get(page).status_code == 404
    assert client.post(page, {"grade": "1"}).status_code == 422
    answer = client.post(page, {"grade": "5", "text": "很快"})
    assert "谢谢您的评价" in client.get(answer.url).content.decode()
    assert client.get(page).url == answer.url
    assert Rating.objects.get().grade == 5
    stranger = Client()
    asked = {"number": made.application.number, "code": made.query_code}
    assert "评价这次办理" not in stranger.post(reverse("portal_query"), asked).content.decode()


def test_a_wrong_rating_code_finds_nothing() -> None:
    """Guessing is braked like every other code."""
    browser = Client()
    assert browser.post(reverse("portal_rate"), {"code": "短"}).status_code == 422
    assert browser.get(reverse("portal_rate_visit", args=["AAAABBBBCCCC"])).status_code == 404
