"""核验文书: the address on every document says what was issued; nothing else can be learnt from it."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from django.test import Client

from shenpi.apps.applications import acts, projection
from shenpi.apps.documents import codes, files
from shenpi.apps.documents.models import Document
from shenpi.apps.ids import uuid7
from shenpi.core import contracts
from shenpi.sites.common import throttle

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
CODE = "ABCD2345EFGH"


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def issued() -> Document:
    """A document as this database's own internal zone issues it."""
    data = {
        "agency": "广安区自然资源和规划局",
        "item": "建设用地审批",
        "applicant": "欧阳修竹",
        "case_number": "1",
    }
    return Document.objects.create(
        id=uuid7(), case_id=uuid7(), kind="acceptance_notice", number="广安区自然资许受〔2026〕3号", data=data,
        next_try_at=MOMENT, verification_code=CODE, issued_at=MOMENT,
    )  # fmt: skip


def test_the_printed_address_shows_what_was_issued(issued):
    address = urlsplit(codes.address(issued.verification_code)).path
    page = Client().get(address)
    assert page.status_code == 200
    for words in (
        "受理通知书",
        "广安区自然资许受〔2026〕3号",
        "广安区自然资源和规划局",
        "ABCD-2345-EFGH",
        "欧＊＊＊",
    ):
        assert words in text(page)
    assert "欧阳修竹" not in text(page)


def test_a_public_zone_apart_answers_from_what_reached_it(draft, wang):
    """No row of the documents app: the message that published the paper is enough."""
    application = acts.submit(draft.pk, by=wang).application
    stored = files.store_bytes(b"%PDF-1.7 paper", "application/pdf")
    message = contracts.message(
        type="shenpi.document.published", source="/internal/0", subject=str(application.pk),
        data={
            "case_id": str(application.pk), "document_id": str(uuid7()), "kind": "acceptance_notice",
            "document_number": "广区市监许受〔2026〕1号", "title": "受理通知书", "issued_at": contracts.moment(MOMENT),
            "verification_code": CODE,
            "file": {"sha256": stored.sha256, "filename": "x.pdf", "size": 14, "media_type": "application/pdf"},
        },
        time=MOMENT, id=uuid7(),
    )  # fmt: skip
    contracts.validate(message)
    projection.on_document(message)
    page = text(Client().get(f"/verify/{CODE}"))
    for words in ("受理通知书", "广区市监许受〔2026〕1号", "食品经营许可", "王＊", stored.sha256):
        assert words in page


def test_the_code_may_be_typed_as_people_type(issued):
    form = Client().get("/verify/")
    assert 'name="code"' in text(form)
    typed = Client().get("/verify/", {"code": "ａbcd-2345 efgh"})
    assert (typed.status_code, typed.url) == (302, f"/verify/{CODE}")


@pytest.mark.parametrize("typed", ["", "ABC", "<script>", "𠮷" * 12, "A" * 500])
def test_what_is_no_code_is_said_beside_the_field(typed):
    answer = Client().get("/verify/", {"code": typed})
    assert answer.status_code == 422
    assert "核验码是文书下方的 12 位字母和数字" in text(answer)
    assert "<script>" not in text(answer).split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize("code", ["ZZZZ2345EFGH", "-", "𠮷", "%F0%9F%98%80", "a" * 300])
def test_an_unknown_code_is_not_found(issued, code):
    answer = Client().get(f"/verify/{code}")
    assert answer.status_code == 404
    assert "不要采信" in text(answer)


def test_guessing_is_braked_but_not_reading(issued):
    assert {Client().get(f"/verify/{CODE}").status_code for _try in range(throttle.TRIES + 1)} == {200}
    for _try in range(throttle.TRIES):
        assert Client().get("/verify/ZZZZ2345EFGH").status_code == 404
    assert Client().get("/verify/ZZZZ2345EFGH").status_code == 429
