"""What an uploaded file really is, judged by its content; the extension must agree.

The checks are there to tell the person now what the office would otherwise find out days later, and to keep out
what could harm a reader: no HTML or SVG, no macros, no archive bombs, no oversized images.
"""

import zipfile
import zlib
from collections.abc import Callable, Collection
from pathlib import Path

import filetype
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from shenpi.apps.errors import Invalid, worded

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OFD = "application/ofd"

EXTENSIONS = {
    PDF: (".pdf",),
    JPEG: (".jpg", ".jpeg"),
    PNG: (".png",),
    DOCX: (".docx",),
    XLSX: (".xlsx",),
    OFD: (".ofd",),
}
"""The media types that may be uploaded, and the extensions that go with them (the first one is ours)."""

MAX_PIXELS = 80_000_000
"""An A2 sheet scanned at 600 dpi; more is a mistake or an attack on the reader's memory."""
MAX_UNPACKED = 300 * 1024 * 1024
MAX_PARTS = 5000

_PACKAGES = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX, "OFD.xml": OFD}
# pypdf meets damaged files in many places and lets these through besides its own errors.
BROKEN_PDF = (
    PyPdfError,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    RecursionError,
    OSError,
)
_BROKEN_IMAGE = (UnidentifiedImageError, OSError, SyntaxError, ValueError)
_BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, EOFError, OSError)
_ENCRYPTED = 0x1


def media_type(content: Path, filename: str, allowed: Collection[str] = EXTENSIONS) -> str:
    """Return the media type of a file by its content. Raises Invalid, saying what to do instead."""
    found = _recognised(content)
    if found is None or found not in allowed:
        raise Invalid(
            "file_kind",
            worded(
                _(
                    "不能接收这种文件，或者文件内容与扩展名不符。可以上传：%(kinds)s。请另存为其中一种后重新上传。"
                ),
                kinds="、".join(EXTENSIONS[kind][0][1:].upper() for kind in EXTENSIONS if kind in allowed),
            ),
        )
    if not filename.lower().endswith(EXTENSIONS[found]):
        raise Invalid(
            "file_extension",
            worded(
                _("文件内容是 %(kind)s，但扩展名不是。请改正扩展名，或者选择正确的文件。"),
                kind=EXTENSIONS[found][0][1:].upper(),
            ),
        )
    _CHECKS[found](content)
    return found


def _recognised(content: Path) -> str | None:
    guess = filetype.guess(str(content))
    mime: str | None = guess.mime if guess else None
    if mime in (PDF, JPEG, PNG):
        return mime
    if zipfile.is_zipfile(content):
        try:
            with zipfile.ZipFile(content) as package:
                names = set(package.namelist())
        except _BROKEN_ZIP:
            return None
        return next((kind for part, kind in _PACKAGES.items() if part in names), None)
    return None


def _check_pdf(content: Path) -> None:
    try:
        with content.open("rb") as source:
            reader = PdfReader(source)
            encrypted = reader.is_encrypted
            pages = 0 if encrypted else len(reader.pages)
    except BROKEN_PDF:
        raise Invalid(
            "file_broken", _("这个 PDF 已经损坏，无法打开。请重新导出或者重新扫描后上传。")
        ) from None
    if encrypted:
        raise Invalid("file_protected", _("这个 PDF 设有密码或者权限保护。请取消保护后重新上传。"))
    if pages == 0:
        raise Invalid("file_broken", _("这个 PDF 没有页面。请重新导出或者重新扫描后上传。"))


def _check_image(content: Path) -> None:
    try:
        with Image.open(content) as image:
            width, height = image.size
            if width * height > MAX_PIXELS:
                raise _oversized()
            image.draft("L", (width // 8, height // 8))  # a JPEG is read whole, but unpacked small
            image.load()
    except Image.DecompressionBombError:
        raise _oversized() from None
    except _BROKEN_IMAGE:
        raise Invalid("file_broken", _("这张图片已经损坏，无法打开。请重新拍照或者扫描后上传。")) from None


def _oversized() -> Invalid:
    return Invalid("image_too_large", _("图片超过 8000 万像素。请降低扫描分辨率（300 dpi 即可）后重新上传。"))


def _check_package(content: Path) -> None:
    try:
        with zipfile.ZipFile(content) as package:
            parts = package.infolist()
            if any(part.flag_bits & _ENCRYPTED for part in parts):
                raise Invalid("file_protected", _("这个文件设有密码。请取消密码后重新上传。"))
            oversized = len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED
            if oversized or package.testzip() is not None:
                raise _damaged()
    except _BROKEN_ZIP:
        raise _damaged() from None
    if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
        raise Invalid("file_macros", _("这个文件带有宏。请另存为不带宏的文件后重新上传。"))


def _damaged() -> Invalid:
    return Invalid("file_broken", _("这个文件已经损坏或者过大，无法打开。请用办公软件另存后重新上传。"))


_CHECKS: dict[str, Callable[[Path], None]] = {
    PDF: _check_pdf,
    JPEG: _check_image,
    PNG: _check_image,
    DOCX: _check_package,
    XLSX: _check_package,
    OFD: _check_package,
}
