"""What anybody reads without an account: home, search, guide, notices, where to ask (D10-042, D1-015)."""

import re
from datetime import UTC, datetime
from io import BytesIO
from uuid import uuid4
from xml.etree import ElementTree

import pytest
from django.test import Client
from pypdf import PdfReader

from shenpi.apps import timekeeping
from shenpi.apps.applications.models import PublicNotice
from shenpi.apps.catalogue.elements import Element
from tests.support.public_zone import make_item

anybody = Client()


def text(answer) -> str:
    return answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/search/",
        "/agencies/",
        "/notices/",
        "/notices/screen/",
        "/ask/",
        "/complain/",
        "/query/",
        "/verify/",
    ],
)
def test_pages_work_in_an_empty_house_and_say_what_will_be_there(path):
    assert anybody.get(path).status_code == 200


@pytest.mark.django_db
def test_home_leads_by_search_doors_themes_and_agencies(version):
    page = text(anybody.get("/"))
    for words in ("我要办", "我要查", "我要问", "我要投诉", "区市场监管局", 'name="q"'):
        assert words in page


@pytest.mark.parametrize("asked", ["食品", "许可", "经营许可", "食品 经营"])
@pytest.mark.django_db
def test_two_characters_are_enough_to_find_an_item(version, asked):
    assert "/items/TEST-1/" in text(anybody.get("/search/", {"q": asked}))


@pytest.mark.parametrize(
    "query", ["q=%00", "q=" + "长" * 500, "q=<script>alert(1)</script>", "q=𠮷😀", "page=-1", "page=" + "9" * 40,
              "page=²", "theme=nothing", "agency=%27%22", "q=%ff%fe"]
)  # fmt: skip
@pytest.mark.django_db
def test_strange_questions_are_answered_with_a_page(version, query):
    answer = anybody.get(f"/search/?{query}")
    assert answer.status_code in {200, 400}
    assert "<script>alert" not in text(answer)


@pytest.mark.django_db
def test_a_guide_answers_first_and_then_tells_all_fourteen_elements(version):
    """D10-042."""
    page = text(anybody.get("/items/TEST-1/"))
    assert page.index("8 个工作日") < page.index('<section id="name"')
    assert "2 项材料" in page
    assert re.findall(r'<section id="(\w+)"', page) == [element.value for element in Element]
    assert all(f'href="#{element.value}"' in page for element in Element)


@pytest.mark.django_db
def test_an_item_that_is_not_online_says_where_to_go_instead_of_a_button(db):
    make_item("W-1", online=False)
    page = text(anybody.get("/items/W-1/"))
    assert "/apply/" not in page
    assert "不能网上申请" in page


@pytest.mark.django_db
def test_secret_and_unknown_items_are_not_found(version):
    version.item.secret_since, version.item.current = timekeeping.now(), None
    version.item.save(update_fields=["secret_since", "current"])
    assert anybody.get("/items/TEST-1/").status_code == 404
    assert anybody.get("/items/不存在/").status_code == 404


@pytest.mark.django_db
def test_the_blank_form_prints_every_field(version):
    page = text(anybody.get("/items/TEST-1/form/"))
    for words in ("经营场所", "□ 食品销售", "平方米", "身份证号码"):
        assert words in page


@pytest.mark.django_db
def test_whoever_sends_somebody_else_prints_the_letter_of_authorisation(version):
    """行政许可法 art. 29.2; D2-015: with the item named, the powers to tick, the time and both signatures left open."""
    answer = anybody.get(f"/items/{version.item.code}/authorisation/")
    assert answer["Content-Type"] == "application/pdf"
    printed = re.sub(r"\s+", "", PdfReader(BytesIO(answer.content)).pages[0].extract_text())
    for words in (
        "授权委托书",
        version.item.name,
        version.item.agency.full_name,
        "查阅、领取文书",
        "第二十九条",
    ):
        assert words in printed, words


@pytest.mark.django_db
def test_notices_are_found_by_item_and_by_number_with_dashes():
    PublicNotice.objects.create(
        case_id=uuid4(), number="2611025000017", item_name="食品经营许可", agency_name="局", applicant="王*",
        outcome="granted", published_at=datetime(2026, 11, 20, tzinfo=UTC),
    )  # fmt: skip
    for asked in ("食品", "261102-500001-7"):
        assert "王*" in text(anybody.get("/notices/", {"q": asked}))
    assert "王*" not in text(anybody.get("/notices/", {"q": "驾校"}))


@pytest.mark.django_db
def test_results_go_to_the_centre_s_site_the_department_s_and_the_screen_in_the_hall(version):
    """D3-059: on the portal, as a feed that an agency's own site shows, and large on a touch screen."""
    agency = version.item.agency
    for name, whose in ((agency.full_name, "本局"), ("另一个局", "别局")):
        PublicNotice.objects.create(
            case_id=uuid4(), number="2611025000017", item_name=f"{whose}许可", agency_name=name,
            outcome="granted", published_at=datetime(2026, 11, 20, tzinfo=UTC),
        )  # fmt: skip
    for path in ("/notices/", "/notices/screen/", "/notices/feed/"):
        everybody, own = text(anybody.get(path)), text(anybody.get(path, {"agency": agency.code}))
        assert ("本局许可" in everybody, "别局许可" in everybody) == (True, True), path
        assert ("本局许可" in own, "别局许可" in own) == (True, False), path
    feed = ElementTree.fromstring(anybody.get("/notices/feed/").content)
    titles = [each.text for each in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert "本局许可：准予" in titles


@pytest.mark.django_db
def test_large_print_and_language_are_one_press_away_and_return_to_the_page(version):
    browser = Client()
    assert browser.post("/settings/large-print/", {"next": "/search/"}).url == "/search/"
    assert "large-print" in text(browser.get("/"))
    assert browser.post("/settings/large-print/", {"next": "https://elsewhere.example/"}).url == "/"
    assert browser.post("/i18n/setlang/", {"language": "en", "next": "/"}).url == "/"
    assert '<html lang="en"' in text(browser.get("/"))


@pytest.mark.django_db
def test_a_page_that_does_not_exist_says_what_to_do():
    answer = anybody.get("/nirgends/")
    assert answer.status_code == 404
    assert "请检查网址" in text(answer)
