"""Every due date explains itself day by day, on screen and as a PDF."""

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts
from shenpi.apps.casework.models import Task
from shenpi.apps.documents import typesetting

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def test_the_days_of_a_special_procedure_and_of_an_extension_stand_on_screen_and_on_paper(at_desk, county):
    """行政许可法 art. 42, 45, 82."""
    with timekeeping.at(MONDAY):
        case = county.receive()
        county.accept(case)
        acts.request_suspension(case.id, by=county["land.h"], procedure="testing", days=3, reason="取样")
        acts.request_extension(case.id, by=county["land.h"], reason="复杂")
        for act in ("approve_suspension", "approve_extension"):
            task = Task.objects.get(case=case, act=act)
            getattr(acts, act)(case.id, task.id, by=county["leader"], verdict="approve")
    with timekeeping.at(MONDAY + timedelta(days=2)):
        client = at_desk("land.h")
        screen = client.get(reverse("work_due", args=[case.pk])).content.decode()
        paper = client.get(reverse("work_due_pdf", args=[case.pk]))
    assert "暂停计时：检测" in screen
    assert "第 30 日" in screen
    assert paper["Content-Type"] == "application/pdf"
    pages = PdfReader(BytesIO(paper.content)).pages
    text = re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))
    for words in ("期限计算说明", "承诺时限", "法定时限30个工作日", "暂停计时：检测", "第30日", "清明"):
        assert words in text, words


def test_on_paper_it_is_chinese_whoever_prints_it(at_desk, county, monkeypatch):
    """The names of limits and of what rests them follow the reader on the page, never on paper."""
    with timekeeping.at(MONDAY):
        case = county.receive()
        county.accept(case)
        acts.request_suspension(case.id, by=county["land.h"], procedure="testing", days=3, reason="取样")
        task = Task.objects.get(case=case, act="approve_suspension")
        acts.approve_suspension(case.id, task.id, by=county["leader"], verdict="approve")
        facts = []
        monkeypatch.setattr(typesetting, "printout", lambda _, told, *rest: facts.append(told) or b"%PDF")
        client = at_desk("land.h")
        client.cookies["django_language"] = "en"
        screen = client.get(reverse("work_due", args=[case.pk])).content.decode()
        client.get(reverse("work_due_pdf", args=[case.pk]))
    assert "suspended: testing" in screen.lower()
    told = facts[0]["clocks"]
    assert "承诺时限" in [each["name"] for each in told]
    assert any("暂停计时：检测" in row["words"] for each in told for row in each["days"])


def test_a_closed_case_has_nothing_to_explain_but_breaks_nothing(at_desk, county):
    case = county.receive()
    acts.withdraw(case.id, by=None)
    assert at_desk("land.h").get(reverse("work_due_pdf", args=[case.pk])).status_code == 200
