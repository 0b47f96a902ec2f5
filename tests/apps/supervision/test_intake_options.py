"""What supervision learns of receipt from real acts: late entries and imports, and 补录 kept apart."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, meetings, sweeps
from shenpi.apps.casework.models import Task
from shenpi.apps.documents.models import Certificate
from shenpi.apps.exchange import pumping
from shenpi.apps.supervision import queries, signals
from shenpi.apps.supervision.evaluation import periods
from shenpi.apps.supervision.mining import report
from shenpi.apps.supervision.models import (
    CaseTally,
    MonitoredCase,
    MonitoredEvent,
    PublishedItem,
    Signal,
    StepTally,
)
from shenpi.apps.supervision.reports.behind import cases
from tests.support import county as counties

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
PAPER = [acts.HandedIn("application", "申请表", "original"), acts.HandedIn("plan", "平面图", "copy", 2)]


@pytest.fixture
def county() -> Iterator[counties.County]:
    with timekeeping.at(MONDAY):
        yield counties.build(("committed",))


def raised() -> set[tuple[str, str]]:
    pumping.settle()
    signals.sweep()
    return set(Signal.objects.values_list("rule", "level"))


def test_entered_on_a_later_day_is_found_out(county: counties.County) -> None:
    """D10-027: the receipt itself tells it; the same day raises nothing."""
    county.receive("committed", filed_at=MONDAY - timedelta(minutes=5))
    assert raised() == set()
    county.receive("committed", filed_at=MONDAY - timedelta(days=1), late_reason="停电")
    assert {rule for rule, _level in raised()} == {"late_entry"}


def test_paper_that_is_not_scanned_in_three_days(county: counties.County) -> None:
    """D3-037: from the acceptance until the window's import, whatever step began meanwhile."""
    case = county.receive("committed", materials=PAPER)
    county.accept(case)
    task = county.task(case, "import_filing")
    with timekeeping.at(task.due_at - timedelta(minutes=5)):
        assert ("late_import", "yellow") not in raised()
        other = county.receive("committed", materials=PAPER)
        county.accept(other)
        scans = {each.pk: acts.Scan("1" * 64, "扫描.pdf") for each in acts.unscanned(other.pk)}
        acts.import_filing(other.pk, county.task(other, "import_filing").pk, by=county["clerk"], scans=scans)
    with timekeeping.at(task.due_at + timedelta(days=2)):
        found = {(rule, level) for rule, level in raised() if rule == "late_import"}
        assert found
        assert set(Signal.objects.filter(rule="late_import").values_list("case_id", flat=True)) == {case.pk}


def test_what_was_entered_afterwards_is_in_no_figure_of_timeliness(county: counties.County) -> None:
    """D1-008: known with its own times, counted as 补录 and nothing else."""
    days: dict[str, Any] = {
        name: MONDAY - timedelta(days=back)
        for name, back in (("received_at", 90), ("accepted_at", 89), ("decided_at", 5), ("completed_at", 4))
    }
    past = acts.Past(
        county.items["committed"].pk,
        {"kind": "person", "name": "李四", "id_number": ""},
        {},
        source="省厅审批系统",
        source_number="1",
        reason="系统切换前办理",
        ended="granted",
        **days,
    )
    case = acts.enter_afterwards(past, by=county["clerk"])
    assert raised() == set()
    known = MonitoredCase.objects.get(pk=case.pk)
    assert (known.state, known.outcome, known.channel) == ("completed", "granted", "afterwards")
    assert known.decided_at == days["decided_at"]
    assert set(CaseTally.objects.values_list("measure", "number")) == {("afterwards", 1)}
    assert not StepTally.objects.exists()
    behind = cases("granted", periods.read("2026-02"))
    assert behind is not None
    assert list(behind.rows) == []
    assert report.of_item(known.item_code).cases == 0


