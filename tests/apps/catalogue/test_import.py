"""The real catalogue of 广安区 comes in whole, with every faulty row named."""

import time
from collections import Counter

import pytest
from django.core.management import call_command

from shenpi.apps.catalogue import acts, packaged
from shenpi.apps.catalogue.elements import Element, missing
from shenpi.apps.catalogue.faults import Fault
from shenpi.apps.catalogue.models import Item, ItemType, ItemVersion, SearchGram
from shenpi.apps.organisation.models import Agency

pytestmark = pytest.mark.django_db

ROW = {
    "department": "区民政局",
    "main_item": "",
    "name": "新事项",
    "task_type": "20",
    "area_code": "511602000000",
    "dept_code": "",
    "link": "",
    "item_code": "512B0003600031-511602000000-000-11511301008778298W-1-00",
}


def test_every_row_becomes_an_item():
    began = time.perf_counter()
    report = acts.import_catalogue()
    took = time.perf_counter() - began
    assert (report.rows, report.created, report.agencies) == (1135, 1135, 34)
    assert Item.objects.count() == 1135
    assert Item.objects.filter(current__published_at__isnull=False).count() == 1135
    assert took < 20, "the import must stay fast"


def test_the_report_names_rows_and_the_items_keep_the_marks():
    """The figures of SOURCES.md: 988 codes of the new form; two names twice within an agency."""
    report = acts.import_catalogue()
    faulty_codes = report.of(Fault.OLD_CODE) + report.of(Fault.BAD_CODE)
    assert 120 <= len(faulty_codes) <= 160
    duplicates = {(finding.row, finding.value) for finding in report.of(Fault.DUPLICATE_NAME)}
    assert {name for _row, name in duplicates} == {
        "求职创业补贴申领",
        "城市建筑物、设施上张挂、张贴宣传品审批",
    }
    rows = packaged.catalogue()
    assert all(rows[row - 2]["name"] == name for row, name in duplicates), "rows count as in a spreadsheet"
    assert max(len(finding.value) for finding in report.of(Fault.LONG_NAME)) == 110
    marked = Item.objects.exclude(faults=[]).count()
    assert marked == len({finding.row for finding in report.findings})


def test_types_follow_the_national_code_set():
    """GB/T 39046-2020 table A.1."""
    acts.import_catalogue()
    counts = Counter(Item.objects.values_list("item_type", flat=True))
    assert set(counts) <= set(ItemType)
    assert counts == {"01": 536, "20": 348, "10": 182, "07": 50, "05": 9, "09": 8, "08": 2}


def test_a_second_import_changes_nothing(django_assert_max_num_queries):
    acts.import_catalogue()
    before = (SearchGram.objects.count(), set(ItemVersion.objects.values_list("id", flat=True)))
    again = acts.import_catalogue()
    assert (again.created, again.changed) == (0, 0)
    assert before == (SearchGram.objects.count(), set(ItemVersion.objects.values_list("id", flat=True)))


def test_a_changed_row_is_followed_and_versions_are_kept():
    acts.import_catalogue([ROW])
    version = Item.objects.get().current
    report = acts.import_catalogue([{**ROW, "name": "临时救助金"}])
    assert (report.created, report.changed) == (0, 1)
    item = Item.objects.get()
    assert (item.name, item.current) == ("临时救助金", version)


def test_bad_rows_are_kept_and_marked():
    """Nothing is lost: wrong code, no name, unknown type, unknown agency, repeated code."""
    broken = [
        {**ROW, "item_code": "乱码"},
        {**ROW, "item_code": ""},
        {**ROW, "item_code": "E-1", "name": "", "task_type": "99"},
        {**ROW, "item_code": "E-2", "department": "区新部门"},
        ROW,
        {**ROW, "name": "另一事项"},
    ]
    report = acts.import_catalogue(broken)
    assert report.created == Item.objects.count() == 6
    assert [finding.row for finding in report.of(Fault.BAD_CODE)] == [2, 4, 5]
    assert [finding.row for finding in report.of(Fault.NO_CODE)] == [3]
    assert [finding.row for finding in report.of(Fault.NO_NAME)] == [4]
    assert [finding.value for finding in report.of(Fault.UNKNOWN_TYPE)] == ["99"]
    assert [finding.row for finding in report.of(Fault.REPEATED_CODE)] == [7]
    assert Item.objects.get(name="另一事项").faults == ["repeated_code"]
    assert Item.objects.get(code="E-1").item_type == ItemType.OTHER
    assert Agency.objects.filter(name="区新部门").count() == 1


def test_every_generated_guide_tells_all_fourteen_elements():
    """D10-042: even an item known by one row only; and it cannot be applied for here (D10-055)."""
    acts.import_catalogue()
    assert len(Element) == 14
    for version in ItemVersion.objects.all():
        assert missing(version.content) == []
        assert version.guide_only


def test_the_command_reports(tmp_path, capsys):
    call_command("import_catalogue", report=tmp_path / "report.csv", stdout=None)
    lines = (tmp_path / "report.csv").read_text("utf-8-sig").splitlines()
    assert lines[0] == "行号,问题,内容,说明"
    assert len(lines) > 120
