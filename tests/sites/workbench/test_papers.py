"""Papers: the voucher is offered for printing at once, every document opens, and strangers see nothing."""

import pytest
from django.urls import reverse

from shenpi.apps.casework import acts
from shenpi.apps.catalogue.models import Item
from shenpi.apps.documents.models import Document
from shenpi.apps.organisation.models import Agency, Office, Person, Post
from tests.support.county import LONG_AGO

pytestmark = pytest.mark.django_db


def received(client, county):
    url = reverse("work_receive", args=[county.items["parallel"].pk])
    posted = {
        "case_id": client.get(url).context["case_id"],
        "applicant_kind": "organisation",
        "applicant_name": "广安市前锋建材有限公司",
        "applicant_id_number": "11511300008778693M",
        "have-application": "on",
        "copies-application": "1",
    }
    return client.post(url, posted, follow=True)


def test_after_receiving_the_voucher_is_the_first_thing_on_the_page(at_desk, county):
    """D10-029: the applicant goes home with the voucher."""
    page = received(at_desk("clerk"), county)
    voucher = Document.objects.get(kind="receipt_voucher")
    text = page.content.decode()
    assert "打印接件凭证" in text
    assert text.index(reverse("work_document", args=[voucher.case_id, voucher.pk])) < text.index("申请材料")


def test_each_document_opens_as_pdf_at_the_first_click(at_desk, county):
    """Rendered ahead of its turn, because a person stands at the window."""
    client = at_desk("clerk")
    received(client, county)
    voucher = Document.objects.get()
    assert voucher.file is None
    answer = client.get(reverse("work_document", args=[voucher.case_id, voucher.pk]))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline")
    assert next(iter(answer.streaming_content)).startswith(b"%PDF")


def test_only_what_the_last_act_issued_is_put_up_for_printing(at_desk, county, do):
    case = county.receive()
    ticked = {"in_jurisdiction": "on", "complete": "on", "legal_form": "on"}
    client = at_desk("clerk")
    page = client.get(do(client, case, "examine_formally", "accept", **ticked)["Location"])
    assert [document.kind for document in page.context["fresh"]] == ["acceptance_notice"]
    for since in ("", "x", "-1", "99999", "٣"):
        again = client.get(reverse("work_case", args=[case.id]), {"since": since})
        assert again.status_code == 200
        assert again.context["fresh"] == []


def test_a_paper_that_is_being_made_says_so_and_comes_by_itself(at_desk, county, monkeypatch):
    case = county.receive()
    paper = Document.objects.get(case_id=case.id)
    monkeypatch.setattr("shenpi.apps.documents.rendering.render_now", lambda document: None)
    page = at_desk("clerk").get(reverse("work_document", args=[case.id, paper.pk]))
    assert page.status_code == 503
    assert 'http-equiv="refresh"' in page.content.decode()
    Document.objects.filter(pk=paper.pk).update(state="failed")
    page = at_desk("clerk").get(reverse("work_document", args=[case.id, paper.pk]))
    assert 'http-equiv="refresh"' not in page.content.decode()
    assert "没有生成成功" in page.content.decode()


def test_what_is_not_there_is_not_found(at_desk, county):
    case, other = county.receive(), county.receive()
    client = at_desk("clerk")
    foreign = Document.objects.get(case_id=other.id)
    paper_only = case.materials.first()
    for address in (
        reverse("work_document", args=[case.id, foreign.pk]),
        reverse("work_material", args=[case.id, foreign.pk]),
        reverse("work_material", args=[case.id, paper_only.pk]),
        reverse("work_process", args=[foreign.pk]),
        reverse("work_receive", args=[foreign.pk]),
    ):
        assert client.get(address).status_code == 404, address


def test_a_private_case_opens_to_its_own_agency_alone(client, at_desk, county):
    """D1-021: case, papers and search."""
    case = county.receive()
    Item.objects.update(is_private=True)
    agency = Agency.objects.create(code="2", name="区民政局", full_name="区民政局", short_name="民政")
    office = Office.objects.create(agency=agency, code="civil", name="社会救助股")
    stranger = Person.objects.create(username="stranger", name="何苗", kind="staff")
    Post.objects.create(person=stranger, office=office, role="handler", valid_from=LONG_AGO)
    paper = Document.objects.get(case_id=case.id)
    addresses = [
        reverse("work_case", args=[case.id]),
        reverse("work_due", args=[case.id]),
        reverse("work_document", args=[case.id, paper.pk]),
    ]
    assert at_desk("land.h").get(addresses[0]).status_code == 200
    client.force_login(stranger)
    for address in addresses:
        assert client.get(address).status_code == 403, address
    assert client.post(reverse("work_reveal", args=[case.id])).status_code == 403
    assert case.applicant["name"] not in client.get(reverse("work_cases")).content.decode()
    assert case.applicant["name"] not in client.get(reverse("work_cases"), {"q": "前锋"}).content.decode()


def test_an_attached_file_is_shown_under_its_name(at_desk, county):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from shenpi.apps.documents import files
    from shenpi.sites.demo.online import blank_page

    stored = files.store(SimpleUploadedFile("图.pdf", blank_page()), filename="图.pdf")
    case = county.receive(
        materials=[acts.HandedIn("plan", "平面图", "electronic", 1, stored.sha256, "平面图𠮷.pdf")]
    )
    address = reverse("work_material", args=[case.id, case.materials.get().pk])
    client = at_desk("land.h")
    assert address in client.get(reverse("work_case", args=[case.id])).content.decode()
    answer = client.get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert "%F0%A0%AE%B7" in answer["Content-Disposition"]
