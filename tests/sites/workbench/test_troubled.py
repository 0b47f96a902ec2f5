"""The administrator's desk of papers that were not made as they should be."""

import pytest
from django.urls import reverse

from shenpi.apps.documents import rendering
from shenpi.apps.documents.models import Document
from shenpi.apps.organisation.models import Post
from tests.support import county as counties

pytestmark = pytest.mark.django_db


def test_a_missing_character_is_shown_to_the_administrator_and_made_anew(at_desk, county):
    """Issue 4: a case never hangs because a font lacks a character; what is stuck is visible and tried again."""
    case = county.receive(applicant={"kind": "person", "name": "张\ue000", "id_number": ""})
    rendering.render_pending()
    page = reverse("work_troubled")
    assert at_desk("clerk").get(page).status_code == 403
    Post.objects.create(
        person=county["law.h"],
        office=county.offices["law"],
        role="administrator",
        valid_from=counties.LONG_AGO,
    )
    shown = at_desk("law.h").get(page).content.decode()
    assert "U+E000" in shown
    assert "有缺字" in shown
    voucher = Document.objects.get(case_id=case.pk, kind="receipt_voucher")
    address = reverse("work_troubled_again", args=[voucher.pk])
    assert "仍未正常生成" in at_desk("law.h").post(address, follow=True).content.decode()
    voucher.refresh_from_db()
    voucher.data |= {"applicant": "张三"}
    voucher.save()
    assert "已重新生成" in at_desk("law.h").post(address, follow=True).content.decode()
    assert at_desk("law.h").post(address).status_code == 404
