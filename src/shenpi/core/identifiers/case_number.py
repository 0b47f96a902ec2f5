"""Case numbers that a clerk can read out by telephone: 261123-100042-7.

Day (YYMMDD), the node that gave the number, a serial of the day, and a Damm check digit, which finds every single
wrong digit and every exchange of neighbours (H. M. Damm, 2004).
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Self

from stdnum import damm

from shenpi.core.identifiers.errors import BadIdentifier

_SPACING = re.compile(r"[\s\-–—－_.]+")


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """Thirteen digits; `compact` is what is stored, `str()` what people read."""

    compact: str

    @classmethod
    def make(cls, day: date, node: int, serial: int) -> Self:
        """Make the number of the `serial`-th case (1 to 99999) of a local day at a node (0 to 9)."""
        if not 0 <= node <= 9 or not 1 <= serial <= 99_999:
            raise BadIdentifier("case_number_range", "编号超出范围", "node 0 to 9, serial 1 to 99999")
        body = f"{day:%y%m%d}{node}{serial:05}"
        return cls(body + damm.calc_check_digit(body))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a number as typed: spaces, dashes and full-width digits do not matter. Raises BadIdentifier."""
        digits = _SPACING.sub("", unicodedata.normalize("NFKC", text))
        if not (digits.isascii() and digits.isdigit() and len(digits) == 13):
            raise BadIdentifier(
                "case_number_form", "办件编号应为13位数字，请核对后重新输入。", "a case number has 13 digits"
            )
        if not damm.is_valid(digits):
            raise BadIdentifier(
                "case_number_check",
                "办件编号有误，可能输错了一位数字或颠倒了相邻数字，请核对后重新输入。",
                "the case number has a wrong digit; compare it with the voucher",
            )
        return cls(digits)

    def __str__(self) -> str:
        return f"{self.compact[:6]}-{self.compact[6:12]}-{self.compact[12]}"
