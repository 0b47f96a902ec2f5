"""Reports: numbers from the tallies that agree with the cases behind them, as page and file (D1-005, D10-081)."""

import csv
import re
from datetime import timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from shenpi.apps.errors import Invalid
from shenpi.apps.organisation.roles import Role
from shenpi.apps.supervision.evaluation import periods
from shenpi.apps.supervision.models import (
    FiguresOnly,
    KnownAgency,
    Matter,
    MonitoredCase,
    MonitoredStep,
    PublishedItem,
    Quashing,
    Signal,
)
from shenpi.apps.supervision.reports import behind, zeros
from shenpi.apps.supervision.reports.catalogue import REPORTS
from shenpi.apps.supervision.reports.exporting import harmless
from shenpi.apps.supervision.reports.table import Asked
from shenpi.apps.supervision.reports.volumes import MEASURES
from shenpi.apps.supervision.rules import RULES
from shenpi.core.process import template
from tests.apps.supervision.sample import NOW, case, step

pytestmark = pytest.mark.django_db
NOVEMBER = periods.read("2026-11")


@pytest.fixture
def month() -> None:
    """Cases of two agencies: in time, early, late, refused, private, withdrawn; one item only ever accepted."""
    accepted = {"accepted_at": NOW - timedelta(hours=40)}
    decided = accepted | {"decided_at": NOW, "outcome": "granted", "state": "completed", "closed_at": NOW}
    case(number="N-TIME", due_at=NOW, **decided)
    case(number="N-EARLY", due_at=NOW + timedelta(days=2), **decided)
    case(number="N-LATE", due_at=NOW - timedelta(hours=1), **decided | {"outcome": "refused"})
    case(number="N-PRIVATE", private=True, due_at=NOW, **decided)
    case(number="N-BACK", state="withdrawn", closed_at=NOW, channel="window")
    forest = {"agency_code": "A2", "agency_name": "林业局", "item_code": "ONLY", "item_name": "采伐"}
    case(number="N-ONLY", **forest, **accepted)
    of = {"agency_code": "A2", "item_code": "ONLY", "name": "=领导决定", "due": timedelta(hours=-2)}
    step(case(number="N-STEP", **forest, **accepted), ended_at=NOW, **of)
    content = {
        "name": "食品经营许可",
        "item_type": "01",
        "statutory_limit": {"amount": 20, "unit": "working_days"},
        "promised_limit": {"amount": 5, "unit": "working_days"},
        "process": {"bpmn": template("committed").decode()},
    }
    PublishedItem.objects.create(
        item_code="511602-0001", number=1, agency_code="A1", published_at=NOW, content=content
    )


def made(name: str, **given: str) -> dict[str, tuple[object, ...]]:
    table = REPORTS[name].make(Asked(NOVEMBER, **given))
    return {str(row.cells[0]): row.cells for row in table.rows}


def test_every_number_is_that_of_the_cases_behind_it(month: None) -> None:
    """Requirements §11.7: whichever way the volumes are cut, link and number agree; private ones are figures only."""
    for by in REPORTS["volumes"].ways:
        table = REPORTS["volumes"].make(Asked(NOVEMBER, by=by))
        private = sum(row.cells[1] for row in table.rows if row.private)
        assert (table.total.cells[1], private) == (7, 1), by
        for row in [*table.rows, table.total]:
            if row.private or not row.key:
                assert not row.private or not row.key
                continue
            given = {name: row.key[name] for name in behind.PARTS if name in row.key}
            hidden = MonitoredCase.objects.filter(private=True)
            hidden = [each for each in hidden if all(_has(each, *pair) for pair in given.items())]
            for place, (measure, _name) in enumerate(MEASURES, 1):
                found = behind.cases(measure, periods.read(row.key["period"]), **given)
                counted = sum(
                    measure in ("received", "accepted", "granted", "on_time", "completed") for _ in hidden
                )
                assert len(found.rows) + counted == row.cells[place], (by, row.cells[0], measure)
    assert behind.cases("all", NOVEMBER) is None


def _has(each: MonitoredCase, name: str, value: str) -> bool:
    told = {"agency": each.agency_code, "item": each.item_code, "channel": each.channel, "class": "01"}
    return told[name] == value


