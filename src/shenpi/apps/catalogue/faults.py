"""What can be wrong with a row of an imported catalogue; a row with faults is kept and marked, never lost."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from shenpi.core.identifiers import IdentifierError, item_code

LONGEST_NAME = 60
"""Longer names break the lines of documents and lists; they are kept, marked for the agency to shorten."""

ITEM_TYPES = {"1": "01", "5": "05", "7": "07", "8": "08", "9": "09", "10": "10", "20": "20"}
"""The catalogue's type numbers and the codes of GB/T 39046-2020 table A.1."""


class Fault(models.TextChoices):
    """Kinds of faults, kept on the item by their keys."""

    BAD_CODE = "bad_code", _("事项编码有误")
    OLD_CODE = "old_code", _("事项编码使用旧的组织机构代码")
    LONG_NAME = "long_name", _("事项名称过长")
    DUPLICATE_NAME = "duplicate_name", _("同一部门有重名事项")
    UNKNOWN_TYPE = "unknown_type", _("事项类型未知，按其他类别收录")
    REPEATED_CODE = "repeated_code", _("事项编码重复，后一行另加序号收录")
    NO_CODE = "no_code", _("没有事项编码，按行号收录")
    NO_NAME = "no_name", _("没有事项名称，按编码收录")
    UNKNOWN_AGENCY = "unknown_agency", _("部门不在机构名录中，已新建")


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of one row, `reason` in Chinese; `row` counts as a spreadsheet does: the header is row 1."""

    row: int
    fault: Fault
    value: str
    reason: str = ""


def inspect(rows: Sequence[Mapping[str, str]], agencies: Iterable[str]) -> list[Finding]:
    """Return every fault of the rows in their order."""
    known = set(agencies)
    named = Counter((row["department"], row["name"]) for row in rows)
    coded: Counter[str] = Counter()
    found: list[Finding] = []
    for number, row in enumerate(rows, start=2):
        found += [
            Finding(number, fault, row["item_code"], reason)
            for fault, reason in _code_faults(row["item_code"], coded)
        ]
        name = row["name"]
        if not name:
            found.append(Finding(number, Fault.NO_NAME, row["item_code"]))
        if len(name) > LONGEST_NAME:
            found.append(Finding(number, Fault.LONG_NAME, name))
        if name and named[row["department"], name] > 1:
            found.append(Finding(number, Fault.DUPLICATE_NAME, name))
        if row["task_type"] not in ITEM_TYPES:
            found.append(Finding(number, Fault.UNKNOWN_TYPE, row["task_type"]))
        if row["department"] not in known:
            found.append(Finding(number, Fault.UNKNOWN_AGENCY, row["department"]))
    return found


def _code_faults(code: str, coded: Counter[str]) -> Iterator[tuple[Fault, str]]:
    if not code:
        yield Fault.NO_CODE, ""
        return
    coded[code] += 1
    if coded[code] > 1:
        yield Fault.REPEATED_CODE, ""
    try:
        if item_code(code).form == "sichuan_old":
            yield Fault.OLD_CODE, ""
    except IdentifierError as error:
        yield Fault.BAD_CODE, error.zh
