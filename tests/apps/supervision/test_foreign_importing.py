"""D10-051, D10-052: a foreign system's log becomes monitored cases: all of it, once, and by the same rules."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from shenpi.apps import timekeeping
from shenpi.apps.errors import Invalid
from shenpi.apps.supervision import divisions, queries
from shenpi.apps.supervision.evaluation import gathering
from shenpi.apps.supervision.foreign import systems
from shenpi.apps.supervision.foreign.options import Reading, names
from shenpi.apps.supervision.foreign.telling import WHOLE
from shenpi.apps.supervision.mining.figures import Figures, of_source
from shenpi.apps.supervision.models import (
    ForeignBatch,
    ForeignFinding,
    ForeignSystem,
    KnownAgency,
    MonitoredCase,
    MonitoredEvent,
    MonitoredStep,
    Signal,
    WarningRecord,
)
from shenpi.apps.supervision.projection import refold
from shenpi.apps.supervision.recording import record_red_steps
from shenpi.apps.supervision.signals import look
from tests.apps.supervision.foreign_logs import PROCESS, take, the_case
from tests.core.eventlog.logs import event, log, trace

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 16, 4, 0, tzinfo=UTC)
FACTS = (
    '<date key="startdate" value="2026-03-02T08:00:00+08:00"/><date key="deadline" value="2026-03-20T17:30:00+08:00"/>'
    '<string key="department" value="建管科"/><string key="responsible" value="李强"/>'
    '<string key="channel" value="desk"/>'
)
ENDED = FACTS + '<date key="enddate" value="2026-03-10T10:00:00+08:00"/>'
FIRST = event("Receive", "2026-03-02T09:00:00+08:00", org_resource="王芳", org_group="窗口")
SECOND = event("Check", "2026-03-05T09:00:00+08:00", org_resource="李强")


def rows() -> list[object]:
    return [
        list(model.objects.order_by("pk").values())
        for model in (MonitoredCase, MonitoredStep, MonitoredEvent)
    ]


def test_a_case_becomes_a_monitored_case() -> None:
    batch = take(log(trace(FIRST, SECOND, facts=ENDED)))
    assert (batch.cases, batch.events, batch.new_cases, batch.new_events) == (1, 2, 1, 2)
    assert (batch.faulty_cases, batch.lost, batch.error) == (0, 0, "")
    case = the_case()
    assert (case.agency_name, case.item_name, case.channel) == ("城建系统", "城建系统", "desk")
    assert case.received_at == datetime(2026, 3, 2, 0, 0, tzinfo=UTC)
    assert case.due_at == datetime(2026, 3, 20, 9, 30, tzinfo=UTC)
    assert case.closed_at == datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
    assert case.state == "completed"
    whole = MonitoredStep.objects.get(name=WHOLE)
    assert (whole.begun_at, whole.due_at, whole.ended_at) == (case.received_at, case.due_at, case.closed_at)
    assert (whole.office_name, whole.person_name) == ("建管科", "李强")
    first = MonitoredStep.objects.get(name="Receive")
    assert (first.begun_at, first.person_name) == (None, "王芳")
    told = MonitoredEvent.objects.get(case=case, seq=3).data["attributes"]
    assert told["org:group"] == "窗口"  # what the log said stays, whole
    refold(case.pk)
    assert the_case().closed_at == case.closed_at


def test_late_and_open_cases_are_on_the_ordinary_pages() -> None:
    """The wall, the lists and the records know a foreign case as they know any other."""
    take(log(trace(FIRST, facts=FACTS), trace(FIRST, facts=FACTS.replace("03-20", "03-13"), number="A-2")))
    lights = queries.lights(NOON)
    assert (lights.red, lights.green) == (1, 1)
    page = queries.steps(NOON, light="red")
    assert [(step.name, step.case.number) for step in page.rows] == [(WHOLE, "A-2")]
    with timekeeping.at(NOON):
        assert record_red_steps(NOON) == 1
    record = WarningRecord.objects.get()
    assert (record.case_number, record.agency_name, record.person_name) == ("A-2", "城建系统", "李强")


def test_a_log_is_judged_by_what_it_tells() -> None:
    """A log knows no documents and no verdicts: only its limits and its course raise signals, one lateness one."""
    late = FACTS.replace("03-20", "03-13")
    with timekeeping.at(NOON):
        skipped = trace(SECOND, number="A-3", facts=ENDED)
        data = log(trace(FIRST, SECOND, facts=ENDED), trace(FIRST, facts=late, number="A-2"), skipped)
        take(data, process=PROCESS)
        look(NOON)
    raised = set(Signal.objects.values_list("case_number", "rule"))
    assert raised == {("A-2", "step_due"), ("A-3", "off_process")}
    assert Signal.objects.get(rule="off_process").words == "Receive"


def test_repeating_an_import_changes_nothing() -> None:
    data = log(
        trace(FIRST, SECOND, facts=ENDED),
        trace(
            event("Receive", lifecycle_transition="start"),
            FIRST,
            event("Note", lifecycle_transition="assign"),
            number="A-2",
        ),
        trace(FIRST, FIRST, number="A-3"),
        trace(FIRST, number=""),
    )
    first = take(data)
    before = rows()
    second = take(data)
    assert rows() == before
    assert (second.cases, second.events) == (first.cases, first.events)
    assert (second.new_cases, second.new_events) == (0, 0)


def test_tomorrows_log_adds_what_is_new() -> None:
    """A longer record of the same cases: new events, a limit that moved, an end; each taken once."""
    take(log(trace(FIRST, facts=FACTS)))
    batch = take(log(trace(FIRST, SECOND, facts=ENDED.replace("03-20", "03-25"))))
    assert (batch.new_cases, batch.new_events) == (0, 1)
    case = the_case()
    assert case.due_at == datetime(2026, 3, 25, 9, 30, tzinfo=UTC)
    assert case.closed_at == datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
    assert MonitoredStep.objects.get(name=WHOLE).ended_at == case.closed_at
    corrected = ENDED.replace("03-20", "03-25").replace("03-10", "03-11")
    take(log(trace(FIRST, SECOND, facts=corrected)))
    assert the_case().closed_at == datetime(2026, 3, 11, 2, 0, tzinfo=UTC)


def test_a_log_of_the_days_events_only() -> None:
    """A batch that holds only what happened today: attributes told before stay, open steps are ended."""
    take(log(trace(event("Check", "2026-03-05T09:00:00+08:00", lifecycle_transition="start"), facts=FACTS)))
    take(log(trace(event("Check", "2026-03-06T09:00:00+08:00", lifecycle_transition="complete"))))
    case, step = the_case(), MonitoredStep.objects.get(name="Check")
    assert case.due_at == datetime(2026, 3, 20, 9, 30, tzinfo=UTC)
    assert case.received_at == datetime(2026, 3, 2, 0, 0, tzinfo=UTC)
    assert step.ended_at == datetime(2026, 3, 6, 1, 0, tzinfo=UTC)


def test_steps_with_beginning_and_end() -> None:
    """Lifecycle transitions: start and complete pair, in the order they began; the end of the case ends all."""
    data = log(
        trace(
            event("Check", "2026-03-03T09:00:00+08:00", lifecycle_transition="start"),
            event("Check", "2026-03-04T09:00:00+08:00", lifecycle_transition="START"),
            event("Check", "2026-03-05T09:00:00+08:00", lifecycle_transition="complete"),
            event("Advise", "2026-03-05T10:00:00+08:00", lifecycle_transition="start", concept_instance="i1"),
            event("Advise", "2026-03-05T11:00:00+08:00", lifecycle_transition="start", concept_instance="i2"),
            event(
                "Advise", "2026-03-06T10:00:00+08:00", lifecycle_transition="complete", concept_instance="i2"
            ),
            event(
                "Advise", "2026-03-07T10:00:00+08:00", lifecycle_transition="ate_abort", concept_instance="i1"
            ),
            event("Check", "2026-03-07T11:00:00+08:00", lifecycle_transition="schedule"),
            facts=ENDED,
        )
    )
    take(data)
    steps = MonitoredStep.objects.exclude(name=WHOLE).order_by("begun_at")
    found = [(step.name, step.begun_at.day, step.ended_at.day) for step in steps]  # type: ignore[union-attr]
    assert found == [("Check", 3, 5), ("Check", 4, 10), ("Advise", 5, 7), ("Advise", 5, 6)]
    assert of_source(ForeignSystem.objects.get().source).events == 8
    take(data)
    assert steps.count() == 4


def test_what_is_wrong_goes_back_row_by_row() -> None:
    batch = take(
        log(trace(FIRST, event(name=""), facts=FACTS), trace(number="A-2"), trace(FIRST, facts=FACTS))
    )
    found = ForeignFinding.objects.order_by("id").values_list("number", "event", "code", "lost")
    assert list(found) == [
        ("A-1", 0, "repeated_number", False),
        ("A-1", 2, "event_refused", True),
        ("A-2", 0, "case_refused", True),
    ]
    assert (batch.cases, batch.new_cases, batch.faulty_cases, batch.lost) == (2, 1, 2, 2)


def test_what_is_lost_is_a_share_of_what_was_sent() -> None:
    """Issue 5: a row with an unreadable moment is one lost row; a system that sends nothing else loses everything."""
    batch = take(log(trace(event(at="25:61"), facts=FACTS)))
    found = ForeignFinding.objects.filter(lost=True).values_list("code", "event", "zh")
    assert list(found) == [("no_moment", 1, "“25:61”不是时间，环节记录未接收")]
    assert batch.lost == 1
    begins = timekeeping.now() - timedelta(days=1)
    lost = gathering._lost(begins, begins + timedelta(days=2))
    assert lost == {(batch.system.agency_code,): Decimal(100)}


def test_a_system_says_where_its_agency_lies() -> None:
    """D7-008: an agency that publishes no item stands on the map all the same; a code that is none is refused."""
    systems.register("城建系统", agency="区城建局", agency_code="A9", region="511602")
    take(log(trace(FIRST, facts=FACTS)))
    assert KnownAgency.objects.get().region_code == "511602000000"
    assert divisions.root() == "511602"
    with pytest.raises(Invalid, match="行政区划"):
        systems.register("城建系统", region="999999")


def test_a_file_that_breaks_off_keeps_what_came_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shenpi.apps.supervision.foreign.importing.CASES", 2)
    data = log(*[trace(FIRST, number=f"A-{number}", facts=FACTS) for number in range(5)])
    batch = take(data[:-100])
    assert batch.finished_at is None
    assert "XML" in batch.error
    assert MonitoredCase.objects.count() == 4
    assert take(data).new_cases == 1


def test_long_words_are_shortened_and_stay_distinct() -> None:
    number = "办件" * 40
    take(log(trace(event("步" * 300), number=f"{number}甲"), trace(event("步" * 300), number=f"{number}乙")))
    assert MonitoredCase.objects.count() == 2
    assert {len(case.number) for case in MonitoredCase.objects.all()} == {64}


def test_departments_own_names_and_when_a_case_is_over() -> None:
    facts = FACTS.replace("deadline", "Frist") + '<string key="Amt" value="规划局"/>'
    options = {"case": {"due": "Frist", "agency": "Amt"}, "closed_by": ("Check",)}
    take(log(trace(FIRST, SECOND, facts=facts)), **options)
    case = the_case()
    assert (case.agency_name, case.due_at) == ("规划局", datetime(2026, 3, 20, 9, 30, tzinfo=UTC))
    assert case.closed_at == datetime(2026, 3, 5, 1, 0, tzinfo=UTC)
    assert systems.register("城建系统").reading["case"] == {
        "due": "Frist",
        "agency": "Amt",
    }  # kept for the next batch
    with pytest.raises(Invalid):
        Reading(case={"colour": "x"})
    with pytest.raises(Invalid):
        Reading(zone="Middle/Earth")
    with pytest.raises(Invalid):
        names(["due"])


def test_the_figures() -> None:
    """Open, in time, late, without limit, deviating: each once."""
    late, skipped = ENDED.replace("03-10", "03-21"), trace(SECOND, number="A-4", facts=ENDED)
    data = log(
        trace(FIRST, facts=FACTS),  # open, and so far as the process says
        trace(FIRST, SECOND, number="A-2", facts=ENDED),
        trace(FIRST, SECOND, number="A-3", facts=late),
        skipped,
        trace(SECOND, number="A-5", facts=FACTS),  # open, and already wrong
        trace(FIRST, SECOND, number="A-6", facts='<date key="enddate" value="2026-03-10T10:00:00+08:00"/>'),
    )
    take(data, process=PROCESS)
    source = ForeignSystem.objects.get().source
    expected = Figures(cases=6, events=9, open=2, closed=4, closed_on_time=2, closed_late=1, deviating=2)
    assert of_source(source) == expected
    take(data, name="另一系统")
    assert of_source(ForeignSystem.objects.get(name="另一系统").source).deviating is None


def test_the_receipt_log(shared_data: Path, tmp_path: Path) -> None:
    """The real log by the command, twice: every case and event, and the figures of SOURCES.md and pm4py."""
    folder, out = shared_data / "receipt", StringIO()
    for _time in range(2):
        call_command(
            "supervision_import",
            folder / "receipt.xes.gz",
            system="WABO",
            process=folder / "receipt.bpmn",
            report=tmp_path / "report.csv",
            stdout=out,
            stderr=StringIO(),
        )
    assert "cases 1434 (new 0), events 8577 (new 0), cases with findings 147, not taken 0" in out.getvalue()
    assert (tmp_path / "report.csv").read_text("utf-8-sig").count("\n") == 150
    found = of_source(ForeignSystem.objects.get().source)
    assert found == Figures(
        cases=1434, events=8577, open=105, closed=1329, closed_on_time=952, closed_late=377, deviating=0
    )
    assert ForeignBatch.objects.count() == 2
    with timekeeping.at(NOON):
        assert queries.lights(NOON).red == 105
