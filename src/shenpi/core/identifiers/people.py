"""Citizen numbers (GB 11643-1999) and unified social credit codes (GB 32100-2015), by python-stdnum."""

import unicodedata
from dataclasses import dataclass
from datetime import date

from stdnum.cn import ric, uscc
from stdnum.exceptions import InvalidChecksum, InvalidLength, ValidationError

from shenpi.core.identifiers.errors import BadIdentifier


@dataclass(frozen=True, slots=True)
class CitizenNumber:
    """A citizen number with what it says: birth day, sex, and the division of first registration."""

    number: str
    born: date
    is_male: bool
    region: str


@dataclass(frozen=True, slots=True)
class CreditCode:
    """A unified social credit code; `provisional` codes (TE51…) circulate without a valid check character."""

    code: str
    provisional: bool = False


def citizen_number(text: str) -> CitizenNumber:
    """Read a citizen number as typed. Raises BadIdentifier."""
    number = _plain(text)
    try:
        ric.validate(number)
        born = ric.get_birth_date(number)
    except InvalidLength:
        raise BadIdentifier(
            "citizen_number_length", "身份证号码应为18位，请核对。", "a citizen number has 18 characters"
        ) from None
    except InvalidChecksum:
        raise BadIdentifier(
            "citizen_number_check", "身份证号码校验位不符，请核对是否输错。", "the check digit does not fit"
        ) from None
    except ValidationError:
        raise BadIdentifier(
            "citizen_number",
            "身份证号码不正确，请核对地区、出生日期和各位数字。",
            "this is no citizen number",
        ) from None
    return CitizenNumber(number, born, int(number[16]) % 2 == 1, number[:6])


def credit_code(text: str) -> CreditCode:
    """Read a unified social credit code as typed. Raises BadIdentifier."""
    code = _plain(text)
    if code.startswith("TE") and len(code) == 18 and code.isalnum():
        return CreditCode(code, provisional=True)
    try:
        return CreditCode(uscc.validate(code))
    except InvalidLength:
        raise BadIdentifier(
            "uscc_length", "统一社会信用代码应为18位，请核对。", "a credit code has 18 characters"
        ) from None
    except InvalidChecksum:
        raise BadIdentifier(
            "uscc_check", "统一社会信用代码校验位不符，请核对是否输错。", "the check character does not fit"
        ) from None
    except ValidationError:
        raise BadIdentifier(
            "uscc",
            "统一社会信用代码含有不允许的字符，请核对（不使用 I、O、S、V、Z）。",
            "this is no credit code",
        ) from None


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).upper().split()).replace("-", "")
