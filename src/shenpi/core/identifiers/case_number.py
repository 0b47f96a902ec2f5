"""办件编号: a case number that a clerk can read out by telephone, with a check digit."""

from dataclasses import dataclass
from datetime import date

from stdnum import damm

from shenpi.core.identifiers.errors import IdentifierError
from shenpi.core.identifiers.normal import compact, digits

LARGEST_SERIAL = 99_999


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """Day of filing, node (0 to 9: which installation or zone gave the number), serial of that day and node.

    Thirteen digits: YYMMDD, node, five of serial, Damm check digit, shown as `261123-100042-7`. The check digit finds
    every single wrong digit and every exchange of two neighbours. Nodes number on their own, so that zones without a
    line between them never give the same number twice.
    """

    day: date
    node: int
    serial: int

    def __post_init__(self) -> None:
        if (
            not 2000 <= self.day.year <= 2099
            or not 0 <= self.node <= 9
            or not 1 <= self.serial <= LARGEST_SERIAL
        ):
            raise IdentifierError(
                "case_number_range",
                f"办件编号超出范围：年份 2000 至 2099，节点 0 至 9，当日序号 1 至 {LARGEST_SERIAL}。",
                f"Out of range for a case number: year 2000-2099, node 0-9, serial of the day 1-{LARGEST_SERIAL}.",
            )

    @classmethod
    def make(cls, day: date, node: int, serial: int) -> "CaseNumber":
        """Return the number of the `serial`-th case of `day` (a day of China) at `node`. Raises IdentifierError."""
        return cls(day, node, serial)

    @classmethod
    def parse(cls, text: str) -> "CaseNumber":
        """Read a number typed with or without dashes, spaces or full-width digits. Raises IdentifierError."""
        number = compact(text)
        if not digits(number) or len(number) != 13:
            raise IdentifierError(
                "case_number_form",
                "办件编号应为 13 位数字，如 261123-100042-7。请对照受理凭证重新输入。",
                "A case number has 13 digits, for example 261123-100042-7. Type it again from the voucher.",
            )
        if not damm.is_valid(number):
            raise IdentifierError(
                "case_number_check",
                "办件编号的校验位不符，可能有一位数字写错或相邻两位颠倒。请对照受理凭证重新输入。",
                "The check digit of the case number does not fit: a digit is wrong or two are exchanged. "
                "Type it again from the voucher.",
            )
        try:
            day = date(2000 + int(number[:2]), int(number[2:4]), int(number[4:6]))
        except ValueError:
            raise IdentifierError(
                "case_number_day",
                "办件编号前六位不是有效日期。请对照受理凭证重新输入。",
                "The first six digits of the case number are not a date. Type it again from the voucher.",
            ) from None
        return cls(day, int(number[6]), int(number[7:12]))

    @property
    def compact(self) -> str:
        """The thirteen digits, as stored."""
        body = f"{self.day:%y%m%d}{self.node}{self.serial:05d}"
        return body + damm.calc_check_digit(body)

    def __str__(self) -> str:
        number = self.compact
        return f"{number[:6]}-{number[6:12]}-{number[12]}"


def show_case_number(stored: str) -> str:
    """Return the form that people read of thirteen stored digits; anything else comes back as it is."""
    return f"{stored[:6]}-{stored[6:12]}-{stored[12]}" if len(stored) == 13 and digits(stored) else stored
