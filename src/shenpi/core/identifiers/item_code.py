"""Item codes: the national 12-digit basic, 31 and 33 character forms, and the two of Sichuan's real catalogue."""

import re
from dataclasses import dataclass

from shenpi.core.identifiers.errors import BadIdentifier
from shenpi.core.identifiers.people import credit_code

_BASIC = re.compile(r"(\d{2})(\d{2})(\d{2})(\d{3})(\d{3})")
_IMPLEMENTATION = re.compile(r"([0-9A-Z]{18})([1-7])(\d{12})(\d{2})?")
_SICHUAN = re.compile(
    r"(?P<main>.+?)-(?P<region>\d{12})-(?P<kind>\d{3})-(?P<department>[0-9A-Za-z_\-]+?)-(?P<serial>\d+)-(?P<part>\d{2})"
)


@dataclass(frozen=True, slots=True)
class ItemCode:
    """An item's code taken apart. `form`: basic, implementation, business, sichuan or sichuan_old."""

    text: str
    form: str
    main: str
    region: str = ""
    department: str = ""
    level: str = ""
    serial: str = ""


def item_code(text: str) -> ItemCode:
    """Take a code apart. Raises BadIdentifier, saying what does not fit.

    Basic: region 2 + type 2 + department 2 + main 3 + sub 3. Implementation: USCC 18 + level 1 + basic 12.
    Business item: implementation + 2. Sichuan: main-region-000-USCC-n-nn, the older ones with a department
    code of another make in the USCC's place.
    """
    code = text.strip()
    if _BASIC.fullmatch(code):
        return ItemCode(code, "basic", code, region=code[:2])
    if found := _IMPLEMENTATION.fullmatch(code):
        form = "business" if found[4] else "implementation"
        return ItemCode(code, form, found[3], found[3][:2], found[1], found[2], found[4] or "")
    if found := _SICHUAN.fullmatch(code):
        form = "sichuan" if _is_credit_code(found["department"]) else "sichuan_old"
        return ItemCode(code, form, found["main"], found["region"], found["department"], "", found["part"])
    raise BadIdentifier(
        "item_code",
        "事项编码不符合任何一种已知格式（12位基本编码、31位实施编码、33位业务办理项编码、四川省编码）。",
        "the code is of none of the known forms (12, 31 or 33 characters, or Sichuan's)",
    )


def _is_credit_code(text: str) -> bool:
    try:
        credit_code(text)
    except BadIdentifier:
        return False
    return True