def test_what_the_other_reports_say(month: None) -> None:
    """D1-001 accepted only, D1-005 dwell, D1-022 private months, limits, and the four filings of D10-081."""
    assert list(made("accepted_only")) == ["ONLY"]
    assert made("dwell")["=领导决定"][3:] == (1, 1, 0.0, 48.0)
    assert made("offices")["A1-01"][2] == 1
    assert made("private") == {"2026-11 市场监督管理局": made("private")["2026-11 市场监督管理局"]}
    limits = made("limits")["食品经营许可"]
    assert limits[2:7] == ("20 个工作日", "5 个工作日", 75.0, 3, 1)
    assert made("item_statistics")["市场监督管理局"][1:] == (1, 1, 0, 0, 0, 1)
    assert set(made("organisation_codes")) == {"市场监督管理局", "林业局"}
    published = PublishedItem.objects.get(item_code="511602-0001")
    published.content |= {"certificate": {"name": "食品经营许可证", "years": None}}
    published.save()
    details = made("item_details")["食品经营许可"]
    assert (details[2], details[-1]) == ("511602-0001", "食品经营许可证")
    charts = REPORTS["flow_charts"].make(Asked(NOVEMBER)).rows
    assert [row.cells[3:] for row in charts][:2] == [
        ("形式审查", "窗口受理人员", "5个工作日"),
        ("等待补正", "申请人", "按事项规定"),
    ]
    for name in REPORTS:
        assert "林业局" not in made(name, agency="A1"), name


def test_the_cases_stand_behind_the_numbers_of_steps(month: None, signed_in) -> None:
    """Requirements §11.7: dwell, offices, history and the five zeros lead to the cases with these steps."""
    leader: Client = signed_in(Role.LEADER)
    for name in ("dwell", "offices", "history"):
        table = REPORTS[name].make(Asked(NOVEMBER))
        columns = [(place, column.measure) for place, column in enumerate(table.columns)]
        seen = 0
        for row in [*table.rows, table.total]:
            given = {part: value for part, value in row.key.items() if part != "period"}
            for place, measure in columns:
                if measure in behind.STEPS and row.cells[place]:
                    listed = behind.cases(measure, periods.read(row.key["period"]), **given).rows
                    steps = MonitoredStep.objects.filter(case__in=listed, ended_at__isnull=False)
                    assert 0 < len(listed) <= row.cells[place] <= steps.count(), (name, row.cells)
                    seen += 1
        assert seen >= 2, name
    assert not behind.cases("steps_ended", NOVEMBER, step="没有这个环节").rows
    page = leader.get(reverse("supervise:report", args=["dwell"]), {"period": "2026-11"}).content.decode()
    link = re.search(r'href="(/supervise/reports/cases/[^"]*steps_late[^"]*)"', page)
    assert link is not None
    assert "有环节超期办结的办件" in leader.get(link[1].replace("&amp;", "&")).content.decode()
    zero = REPORTS["five_zeros"].make(Asked(NOVEMBER))
    assert zero.columns[1].measure == "received"


@pytest.fixture
def below(month: None) -> None:
    """What a township's node told of November: three private cases that came in, of which one was late."""
    KnownAgency.objects.create(code="B1", name="龙安乡政府", told_at=NOW)
    for measure, number in (("received", 3), ("on_time", 1), ("late", 1), ("granted", 2)):
        FiguresOnly.objects.create(
            source="/supervision/below",
            month=NOVEMBER.months[0],
            told_at=NOW,
            measure=measure,
            agency_code="B1",
            item_code="511602-0001",
            channel="online",
            number=number,
            seconds=172800 if measure == "granted" else 0,
        )


def test_figures_that_came_without_cases_are_in_the_totals_and_marked(below: None) -> None:
    """D1-022, D1-023: the totals stay complete; the figures of private items stand in lines of their own."""
    for by in REPORTS["volumes"].ways:
        table = REPORTS["volumes"].make(Asked(NOVEMBER, by=by))
        private = sum(row.cells[1] for row in table.rows if row.private)
        assert (table.total.cells[1], private) == (10, 4), by
    township = REPORTS["volumes"].make(Asked(NOVEMBER, agency="B1")).rows
    assert [(row.cells[0], row.cells[1], row.cells[-2:], row.private) for row in township] == [
        ("龙安乡政府", 3, (50.0, 1.0), False),
        ("　其中涉及隐私，只报数字", 3, (50.0, 1.0), True),
    ]
    assert made("private")["2026-11 龙安乡政府"][1] == 3
    assert REPORTS["private"].make(Asked(NOVEMBER)).total.cells[1] == 4


