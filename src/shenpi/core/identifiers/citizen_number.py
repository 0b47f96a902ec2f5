"""公民身份号码 (GB 11643-1999)."""

from dataclasses import dataclass
from datetime import date

from stdnum.cn import ric

from shenpi.core.identifiers.errors import IdentifierError
from shenpi.core.identifiers.normal import compact, digits

PROVINCES = frozenset(
    str(code)
    for codes in (
        range(11, 16),
        range(21, 24),
        range(31, 38),
        range(41, 47),
        range(50, 55),
        range(61, 66),
        (71, 81, 82, 83, 91),
    )
    for code in codes
)
"""The first two digits: GB/T 2260 with 71 Taiwan, 81 Hong Kong and 82 Macao (also on residence permits, where 83 is
Taiwan), and 91 for the permanent residence cards of foreigners since 2023."""


@dataclass(frozen=True, slots=True)
class CitizenNumber:
    """A citizen number with what it says; `region` is the six-digit division of first registration."""

    number: str
    born: date
    is_male: bool
    region: str


def citizen_number(text: str, *, today: date | None = None) -> CitizenNumber:
    """Read a citizen number as typed; with `today`, a birth date after it is refused. Raises IdentifierError.

    The division is not looked up: counties are merged and renamed, numbers stay, and a person must not be turned away
    because a table is out of date.
    """
    number = compact(text)
    if len(number) == 15 and digits(number):
        raise IdentifierError(
            "citizen_number_old",
            "15 位旧身份证号码已停用。请填写第二代身份证上的 18 位号码。",
            "Citizen numbers of 15 digits are no longer used. Give the 18 characters of the present card.",
        )
    if len(number) != 18:
        raise IdentifierError(
            "citizen_number_length",
            f"身份证号码应为 18 位，现为 {len(number)} 位。请核对后重新填写。",
            f"A citizen number has 18 characters, this has {len(number)}. Check it.",
        )
    if not digits(number[:17]) or number[17] not in "0123456789X":
        raise IdentifierError(
            "citizen_number_characters",
            "身份证号码前 17 位应为数字，末位为数字或 X。请核对后重新填写。",
            "The first 17 characters of a citizen number are digits, the last a digit or X. Check it.",
        )
    if number[:2] not in PROVINCES:
        raise IdentifierError(
            "citizen_number_region",
            f"身份证号码前两位“{number[:2]}”不是有效的省级代码。请核对后重新填写。",
            f"{number[:2]} at the beginning of the citizen number is no province. Check it.",
        )
    born = _birth_date(number, today)
    if number[17] != ric.calc_check_digit(number):
        raise IdentifierError(
            "citizen_number_check",
            "身份证号码校验位不符，可能有一位写错或相邻两位颠倒。请对照证件重新填写。",
            "The check digit of the citizen number does not fit: a digit is wrong. Compare it with the card.",
        )
    return CitizenNumber(number, born, int(number[16]) % 2 == 1, number[:6])


def _birth_date(number: str, today: date | None) -> date:
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        born = None
    if born is None or born.year < 1800 or (today is not None and born > today):
        raise IdentifierError(
            "citizen_number_birth",
            f"身份证号码第 7 至 14 位“{number[6:14]}”不是有效的出生日期。请核对后重新填写。",
            f"{number[6:14]}, the 7th to 14th digit, is no date of birth. Check it.",
        )
    return born
