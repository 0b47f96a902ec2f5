"""Filling in and submitting: nothing is lost, nothing happens twice, everything wrong is said (issue 2, bad input)."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shenpi.apps.applications.models import Application, Draft
from shenpi.apps.documents import files
from tests.support.public_zone import ANSWERS, CITIZEN, make_applicant, make_item, pdf

HTMX = {"HTTP_HX_REQUEST": "true"}
POSTED = {
    "place": ANSWERS["place"], "kind": "inn", "area": "120", "opened": "2026-12-01",
}  # fmt: skip


def text(answer) -> str:
    return answer.content.decode()


def test_a_stranger_is_led_to_sign_in_and_back_to_the_guide(version):
    answer = Client().post("/items/TEST-1/apply/", headers={"referer": "http://testserver/items/TEST-1/"})
    assert answer.url == "/accounts/login/?next=/items/TEST-1/"


def test_the_buttons_address_typed_by_hand_leads_to_the_guide(client, version):
    assert client.get("/items/TEST-1/apply/").url == "/items/TEST-1/"


def test_the_button_opens_the_task_list_of_one_draft(client, version):
    first, second = client.post("/items/TEST-1/apply/"), client.post("/items/TEST-1/apply/")
    assert first.url == second.url
    page = text(client.get(first.url))
    for words in ("经营信息", "人员", "上传材料", "核对并提交", "未开始", "还不能办"):
        assert words in page


def test_autosave_answers_in_words_and_keeps_half_an_answer(client, version):
    url = client.post("/items/TEST-1/apply/").url
    answer = client.post(f"{url}sections/1/", {"place": "半", "area": "很大"}, **HTMX)
    assert re.fullmatch(r"已保存 \d\d:\d\d", text(answer))
    page = text(client.get(f"{url}sections/1/"))
    assert 'value="半"' in page
    assert 'value="很大"' in page


def test_wrong_answers_come_back_with_words_beside_the_field_and_a_summary_that_takes_the_focus(
    client, version
):
    url = client.post("/items/TEST-1/apply/").url
    answer = client.post(f"{url}sections/1/", {"place": "", "kind": "palace", "area": "0"})
    page = text(answer)
    assert answer.status_code == 422
    assert "data-focus" in page
    assert '<a href="#field-place">经营场所：' in page
    assert 'id="field-place-error"' in page
    assert page.index("#field-place") < page.index("#field-kind") < page.index("#field-area")


def test_a_right_section_goes_on_to_the_next_page(client, version):
    url = client.post("/items/TEST-1/apply/").url
    assert client.post(f"{url}sections/1/", POSTED).url == f"{url}sections/2/"
    rows = {"staff.0.name": "李雷", "staff.0.number": CITIZEN, "staff.4.name": "韩梅梅"}
    assert client.post(f"{url}sections/2/", rows).url == f"{url}materials/"
    kept = Draft.objects.get().form_data
    assert kept["staff"] == [{"name": "李雷", "number": CITIZEN}, {"name": "韩梅梅"}]
    assert kept["place"] == ANSWERS["place"]


@pytest.mark.parametrize(
    "value",
    ["a\x00b", "<script>alert(1)</script>", "😀" * 30, "𠮷" * 60, "长" * 5000, "\u202e反", "\ud83d"],
    ids=["nul", "html", "emoji", "rare", "long", "bidi", "surrogate"],
)
def test_strange_text_is_kept_or_refused_but_never_breaks_the_page(client, version, value):
    url = client.post("/items/TEST-1/apply/").url
    posted = {**POSTED, "place": value.encode("utf-8", "replace").decode()}
    answer = client.post(f"{url}sections/1/", posted)
    assert answer.status_code in {302, 422}
    page = client.get(f"{url}sections/1/")
    assert page.status_code == 200
    assert "<script>alert" not in text(page)
    assert Draft.objects.get().form_data["area"] == 120  # the rest of the section is not lost


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("空.pdf", b"", "空的"),
        ("假.pdf", b"<html><script>alert(1)</script></html>", "假.pdf"),
        ("程序.exe", b"MZ" + b"\0" * 200, "程序.exe"),
        ("图.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "图.svg"),
        ("a\x00b.pdf", b"%PDF-1.4 broken", "没有上传"),
    ],
    ids=["empty", "html as pdf", "exe", "svg", "damaged"],
)
def test_a_bad_upload_is_answered_beside_its_material(client, draft, name, content, said):
    url = f"/drafts/{draft.pk}/materials/plan/"
    answer = client.post(url, {"file": SimpleUploadedFile(name, content)}, **HTMX)
    assert answer.status_code == 422
    assert said in text(answer)
    assert 'id="material-plan"' in text(answer)
    assert draft.files.count() == 1


def test_an_upload_over_the_limit_is_refused_in_words(client, draft, monkeypatch):
    monkeypatch.setattr(files, "MAX_SIZE", 100)
    answer = client.post(f"/drafts/{draft.pk}/materials/plan/", {"file": pdf(pages=3)}, **HTMX)
    assert answer.status_code == 422
    assert "超过" in text(answer)


def test_without_a_script_uploading_works_by_whole_pages(client, draft):
    url = f"/drafts/{draft.pk}/materials/plan/"
    assert client.post(url).status_code == 422
    assert (
        client.post(url, {"file": pdf("平面图.pdf", pages=2)}).url
        == f"/drafts/{draft.pk}/materials/#material-plan"
    )
    assert "平面图.pdf" in text(client.get(f"/drafts/{draft.pk}/materials/"))


def test_an_upload_can_be_seen_and_taken_off_by_its_owner_alone(client, draft):
    kept = draft.files.get()
    url = f"/drafts/{draft.pk}/files/{kept.pk}/"
    seen = client.get(url)
    assert seen["X-Content-Type-Options"] == "nosniff"
    stranger = Client()
    stranger.force_login(make_applicant("li"), backend="django.contrib.auth.backends.ModelBackend")
    assert stranger.get(url).status_code == 404
    assert stranger.post(f"{url}remove/").status_code == 404
    assert client.post(f"{url}remove/", {"material": "licence"}, **HTMX).status_code == 200
    assert not draft.files.exists()


def test_the_check_page_shows_every_answer_in_words(client, draft):
    page = text(client.get(f"/drafts/{draft.pk}/check/"))
    for words in ("餐饮服务", "120 平方米", "李雷", "𠮷祥巷", "营业执照.pdf", "110105********002X"):
        assert words in page


def test_an_incomplete_draft_is_told_what_is_missing_and_where(client, version):
    url = client.post("/items/TEST-1/apply/").url
    page = text(client.get(f"{url}check/"))
    assert f"{url}sections/1/?errors#field-place" in page
    assert f"{url}materials/?errors#material-licence" in page
    assert client.post(f"{url}check/", {"declared": "1"}).status_code == 422
    assert not Application.objects.exists()


def test_submitting_twice_shows_the_same_number_and_code(client, draft):
    """D10-025: form, materials and submission online; D1-016: once, however often the button is pressed."""
    url = f"/drafts/{draft.pk}/check/"
    assert client.post(url, {}).status_code == 422  # the declaration was not ticked
    first = client.post(url, {"declared": "1"})
    second = client.post(url, {"declared": "1"})
    assert first.url == second.url
    page = text(client.get(first.url))
    assert re.search(r"\d{6}-5\d{5}-\d", page)
    assert re.search(r'number-big">[2-9A-Z]{8}<', page)
    assert Application.objects.count() == 1


def test_a_form_with_a_declaration_of_its_own_is_not_declared_twice(client, wang):
    truth = {"type": "boolean", "const": True, "title": "本人承诺内容真实"}
    schema = {
        "type": "object",
        "properties": {"truth": truth},
        "required": ["truth"],
        "additionalProperties": False,
    }
    make_item("TEST-3", form_schema=schema, materials=[])
    url = client.post("/items/TEST-3/apply/").url
    assert client.post(f"{url}sections/1/", {}).status_code == 422
    assert client.post(f"{url}sections/1/", {"truth": "true"}).url == f"{url}check/"
    assert 'name="declared"' not in text(client.get(f"{url}check/"))
    assert client.post(f"{url}check/").status_code == 302
    assert Application.objects.get().form_data == {"truth": True}


def test_going_back_after_submitting_says_so_and_breaks_nothing(client, draft):
    client.post(f"/drafts/{draft.pk}/check/", {"declared": "1"})
    for path in ("", "sections/1/", "materials/", "check/"):
        answer = client.get(f"/drafts/{draft.pk}/{path}")
        assert answer.status_code == 409
        assert "已经提交" in text(answer)
        assert 'class="btn btn-outline-primary" href="/my/"' in answer.content.decode()
    saved = client.post(f"/drafts/{draft.pk}/sections/1/", POSTED, **HTMX)
    assert saved["HX-Retarget"] == "#notices"


def test_a_discarded_draft_is_gone(client, draft):
    assert client.post(f"/drafts/{draft.pk}/discard/").url == "/my/"
    assert client.get(f"/drafts/{draft.pk}/").status_code == 404