def test_agency_item_and_month_at_once_come_by_pages(below: None) -> None:
    """The issue: a city's history by unit, item and month; pages are its lines in order, the sums those of all."""
    years = periods.read("2022-2026")
    whole = REPORTS["history"].make(Asked(years))
    lines = [row.cells[:4] for row in whole.rows]
    assert lines == [
        ("市场监督管理局", "食品经营许可", "2026-11", 5),
        ("林业局", "ONLY", "2026-11", 2),
        ("龙安乡政府", "食品经营许可", "2026-11", 3),
    ]
    assert whole.total.cells[3:] == (10, 6, 5, 1, 4, 2, 4, 4, 1, 1, 48.0)
    paged, after = [], ""
    for _page in range(3):
        page = REPORTS["history"].make(Asked(years, most=1, after=after))
        assert page.total.cells == whole.total.cells
        paged, after = [*paged, *(row.cells[:4] for row in page.rows)], page.next
    assert (paged, after) == (lines, "")
    assert made("history", agency="A2") == {"林业局": whole.rows[1].cells}
    with pytest.raises(Invalid):
        REPORTS["history"].make(Asked(years, after="A1"))


def test_the_five_zeros_are_indices_with_the_cases_behind_them(month: None) -> None:
    """D9-008: failures and index of each zero; a case counts once, a quashed card and a warning not at all."""
    assert {rule for names in zeros.RULES.values() for rule in names} <= set(RULES)
    late = MonitoredCase.objects.get(number="N-LATE")
    for rule, level, key in (
        ("missing_document", "anomaly", "a"),
        ("unsigned_opinion", "anomaly", "b"),
        ("receipt_unanswered", "warning", "c"),
        ("fee_off_list", "red", "d"),
        ("second_correction", "yellow", "e"),
    ):
        card = Signal.objects.create(
            rule=rule,
            level=level,
            subject=str(late.pk),
            key=key,
            case_id=late.pk,
            agency_code="A1",
            since=NOW,
            at=NOW,
            raised_at=NOW,
        )
        if rule == "fee_off_list":
            Quashing.objects.create(kind="signal", record_id=card.pk, reason="依据充分", at=NOW)
    for number, finding in enumerate(("", "upheld", "unfounded"), 1):
        Matter.objects.create(
            kind="complaint",
            year=2026,
            serial=number,
            agency_code="A1",
            finding=finding,
            state="closed",
            opened_at=NOW,
            title="投诉",
        )
    table = REPORTS["five_zeros"].make(Asked(NOVEMBER))
    found = {row.cells[0]: row.cells[1:] for row in table.rows}
    assert found["市场监督管理局"] == (5, 0, 0, None, 1, 80.0, 1, 80.0, 1, 80.0, 0, 100.0, 2)
    assert found["林业局"] == (2, 0, 0, None, 0, 100.0, 0, 100.0, 0, 100.0, 0, 100.0, 5)
    assert table.total.cells[1:3] + table.total.cells[5:7] == (7, 0, 1, 85.7)
    listed = behind.cases("errors", NOVEMBER, agency="A1")
    assert [row.number for row in listed.rows] == ["N-LATE"]
    assert not behind.cases("fees", NOVEMBER).rows


def test_a_leader_reads_and_downloads(month: None, signed_in) -> None:
    """D10-081: page, CSV, XLSX and PDF hold the same lines; text from elsewhere never becomes a formula."""
    leader: Client = signed_in(Role.LEADER)
    for name in REPORTS:
        assert leader.get(reverse("supervise:report", args=[name])).status_code == 200, name
    page = leader.get(reverse("supervise:reports")).content.decode()
    assert "measure=received" in page
    listed = leader.get(f"{reverse('supervise:report_cases')}?measure=late&period=2026-11")
    assert "N-LATE" in listed.content.decode()
    assert "N-TIME" not in listed.content.decode()
    text = leader.get(reverse("supervise:report_file", args=["dwell", "csv"])).content.decode("utf-8-sig")
    assert next(row for row in csv.reader(StringIO(text)) if "领导决定" in row[0])[0] == "'=领导决定"
    book = leader.get(reverse("supervise:report_file", args=["dwell", "xlsx"]))
    with ZipFile(BytesIO(book.content)) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "=领导决定" in packed.read("xl/sharedStrings.xml").decode()
        assert "<v>48</v>" in sheet
    pdf = leader.get(reverse("supervise:report_file", args=["volumes", "pdf"]))
    words = "".join(each.extract_text() for each in PdfReader(BytesIO(pdf.content)).pages)
    assert "只报数字" in re.sub(r"\s+", "", words)
    assert leader.get(reverse("supervise:flow", args=["511602-0001"])).status_code == 200
    for wrong in (
        reverse("supervise:report", args=["none"]),
        reverse("supervise:report_file", args=["dwell", "exe"]),
        reverse("supervise:flow", args=["ONLY"]),
        f"{reverse('supervise:report_cases')}?measure=x&period=2026",
    ):
        assert leader.get(wrong).status_code == 404


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_formulas_are_disarmed(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert harmless(-1) == -1
