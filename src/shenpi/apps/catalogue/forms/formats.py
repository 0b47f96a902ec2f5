"""String formats of Chinese forms, each with what to tell who got it wrong."""

import re
from collections.abc import Callable
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from jsonschema import FormatChecker

from shenpi.core.identifiers import IdentifierError, citizen_number, credit_code

_MOBILE = re.compile(r"1[3-9]\d{9}")
_TELEPHONE = re.compile(r"(?:1[3-9]\d{9}|(?:0\d{2,3}-?)?\d{7,8}(?:-\d{1,6})?)")
_POSTCODE = re.compile(r"\d{6}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def _reads(reader: Callable[[str], object]) -> Callable[[str], bool]:
    """Make a check of a reader; its IdentifierError says what is wrong with the very number typed."""
    return lambda text: reader(text) is not None


def _is_date(text: str) -> bool:
    try:
        return 1900 <= date.fromisoformat(text).year <= 2100
    except ValueError:
        return False


FORMATS: dict[str, tuple[Callable[[str], bool], str | Promise]] = {
    "date": (_is_date, _("请填写日期，例如 2026-03-02。")),
    "citizen-number": (_reads(citizen_number), _("公民身份号码有误，请对照身份证核对18位号码。")),
    "uscc": (_reads(credit_code), _("统一社会信用代码有误，请对照营业执照核对18位代码。")),
    "mobile": (lambda text: bool(_MOBILE.fullmatch(text)), _("请填写11位手机号码。")),
    "telephone": (
        lambda text: bool(_TELEPHONE.fullmatch(text)),
        _("请填写手机号码或带区号的座机号码，例如 0826-2345678。"),
    ),
    "postcode": (lambda text: bool(_POSTCODE.fullmatch(text)), _("请填写6位邮政编码。")),
    "email": (lambda text: bool(_EMAIL.fullmatch(text)), _("请填写电子邮箱，例如 name@example.cn。")),
}

CHECKER = FormatChecker(formats=())
"""jsonschema's checker with our formats and no others."""

for _name, (_accepts, _message) in FORMATS.items():
    CHECKER.checks(_name, raises=IdentifierError)(
        lambda value, accepts=_accepts: not isinstance(value, str) or accepts(value)
    )


def message(name: str, cause: object) -> str:
    """Return what to tell: of a number the reader's own words, in the reader's language."""
    if isinstance(cause, IdentifierError):
        return cause.en if (get_language() or "").startswith("en") else cause.zh
    return str(FORMATS[name][1])


UPPERCASE = frozenset({"citizen-number", "uscc"})
"""Formats whose letters people write small; cleaning writes them large."""
