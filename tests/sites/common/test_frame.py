"""The frame of every page: refusals as pages, words for lights and limits, lists cut into pages."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.http import HttpResponse
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils import translation

from shenpi.apps import timekeeping
from shenpi.apps.errors import Invalid, NotAllowed, NotFound, Refusal, Stale
from shenpi.sites.common.paging import page_of
from shenpi.sites.common.refusals import RefusalMiddleware

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def draw(source: str, **context: object) -> str:
    return Template("{% load shenpi %}" + source).render(Context(context)).strip()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("refusal", "status"),
    [(Refusal("x", "先做别的。"), 409), (NotAllowed("x", "先做别的。"), 403), (NotFound("x", "先做别的。"), 404),
     (Stale("x", "先做别的。"), 409), (Invalid("x", "先做别的。", fields={"a": ["甲不对。"]}), 422)],
)  # fmt: skip
def test_a_refusal_becomes_a_page_that_says_what_to_do(rf: RequestFactory, client, refusal, status):
    request = client.get("/healthz").wsgi_request
    answer = RefusalMiddleware(lambda _request: HttpResponse()).process_exception(request, refusal)
    assert answer is not None
    assert answer.status_code == status
    assert "先做别的。" in answer.content.decode()


@pytest.mark.django_db
def test_for_htmx_a_refusal_is_a_notice_on_the_page_in_use(client):
    request = client.get("/healthz", headers={"hx-request": "true"}).wsgi_request
    answer = RefusalMiddleware(lambda _request: HttpResponse()).process_exception(
        request, Stale("x", "别人已办。")
    )
    assert answer["HX-Retarget"] == "#notices"
    assert "<html" not in answer.content.decode()


def test_other_errors_and_the_api_are_left_alone(rf: RequestFactory):
    middleware = RefusalMiddleware(lambda _request: HttpResponse())
    assert middleware.process_exception(rf.get("/"), ValueError()) is None
    assert middleware.process_exception(rf.get("/api/x"), Refusal("x", "x")) is None


@pytest.mark.django_db
def test_a_stale_form_token_is_answered_in_words():
    answer = Client(enforce_csrf_checks=True).post("/settings/large-print/")
    assert answer.status_code == 403
    assert "打开得太久" in answer.content.decode()
    assert "请先登录" in answer.content.decode(), (
        "who was signed out meanwhile is not told of another account"
    )
    assert "换一个账号" not in answer.content.decode()


@pytest.mark.django_db
def test_an_error_of_ours_is_said_to_be_ours(client, monkeypatch):
    monkeypatch.setattr("shenpi.sites.common.views.connection", None)
    client.raise_request_exception = False
    answer = client.get("/healthz")
    assert answer.status_code == 500
    assert "不是您的问题" in answer.content.decode()


@pytest.mark.django_db
def test_health_needs_no_page(client):
    assert client.get("/healthz").content == b"ok\n"


@pytest.mark.parametrize(
    ("due_at", "light", "words"),
    [
        (MONDAY + timedelta(days=2, hours=7, minutes=30), "● 绿", "还剩 2 个工作日（11月25日 17:30 前）"),
        (MONDAY + timedelta(hours=7, minutes=30), "▲ 黄", "今天到期（17:30 前）"),
        (MONDAY - timedelta(days=3), "■ 红", "已超期 1 个工作日"),
    ],
)
def test_lights_and_limits_are_said_in_words_and_marks(due_at, light, words):
    """shared/look.md: lights never by colour alone; limits as 还剩 2 个工作日（11月25日 17:30 前）."""
    with timekeeping.at(MONDAY):
        shown = (
            draw("{% light due %}", due=due_at)
            .replace('<span aria-hidden="true">', "")
            .replace("</span>", "")
        )
        assert light in shown
        assert words in draw("{% due due %}", due=due_at)


def test_a_paused_and_an_ended_clock_have_no_colour_of_haste():
    with timekeeping.at(MONDAY):
        assert "❚❚" in draw("{% light due suspended=True %}", due=MONDAY)
        assert "计时已暂停" in draw("{% due due suspended=True %}", due=MONDAY)


def test_days_moments_amounts_and_masks():
    assert draw("{{ x|day }}", x=date(2026, 11, 23)) == "2026年11月23日（星期一）"
    assert draw("{{ x|day }}", x=datetime(2026, 11, 22, 16, 0, tzinfo=UTC)) == "2026年11月23日（星期一）"
    assert draw("{{ x|moment }}", x=MONDAY) == "2026年11月23日 10:00"
    assert draw("{{ x|money }}", x="1200") == "¥1,200.00"
    assert draw("{{ x|masked }}", x="11010519491231002X") == "110105********002X"
    assert draw("{{ x|masked }}", x="13812345678") == "138****5678"
    assert draw("{{ x|case_number }}", x="2611235000011") == "261123-500001-1"
    assert draw("{{ a|day }}{{ a|moment }}{{ a|masked }}{{ a|case_number }}", a=None) == ""


def test_english_readers_read_limits_in_english():
    with timekeeping.at(MONDAY), translation.override("en"):
        assert "working day" in draw("{% due due %}", due=MONDAY + timedelta(days=2))


@pytest.mark.parametrize("asked", ["", "0", "-1", "abc", "²", "9" * 30, "0000001" + "9" * 5000, "1e3"])
def test_a_strange_page_number_gives_the_first_or_an_empty_page(rf: RequestFactory, asked):
    page = page_of(list(range(30)), rf.get("/", {"page": asked}), size=20)
    assert page.rows in ([], list(range(20)))


def test_pages_keep_the_filters(rf: RequestFactory):
    page = page_of(list(range(45)), rf.get("/", {"q": "食品", "page": "2"}), size=20)
    assert (page.rows[0], len(page.rows), page.number) == (20, 20, 2)
    assert page.next == "q=%E9%A3%9F%E5%93%81&page=3"
    assert page.previous.endswith("page=1")
