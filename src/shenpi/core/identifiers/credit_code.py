"""统一社会信用代码 (GB 32100-2015) and the organisation codes (GB 11714) that it holds."""

from dataclasses import dataclass

from stdnum.cn import uscc

from shenpi.core.identifiers.errors import IdentifierError
from shenpi.core.identifiers.normal import compact, digits

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""Digits and capitals without I, O, S, V, Z (GB 32100-2015)."""

_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class CreditCode:
    """A unified social credit code of 18 characters.

    `provisional` codes (TE51…: TE, division, number) are given out before the real one and have no check character:
    they can be kept and shown but prove nothing.
    """

    code: str
    provisional: bool = False

    @property
    def region(self) -> str:
        """The six-digit division of the registering authority."""
        return self.code[2:8]

    @property
    def organisation_code(self) -> str:
        """The nine characters of GB 11714; '' for a provisional code."""
        return "" if self.provisional else self.code[8:17]


def credit_code(text: str) -> CreditCode:
    """Read a unified social credit code as typed. Raises IdentifierError."""
    code = compact(text)
    if len(code) != 18:
        raise IdentifierError(
            "uscc_length",
            f"统一社会信用代码应为 18 位，现为 {len(code)} 位。请核对后重新填写。",
            f"A unified social credit code has 18 characters, this has {len(code)}. Check it.",
        )
    if code.startswith("TE") and digits(code[2:8]) and code.isascii() and code.isalnum():
        return CreditCode(code, provisional=True)
    for place, character in enumerate(code, start=1):
        if character not in ALPHABET:
            raise IdentifierError(
                "uscc_characters",
                f"统一社会信用代码第 {place} 位“{character}”不可用（不使用 I、O、S、V、Z）。请核对后重新填写。",
                f"Character {place} ({character}) cannot be in a credit code (no I, O, S, V, Z). Check it.",
            )
    if not digits(code[2:8]):
        raise IdentifierError(
            "uscc_region",
            "统一社会信用代码第 3 至 8 位应为登记机关区划数字。请核对后重新填写。",
            "The 3rd to 8th characters of a credit code are digits of a division. Check it.",
        )
    # stdnum's validate() refuses letters in the first two places, which the standard allows (N2…: rural collectives)
    if code[17] != uscc.calc_check_digit(code[:17]):
        raise IdentifierError(
            "uscc_check",
            "统一社会信用代码校验位不符，可能有一位写错。请对照营业执照或登记证书重新填写。",
            "The check character of the credit code does not fit: one is wrong. Compare it with the licence.",
        )
    return CreditCode(code)


def organisation_code(text: str) -> str:
    """Return the nine characters of an old organisation code (GB 11714: 00877868-5). Raises IdentifierError."""
    code = compact(text)
    if len(code) != 9 or not code.isascii() or not code.isalnum():
        raise IdentifierError(
            "organisation_code_form",
            "组织机构代码应为 9 位数字或字母。请核对。",
            "An organisation code has nine digits or letters. Check it.",
        )
    total = sum(_LETTERS.index(each) * weight for each, weight in zip(code[:8], _WEIGHTS, strict=True))
    if code[8] != "0123456789X0"[11 - total % 11]:
        raise IdentifierError(
            "organisation_code_check",
            "组织机构代码校验位不符。请核对。",
            "The check character of the organisation code does not fit. Check it.",
        )
    return code
