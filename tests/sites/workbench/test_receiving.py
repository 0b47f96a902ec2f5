"""Receiving at the window against bad input: the filing comes back whole, and there is never a case too many."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from shenpi.apps.casework.models import Case, CaseMaterial
from shenpi.apps.documents import files
from shenpi.apps.organisation.models import Agency, Office, Person, Post
from shenpi.sites.demo.online import blank_page
from tests.support.bad_input import EMOJI, HTML, NUL, RARE, one_summary
from tests.support.county import LONG_AGO

pytestmark = pytest.mark.django_db


def filing(**changes):
    return {
        "applicant_kind": "organisation",
        "applicant_name": "广安市前锋建材有限公司",
        "applicant_id_number": "11511300008778693M",
        "applicant_phone": "0826-2222222",
        "project": "厂房扩建",
        "have-application": "on",
        "copies-application": "3",
        "form-application": "copy",
        **changes,
    }


def receive(at_desk, county, posted):
    return at_desk("clerk").post(reverse("work_receive", args=[county.items["parallel"].pk]), posted)


@pytest.mark.parametrize(
    ("changes", "anchor"),
    [
        ({"applicant_name": ""}, "receive-applicant_name"),
        ({"applicant_name": "长" * 101}, "receive-applicant_name"),
        ({"applicant_name": NUL}, "receive-applicant_name"),
        ({"applicant_id_number": ""}, "receive-applicant_id_number"),
        ({"applicant_id_number": "1' OR 1=1"}, "receive-applicant_id_number"),
        ({"applicant_kind": "person"}, "receive-applicant_id_number"),
        ({"applicant_phone": "打这个电话"}, "receive-applicant_phone"),
        ({"applicant_agent": "长" * 61}, "receive-applicant_agent"),
        ({"project": "长" * 61}, "field-project"),
        ({"project": NUL}, "field-project"),
        ({"copies-application": "多份"}, "receive-copies-application"),
        ({"copies-application": "-1"}, "receive-copies-application"),
        ({"copies-application": "0"}, "receive-copies-application"),
        ({"copies-application": "1e9"}, "receive-copies-application"),
        ({"copies-application": "9" * 400}, "receive-copies-application"),
        ({"copies-application": "٣"}, "receive-copies-application"),
    ],
)
def test_a_bad_filing_comes_back_whole(at_desk, county, changes, anchor):
    page = receive(at_desk, county, filing(**changes))
    text = page.content.decode()
    assert page.status_code == 422
    assert one_summary(text)
    assert f'href="#{anchor}"' in text
    assert f'id="{anchor}"' in text
    assert f"{anchor}-error" in text
    for name, value in filing(**changes).items():
        if name not in changes and not name.startswith(("applicant_kind", "have-", "form-")):
            assert f'value="{value}"' in text, name
    assert 'name="have-application" id="receive-have-application" checked' in text
    assert Case.objects.count() == 0


def test_all_faults_of_a_filing_are_said_at_once(at_desk, county):
    page = receive(at_desk, county, {"project": NUL, "have-plan": "on", "copies-plan": "x"}).content.decode()
    for anchor in (
        "receive-applicant_name",
        "receive-applicant_id_number",
        "field-project",
        "receive-copies-plan",
    ):
        assert f'href="#{anchor}"' in page
    assert "请填写身份证号码或统一社会信用代码" in page


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("假.pdf", b"MZ\x90\x00 not a pdf at all", "不能接收这种文件"),
        ("空.pdf", b"", "0 字节"),
        ("网页.html", b"<!doctype html><script>alert(1)</script>", "不能接收这种文件"),
        ("图.png", blank_page(), "扩展名"),
        ("半截.pdf", blank_page()[:60], ""),
        ("大.pdf", b"%PDF-1.7\n" + b"0" * (20 * 1024 * 1024), "20 MB"),
        ("长" * 300 + ".pdf", blank_page(), ""),
    ],
    ids=["exe", "empty", "html", "extension", "torn", "large", "name"],
)
def test_a_bad_file_is_refused_beside_its_material(at_desk, county, name, content, words):
    posted = filing(**{"file-plan": SimpleUploadedFile(name, content, "application/pdf")})
    page = receive(at_desk, county, posted)
    text = page.content.decode()
    if page.status_code == 302:  # Django itself shortens an over-long name
        assert len(CaseMaterial.objects.get(key="plan").filename) <= 200
        return
    assert page.status_code == 422
    assert 'href="#receive-file-plan"' in text
    assert words in text
    assert "广安市前锋建材有限公司" in text
    assert Case.objects.count() == 0


def test_what_was_uploaded_is_not_lost_with_a_refused_form(at_desk, county):
    """Nobody scans twice: the good file goes back with a ticket, which no other clerk can send."""
    scan, bad = blank_page(), SimpleUploadedFile("假.pdf", b"MZ\x90\x00")
    chosen = {"file-plan": SimpleUploadedFile("平面图.pdf", scan), "file-application": bad}
    refused = receive(at_desk, county, filing(**chosen)).content.decode()
    assert "“假.pdf”没有上传" in refused
    (ticket,) = re.findall(r'name="kept" value="([^"]+)"', refused)
    still = receive(at_desk, county, filing(applicant_name="", kept=ticket)).content.decode()
    assert "平面图.pdf" in still
    receive(at_desk, county, filing(kept=[ticket, "made-up:ticket"]))
    material = CaseMaterial.objects.get(key="plan")
    assert (material.filename, material.form) == ("平面图.pdf", "electronic")
    assert files.open_file(material.sha256).read() == scan
    worse = {"file-plan": SimpleUploadedFile("假图.pdf", b"MZ\x90\x00")}
    assert ticket.split(":")[0] in receive(at_desk, county, filing(kept=ticket, **worse)).content.decode()
    newer = {"file-plan": SimpleUploadedFile("新图.pdf", scan)}
    receive(at_desk, county, filing(kept=ticket, **newer))
    assert CaseMaterial.objects.filter(key="plan", filename="新图.pdf").exists()
    Post.objects.create(
        person=county["land.h"], office=county.offices["window"], role="acceptor", valid_from=LONG_AGO
    )
    at_desk("land.h").post(reverse("work_receive", args=[county.items["parallel"].pk]), filing(kept=ticket))
    assert Case.objects.count() == 3
    assert CaseMaterial.objects.filter(key="plan").count() == 2


def test_two_presses_make_one_case_and_the_second_says_so(at_desk, county):
    """D10-026: the clerk enters what the applicant brings to the window."""
    client = at_desk("clerk")
    address = reverse("work_receive", args=[county.items["parallel"].pk])
    posted = filing(case_id=client.get(address).context["case_id"])
    client.post(address, posted)
    again = client.post(address, {**posted, "applicant_name": "改了名字的公司"}, follow=True)
    assert Case.objects.count() == 1
    assert "没有重复登记" in again.content.decode()
    assert "改了名字的公司" not in again.content.decode()


def test_two_presses_at_the_same_moment_make_one_case_too(at_desk, county, monkeypatch):
    """Both have looked for the case before either has made it."""
    client = at_desk("clerk")
    address = reverse("work_receive", args=[county.items["parallel"].pk])
    posted = filing(case_id=client.get(address).context["case_id"])
    client.post(address, posted)
    answers = iter([False, True])
    monkeypatch.setattr("shenpi.apps.casework.queries.exists", lambda case_id: next(answers))
    again = client.post(address, posted)
    assert again.status_code == 302
    assert Case.objects.count() == 1


def test_nobody_chooses_the_identifier_of_a_case(at_desk, county):
    """A forged one could take the place of a filing that is still on its way from the public zone."""
    forged = "018f0000-0000-7000-8000-000000000001"
    for case_id in (forged, f"{forged}:signature", "", "x" * 5000):
        assert receive(at_desk, county, filing(case_id=case_id)).status_code == 302
    assert Case.objects.count() == 4
    assert not Case.objects.filter(pk=forged).exists()


def test_a_window_that_does_not_serve_the_item_is_told_before_anything_is_typed(client, county):
    agency = Agency.objects.create(code="2", name="区民政局", full_name="区民政局", short_name="民政")
    window = Office.objects.create(agency=agency, code="civil.window", name="民政窗口", kind="window")
    clerk = Person.objects.create(username="other.clerk", name="何苗", kind="staff")
    Post.objects.create(person=clerk, office=window, role="acceptor", valid_from=LONG_AGO)
    client.force_login(clerk)
    page = client.get(reverse("work_receive", args=[county.items["parallel"].pk]))
    assert page.status_code == 403
    assert "本窗口不受理这个事项" in page.content.decode()
    assert "没有找到" in client.get(reverse("work_choose")).content.decode()


@pytest.mark.parametrize(
    "words", ["%", "_", "'", '"', "\\", RARE, EMOJI, HTML, "长" * 5000, "261123-100042-7"]
)
def test_any_words_may_be_searched(at_desk, county, words):
    county.receive()
    for name in ("work_cases", "work_choose"):
        page = at_desk("clerk").get(reverse(name), {"q": words})
        assert page.status_code == 200
        assert HTML not in page.content.decode()
