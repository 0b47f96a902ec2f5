"""The queue of papers to make: every document ends as rendered or failed, once, whatever happens between."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection
from pypdf import PdfReader

from shenpi.apps import timekeeping
from shenpi.apps.documents import codes, files, fonts, issuing, queries, rendering
from shenpi.apps.documents.models import Certificate, Document, StoredFile
from shenpi.apps.documents.samples import ISSUED, paper

LATER = ISSUED + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def own_folder(settings: object, tmp_path: Path) -> Path:
    settings.SHENPI_DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Document]]:
    documents: list[Document] = []
    monkeypatch.setattr(rendering, "_listeners", [])
    rendering.on_rendered(documents.append)
    return documents


def issued(kind: str = "grant_decision", count: int = 1, **changes: object) -> Document:
    """Save `count` pending documents and return the last."""
    for serial in range(count):
        document = paper(kind, **changes)
        document.number, document.verification_code = f"甲许准决〔2026〕{serial}号", codes.new()
        document.save()
    return document


@pytest.mark.django_db
def test_a_pending_document_is_made_once_and_announced(heard: list[Document]) -> None:
    document = issued()
    with timekeeping.at(LATER):
        assert (rendering.render_pending(), rendering.render_pending()) == (1, 0)
    document.refresh_from_db()
    assert (document.state, document.error) == ("rendered", "")
    assert heard == [document]
    with files.open_file(document.file_id) as source:
        assert len(PdfReader(BytesIO(source.read())).pages) == 1
    assert queries.filename(document) == "准予行政许可决定书 甲许准决〔2026〕0号.pdf"


@pytest.mark.django_db
def test_documents_of_tomorrow_wait() -> None:
    issued()
    with timekeeping.at(ISSUED - timedelta(seconds=1)):
        assert rendering.render_pending() == 0


@pytest.mark.django_db
def test_a_character_without_glyph_is_replaced_told_and_made_anew_later(heard: list[Document]) -> None:
    """No case waits for a font: 〓 and its code stand on the paper, and the administrator is told (issue 4)."""
    rare = issued(applicant="张\ue000", agency="\ue001局", item="𠮷\U000f0000")
    with timekeeping.at(LATER):
        assert rendering.render_pending() == 1
        rare.refresh_from_db()
        assert rare.state == "rendered"
        assert all(code in rare.error for code in ("U+E000", "U+E001", "U+F0000"))
        assert "20BB7" not in rare.error
        with files.open_file(rare.file_id) as source:
            text = PdfReader(BytesIO(source.read())).pages[0].extract_text()
        assert "张〓" in text
        assert "𠮷〓" in text
        assert "字库缺字" in text
        assert list(queries.troubled()) == [rare]
        rare.data |= {"applicant": "张三", "agency": "甲局", "item": "乙"}  # as if the fonts had come
        rare.save()
        rendering.retry(rare)
        assert rendering.render_pending() == 1
    assert not queries.troubled().exists()
    assert heard == [rare, rare]


@pytest.mark.django_db
def test_facts_that_cannot_be_read_fail_with_a_reason() -> None:
    document = issued("payment_notice", amount="zwölf")
    with timekeeping.at(LATER):
        assert rendering.render_pending() == 0
    document.refresh_from_db()
    assert document.state == "failed"
    assert "InvalidOperation" in document.error


@pytest.mark.django_db
def test_a_passing_trouble_is_tried_again_with_growing_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    document = issued()

    def full(*_content: object) -> StoredFile:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "store_bytes", full)
    moment, pauses = LATER, []
    for _attempt in range(4):
        with timekeeping.at(moment):
            assert rendering.render_pending() == 0
        document.refresh_from_db()
        pauses.append(document.next_try_at - moment)
        moment = document.next_try_at
    assert pauses == [timedelta(seconds=30), timedelta(minutes=5), timedelta(hours=1), timedelta(0)]
    assert (document.state, document.attempts) == ("failed", 4)
    assert "No space left" in document.error


@pytest.mark.django_db
def test_a_worker_that_died_loses_its_lease(monkeypatch: pytest.MonkeyPatch, heard: list[Document]) -> None:
    document = issued()

    def die(_document: Document) -> bytes:
        raise SystemExit

    with timekeeping.at(LATER):
        with monkeypatch.context() as patch:
            patch.setattr(rendering, "render", die)
            with pytest.raises(SystemExit):
                rendering.render_pending()
        assert rendering.render_pending() == 0  # still leased
    with timekeeping.at(LATER + rendering.LEASE):
        assert rendering.render_pending() == 1
    assert heard == [document]


@pytest.mark.django_db(transaction=True)
def test_two_workers_make_every_paper_once(heard: list[Document]) -> None:
    """On PostgreSQL the second worker skips what the first has locked; on SQLite it waits its turn."""
    issued(count=12)
    start = Barrier(2)

    def work(_worker: int) -> int:
        start.wait()
        with timekeeping.at(LATER):
            made = rendering.render_pending()
        connection.close()
        return made

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(work, range(2))) == 12
    assert len({document.pk for document in heard}) == len(heard) == 12


@pytest.mark.django_db
def test_without_fonts_documents_wait_with_the_cure_as_their_error(monkeypatch: pytest.MonkeyPatch) -> None:
    document = issued()

    def missing(_document: Document) -> bytes:
        raise fonts.FontsMissing("run `make setup`")

    monkeypatch.setattr(rendering, "render", missing)
    with timekeeping.at(LATER):
        assert rendering.render_pending() == 0
    document.refresh_from_db()
    assert (document.state, document.error) == ("pending", "run `make setup`")


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["ABCD2345EFGH", "abcd-2345-efgh", " ＡＢＣＤ 2345 efgh\n"])
def test_anybody_can_verify_a_paper_by_its_code(typed: str) -> None:
    """The page shows enough to compare with the paper; a natural person's given name stays hidden."""
    document = paper("refusal_decision", applicant="欧阳小明")
    document.save()
    found = queries.verify(typed)
    assert found is not None
    assert (found.title, found.number) == ("不予行政许可决定书", document.number)
    assert (found.agency, found.party, found.sha256) == ("广安市广安区自然资源局", "欧＊＊＊", None)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", "ABCD2345EFGJ", "%", "A" * 5000, "\x00", "'; DROP TABLE"])
def test_a_wrong_code_verifies_nothing(typed: str) -> None:
    paper("refusal_decision").save()
    assert queries.verify(typed) is None


def test_codes_cannot_be_guessed_or_misread() -> None:
    drawn = {codes.new() for _ in range(2000)}
    assert len(drawn) == 2000
    assert set("".join(drawn)) == set(codes.ALPHABET)
    assert not set(codes.ALPHABET) & set("01IO")
    assert len(codes.ALPHABET) ** codes.LENGTH >= 2**60


@pytest.mark.django_db
def test_the_certificate_of_a_document_is_kept_for_its_holder() -> None:
    """Licence Law art. 39; three years from the day of issue end with the day before the anniversary."""
    document = paper("certificate")
    document.save()
    issuing.certificate(document, agency_id=None).save()
    kept = Certificate.objects.get()
    assert (kept.kind, kept.document.number, kept.holder) == (
        "建设用地规划许可证",
        document.number,
        document.data["applicant"],
    )
    assert (kept.issued_on.isoformat(), kept.valid_until.isoformat()) == ("2026-11-23", "2029-11-22")
    assert list(queries.certificates(kept.holder)) == [kept]
