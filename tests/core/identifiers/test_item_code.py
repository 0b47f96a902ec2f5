"""Item codes: the national forms and all of a real county's."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from shenpi.core.identifiers import IdentifierError, ItemForm, item_code


def test_real_catalogue_of_a_county(shared_data: Path) -> None:
    """1 135 codes of 广安区: each is taken apart or refused for a reason that can be told (issue 2)."""
    outcomes: Counter[str] = Counter()
    with (shared_data / "zwfw-guangan" / "items.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            try:
                code = item_code(row["item_code"])
            except IdentifierError as error:
                outcomes[error.code] += 1
            else:
                outcomes[code.form] += 1
                assert f"{code.main}-{code.region}-000-" in row["item_code"]
                assert row["item_code"].endswith(f"-{code.serial}-{code.part}")
    assert outcomes == {
        "sichuan": 989,
        "sichuan_old": 31,
        "item_code_department": 104,  # 91 credit codes that lost a character, 13 numbers of other lengths
        "item_code_placeholder": 8,
        "item_code_incomplete": 3,
    }


def test_real_codes_of_a_province(shared_data: Path) -> None:
    """30 entries of 辽宁: 2 region + 2 type + 2 department + 3 main + 3 sub."""
    with (shared_data / "liaoning-catalog" / "items.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 30
    for row in rows:
        code = item_code(row["catalog_code"])
        assert (code.form, code.region) == (ItemForm.BASIC, row["catalog_code"][:2])
        assert code.main[2:4] == row["type_code"]
        assert code.main[4:6] == row["dept_code"]


def test_implementation_and_business_codes() -> None:
    """A real code of 广东 (law.md §3): USCC + level 3 + basic code; with two more digits a business item."""
    assert item_code(" ４４２１９９８０６００３").form is ItemForm.BASIC
    code = item_code("12441500196720244T3442199806003")
    assert (code.form, code.department, code.level, code.main, code.region, code.serial) == (
        ItemForm.IMPLEMENTATION, "12441500196720244T", "3", "442199806003", "44", "",
    )  # fmt: skip
    business = item_code("12441500196720244T344219980600301")
    assert (business.form, business.serial) == (ItemForm.BUSINESS, "01")


@pytest.mark.parametrize(
    ("text", "main", "department", "form"),
    [
        (
            "511A0138000000-511602000000-000-115113010833722043-1-00",
            "511A0138000000", "115113010833722043", ItemForm.SICHUAN,
        ),
        (
            "G-000007-001-511602000000-000-115113010833722043-1-00",
            "G-000007-001", "115113010833722043", ItemForm.SICHUAN,
        ),
        (
            "1J-5100-00027-511602000000-000-11511301008778386B-1-00",
            "1J-5100-00027", "11511301008778386B", ItemForm.SICHUAN,
        ),
        ("512C0107400001-511602000000-000-00877868-5-1-00", "512C0107400001", "008778685", ItemForm.SICHUAN_OLD),
        ("512B0053300006-511602000000-000-083372204-2-00", "512B0053300006", "083372204", ItemForm.SICHUAN_OLD),
    ],
)  # fmt: skip
def test_forms_of_sichuan(text: str, main: str, department: str, form: ItemForm) -> None:
    code = item_code(f" {text}\n")
    assert (code.text, code.main, code.department, code.form) == (text, main, department, form)
    assert code.region == "511602000000"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "item_code_form"),
        ("12345", "item_code_form"),
        ("五一一六〇二", "item_code_form"),
        ("١٢٣٤٥٦٧٨٩٠١٢", "item_code_form"),
        ("12441500196720244T8442199806003", "item_code_form"),  # there is no level 8
        ("12441500196720245T3442199806003", "uscc_check"),
        ("511A0138000000-511602000000-000-11511301008778239X-1-00", "uscc_check"),
        ("511A0138000000-511602000000-000-1151130108778239R-1-00", "item_code_department"),
        ("511A0014100002-511602000000-000-2222222222222-1-00", "item_code_placeholder"),
        ("512C0107400001-511602000000-000-00877868-4-1-00", "organisation_code_check"),
        ("E-000004-001-11511301008778386B", "item_code_incomplete"),
        ("事项-511602000000-000-11511301008778386B-1-00", "item_code_main"),
        ("-", "item_code_incomplete"),
    ],
)
def test_what_is_wrong_is_said(text: str, code: str) -> None:
    with pytest.raises(IdentifierError) as caught:
        item_code(text)
    assert caught.value.code == code
    assert caught.value.zh
    assert caught.value.en