def test_a_lapsed_gap_ends_the_case_there_too(county: counties.County) -> None:
    """容缺受理: both systems agree at every step, and the ending is no breach of the drawn course."""
    version = county.items["committed"]
    rows = [row | ({"may_follow": True} if row["key"] == "plan" else {}) for row in version.materials]
    again = counties.revised(county, "committed", materials=rows)
    case = county.receive(
        "committed", materials=[acts.HandedIn("application", "申请表")], version_id=again.pk
    )
    task = county.task(case, "examine_formally")
    acts.accept_with_gap(case.pk, task.pk, by=county["clerk"], missing=["plan"], promised=True)
    due = county.task(case, "await_gap").due_at
    with timekeeping.at(due + timedelta(minutes=1)):
        sweeps.sweep()
        assert {rule for rule, _level in raised()} <= {"step_due", "promise_due"}
    told = queries.case_file(case.pk)
    assert told.case.state == "closed"
    assert all(step.ended_at for step in told.steps)


def test_what_the_law_lets_run_beside_the_process_is_no_deviation(county: counties.County) -> None:
    """行政许可法 art. 34, 36, 50; D3-049: a field check, third parties, a meeting, a renewal accuse nobody."""
    version = county.items["committed"]
    PublishedItem.objects.create(
        item_code=version.item.code,
        number=version.number,
        agency_code=version.item.agency.code,
        published_at=MONDAY,
        content={"process": {"bpmn": version.process.bpmn}},
    )
    case = county.receive("committed", materials=())
    county.accept(case)
    officers = [county["land.h"].pk, county["land.head"].pk]
    acts.order_field_check(case.id, by=county["land.h"], officers=officers, matter="查看")
    acts.tell_third_parties(case.id, by=county["land.h"], parties=[acts.Party("某甲")], matter="采光")
    acts.call_meeting(case.id, by=county["leader"], body="joint", ground="routine", matter="规划")
    task = county.task(case, "record_field_check")
    said = {"checked_on": MONDAY.date(), "place": "现场", "findings": "相符"}
    acts.record_field_check(case.id, task.id, by=task.holder, **said)
    task = county.task(case, "sign_field_check")
    acts.sign_field_check(case.id, task.id, by=task.holder)
    task = county.task(case, "hear_third_party")
    acts.hear_third_party(case.id, task.id, by=task.holder, heard_on=MONDAY.date(), statement="无异议")
    task = county.task(case, "record_meeting")
    minutes = meetings.Minutes(MONDAY.date(), "甲、乙", "一致")
    acts.record_meeting(case.id, task.id, by=task.holder, minutes=minutes, conclusion="grant")
    finish(county, case)
    renewed = acts.apply_on_certificate(
        Certificate.objects.get().pk, "renewal", by=county["clerk"], form={"statement": "继续"}
    )
    county.accept(renewed)
    finish(county, renewed)
    certificate = Certificate.objects.get(standing="in_force")
    begun = {"ground": "fraud", "reason": "材料虚假", "basis": "某法"}
    revoked = acts.propose_revocation(certificate.pk, by=county["land.h"], **begun)
    task = county.task(revoked, "await_statement")
    acts.record_statement(revoked.pk, task.pk, by=county["clerk"], statement="不知情")
    county.examine_all(revoked)
    said = {"verdict": "revoke", "reason": "属实", "basis": "某法"}
    acts.revoke(revoked.pk, county.task(revoked, "revoke").pk, by=county["leader"], **said)
    county.finish(revoked)
    rules = {rule for rule, _level in raised()}
    told = MonitoredEvent.objects.get(case=renewed.pk, type="case.received")
    assert told.data["upon"] == {"purpose": "renewal"}
    assert "off_process" not in rules, Signal.objects.filter(rule="off_process").values_list(
        "case_number", "words"
    )


def finish(county: counties.County, case: Any) -> None:
    county.examine_all(case)
    county.decide(case)
    for act, said in (("notify_payment", {}), ("record_payment", {"receipt_number": "1"})):
        if (task := Task.objects.filter(case=case, act=act).first()) is not None:
            getattr(acts, act)(case.pk, task.pk, by=county["clerk"], **said)
    county.finish(case)
