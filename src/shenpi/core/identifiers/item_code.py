"""事项编码: the national basic, implementation and business forms, and both forms of Sichuan's catalogue."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from shenpi.core.identifiers.credit_code import credit_code, organisation_code
from shenpi.core.identifiers.errors import IdentifierError

_BASIC = re.compile(r"\d{12}", re.ASCII)
_NATIONAL = re.compile(r"([0-9A-Z]{18})([1-7])(\d{12})(\d{2})?", re.ASCII)
_SICHUAN = re.compile(
    r"(?P<main>.+?)-(?P<region>\d{12})-000-(?P<department>.+)-(?P<serial>\d)-(?P<part>\d{2})", re.ASCII
)
_SICHUAN_MAIN = re.compile(r"51\d[A-Z0-9]\d{8}(\d{2})?|[A-Z]-\d{6}-\d{3,4}|\d[A-Z]-\d{4}-\d{5}", re.ASCII)


class ItemForm(StrEnum):
    """The form of an item code."""

    BASIC = "basic"
    IMPLEMENTATION = "implementation"
    BUSINESS = "business"
    SICHUAN = "sichuan"
    SICHUAN_OLD = "sichuan_old"


@dataclass(frozen=True, slots=True)
class ItemCode:
    """An item code taken apart.

    - basic: 12 digits, region 2 (00 national) + type 2 + department 2 + main item 3 + sub-item 3; `main` is the whole.
    - implementation: USCC 18 (`department`) + level of exercise 1 to 7 (`level`) + basic 12 (`main`).
    - business: implementation + 2 digits of sequence (`serial`).
    - sichuan: `main`-`region` 12-000-USCC (`department`)-`serial`-`part`.
    - sichuan_old: the same with an organisation code of GB 11714 (nine characters) in the USCC's place.

    Sources: GB/T 39046-2020, GB/T 39554.1-2020; the published catalogue of 广安区 for Sichuan's forms.
    """

    text: str
    form: ItemForm
    main: str
    region: str = ""
    department: str = ""
    level: str = ""
    serial: str = ""
    part: str = ""


def item_code(text: str) -> ItemCode:
    """Take a code apart. Raises IdentifierError, whose code and sentences say which part does not fit and why."""
    code = unicodedata.normalize("NFKC", text).strip()
    if _BASIC.fullmatch(code):
        return ItemCode(code, ItemForm.BASIC, code, region=code[:2])
    if found := _NATIONAL.fullmatch(code):
        department = credit_code(found[1]).code
        form = ItemForm.BUSINESS if found[4] else ItemForm.IMPLEMENTATION
        return ItemCode(code, form, found[3], found[3][:2], department, found[2], found[4] or "")
    if "-" in code:
        return _sichuan(code)
    raise IdentifierError(
        "item_code_form",
        "事项编码不符合已知格式（12 位基本编码、31 位实施编码、33 位业务办理项编码、四川省编码）。请核对。",
        "The item code has none of the known forms (12, 31 or 33 characters, or Sichuan's). Check it.",
    )


def _sichuan(code: str) -> ItemCode:
    found = _SICHUAN.fullmatch(code)
    if found is None:
        raise IdentifierError(
            "item_code_incomplete",
            "事项编码不完整，应为“主项编码-12 位区划-000-机构代码-序号-两位”。请补全缺少的部分。",
            "The item code is incomplete: main code, 12-digit division, 000, department, serial, two digits.",
        )
    if not _SICHUAN_MAIN.fullmatch(found["main"]):
        raise IdentifierError(
            "item_code_main",
            f"事项编码的主项部分“{found['main']}”格式不对。请核对。",
            f"The main part {found['main']!r} of the item code has no known form. Check it.",
        )
    form, department = _department(found["department"])
    return ItemCode(
        code, form, found["main"], found["region"], department, serial=found["serial"], part=found["part"]
    )


def _department(text: str) -> tuple[ItemForm, str]:
    if len(text) == 18:
        return ItemForm.SICHUAN, credit_code(text).code
    if len(set(text)) == 1:
        raise IdentifierError(
            "item_code_placeholder",
            f"事项编码中的机构代码“{text}”是占位符。请填写机构的统一社会信用代码。",
            f"The department {text} in the item code is a placeholder. Put the agency's credit code there.",
        )
    if len(text.replace("-", "")) == 9:
        return ItemForm.SICHUAN_OLD, organisation_code(text)
    raise IdentifierError(
        "item_code_department",
        f"事项编码中的机构代码“{text}”应为 18 位统一社会信用代码或 9 位组织机构代码，现为 {len(text)} 位。请核对。",
        f"The department {text} in the item code has {len(text)} characters; a credit code has 18, "
        "an organisation code 9. Check it.",
    )
