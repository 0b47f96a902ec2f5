"""Uploads: what is kept, what is refused and with which words (issue 2, "Bad input")."""

import hashlib
import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfWriter

from shenpi.apps.documents import files, inspection
from shenpi.apps.documents.models import StoredFile
from shenpi.apps.errors import Invalid, NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings: object, tmp_path: Path) -> Path:
    settings.SHENPI_DATA_DIR = tmp_path
    return tmp_path


def pdf(password: str = "", pages: int = 1) -> bytes:
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password, algorithm="AES-256")
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def picture(kind: str = "PNG", size: tuple[int, int] = (8, 8)) -> bytes:
    target = BytesIO()
    Image.new("1" if kind == "PNG" else "L", size, 1).save(target, kind)
    return target.getvalue()


def vast(side: int) -> bytes:
    """A picture of a few bytes that says to be so large: it must be refused before anything is unpacked."""
    content = bytearray(picture())
    content[16:24] = struct.pack(">II", side, side)
    content[29:33] = struct.pack(">I", zlib.crc32(content[12:29]))
    return bytes(content)


def package(*parts: str, content: bytes = b"x") -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts:
            archive.writestr(part, content)
    return target.getvalue()


def stored(content: bytes, filename: str) -> StoredFile:
    return files.store(SimpleUploadedFile("upload", content), filename=filename)


def refused(content: bytes, filename: str) -> str:
    with pytest.raises(Invalid) as refusal:
        stored(content, filename)
    assert "请" in str(refusal.value.message)  # every refusal says what to do
    assert not StoredFile.objects.exists()
    return refusal.value.code


@pytest.mark.parametrize(
    ("content", "filename", "media_type"),
    [
        (pdf(), "申请表.pdf", inspection.PDF),
        (picture("JPEG"), "照片.JPEG", inspection.JPEG),
        (picture("PNG"), "照片.png", inspection.PNG),
        (package("[Content_Types].xml", "word/document.xml"), "说明.docx", inspection.DOCX),
        (package("[Content_Types].xml", "xl/workbook.xml"), "清单.xlsx", inspection.XLSX),
        (package("OFD.xml", "Doc_0/Document.xml"), "执照.ofd", inspection.OFD),
        (pdf(), "𠮷😀　龘.pdf", inspection.PDF),
    ],
)
def test_good_files_are_kept_by_content(content: bytes, filename: str, media_type: str) -> None:
    kept = stored(content, filename)
    assert (kept.sha256, kept.size, kept.media_type) == (
        hashlib.sha256(content).hexdigest(),
        len(content),
        media_type,
    )
    with files.open_file(kept.sha256) as source:
        assert source.read() == content


def test_the_same_content_is_kept_once(own_folder: Path) -> None:
    """A double submit leaves one row, one file, and no draft behind."""
    content = pdf()
    assert stored(content, "a.pdf") == stored(content, "b.pdf")
    assert StoredFile.objects.count() == 1
    assert [file for file in own_folder.rglob("*") if file.is_file()] == [
        files.path(hashlib.sha256(content).hexdigest())
    ]


@pytest.mark.parametrize(
    ("content", "filename", "code"),
    [
        (b"", "a.pdf", "file_empty"),
        (b"<html><script>alert(1)</script></html>", "a.html", "file_kind"),
        (b"<html><script>alert(1)</script></html>", "a.pdf", "file_kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.png", "file_kind"),
        (b"MZ" + bytes(200), "a.pdf", "file_kind"),
        ("这不是 PDF".encode(), "a.pdf", "file_kind"),
        (package("evil.exe"), "a.docx", "file_kind"),
        (pdf(), "a.docx", "file_extension"),
        (pdf(), "a.pdf.exe", "file_extension"),
        (pdf(), "a", "file_extension"),
        (picture("PNG"), "a.jpg", "file_extension"),
        (b"%PDF-1.7\n" + bytes(500), "a.pdf", "file_broken"),
        (pdf()[:200], "a.pdf", "file_broken"),
        (pdf(pages=0), "a.pdf", "file_broken"),
        (pdf(password="geheim"), "a.pdf", "file_protected"),
        (picture("PNG", (600, 600))[:-60], "a.png", "file_broken"),
        (picture("JPEG", (600, 600))[:300], "a.jpg", "file_broken"),
        (vast(9100), "a.png", "image_too_large"),
        (vast(15000), "a.png", "image_too_large"),
        (package("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "a.docx", "file_macros"),
        (pdf(), "a\x00.pdf", "file_name"),
        (pdf(), "a\u202efdp.exe.pdf", "file_name"),
        (pdf(), "", "file_name"),
        (pdf(), "../..", "file_name"),
        (pdf(), "长" * 197 + ".pdf", "file_name"),
    ],
)
def test_bad_files_are_refused_with_words(content: bytes, filename: str, code: str) -> None:
    assert refused(content, filename) == code


def test_archives_that_are_damaged_or_swell_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = package("[Content_Types].xml", "word/document.xml", content=bytes(range(256)) * 40)
    damaged = bytearray(whole)
    damaged[len(damaged) // 4] ^= 0xFF
    assert refused(bytes(damaged), "a.docx") == "file_broken"
    monkeypatch.setattr(inspection, "MAX_UNPACKED", 1000)
    assert refused(whole, "a.docx") == "file_broken"


def test_the_size_limit_is_held_while_reading(monkeypatch: pytest.MonkeyPatch, own_folder: Path) -> None:
    monkeypatch.setattr(files, "MAX_SIZE", 1000)
    assert refused(pdf() + b"\n%" + bytes(1000), "a.pdf") == "file_too_large"
    assert not [file for file in own_folder.rglob("*") if file.is_file()]


def test_only_the_kinds_asked_for_are_taken() -> None:
    with pytest.raises(Invalid, match="file_kind") as refusal:
        files.store(BytesIO(pdf()), filename="a.pdf", kinds=[inspection.JPEG, inspection.PNG])
    assert "JPG、PNG" in str(refusal.value.message)


@pytest.mark.parametrize("sha256", ["", "../../etc/passwd", "A" * 64, "0" * 64])
def test_what_is_not_kept_is_not_found(sha256: str) -> None:
    with pytest.raises(NotFound):
        files.open_file(sha256)


def test_downloads_run_nothing_and_keep_their_chinese_names() -> None:
    kept = stored(package("[Content_Types].xml", "word/document.xml"), "说明.docx")
    answer = files.response(kept, '说明"; x=\r\n<b>.docx', inline=True)
    disposition = answer["Content-Disposition"]
    assert disposition.startswith("attachment; filename=\"file.docx\"; filename*=UTF-8''")
    assert unquote(disposition.rpartition("''")[2]) == '说明"; x=<b>.docx'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["Content-Type"] == inspection.DOCX


def test_pdf_may_be_shown_in_place_when_asked_for() -> None:
    kept = stored(pdf(), "a.pdf")
    assert files.response(kept, "受理通知书", inline=True)["Content-Disposition"].startswith("inline;")
    assert files.response(kept, "受理通知书")["Content-Disposition"].startswith("attachment;")
    assert unquote(files.response(kept, "受理通知书")["Content-Disposition"]).endswith("受理通知书.pdf")
