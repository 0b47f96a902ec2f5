"""Issue 5, 8: what is exported is imported again to the same figures, in both formats, of ours and of foreign cases."""

import gzip
import json
from dataclasses import replace
from io import BytesIO
from itertools import islice
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from shenpi.apps.supervision.foreign import systems
from shenpi.apps.supervision.foreign.importing import import_log
from shenpi.apps.supervision.mining.exporting import traces
from shenpi.apps.supervision.mining.figures import Figures, of_source
from shenpi.apps.supervision.models import ForeignSystem, MonitoredCase, MonitoredStep
from shenpi.apps.supervision.projection import project
from shenpi.core import contracts
from shenpi.core.eventlog import read_log, write_xes
from tests.apps.supervision.foreign_logs import PROCESS, take
from tests.apps.supervision.messages import SOURCE, Story
from tests.apps.supervision.sample import NOW
from tests.core.eventlog.logs import event, log, trace

pytestmark = pytest.mark.django_db
FACTS = (
    '<date key="startdate" value="2026-03-02T08:00:00+08:00"/><date key="Frist" value="2026-03-20T17:30:00+08:00"/>'
    '<date key="deadline" value="2026-03-01T00:00:00+08:00"/><int key="pages" value="7"/>'
    '<string key="note" value="甲"><int key="inner" value="1"/></string>'
)
ENDED = FACTS + '<date key="enddate" value="2026-03-10T10:00:00+08:00"/>'


def exported(path: Path, *arguments: str) -> bytes:
    call_command("supervision_export", str(path), *arguments)
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data


def again(data: bytes) -> Figures:
    """Import what was exported as the record of another system, with the same process."""
    batch = take(data, name="再导入", process=PROCESS)
    assert (batch.lost, batch.error) == (0, "")
    return of_source(ForeignSystem.objects.get(name="再导入").source)


@pytest.mark.parametrize("form", ["xes", "ocel"])
def test_a_foreign_log_goes_round(tmp_path: Path, form: str) -> None:
    """Even under names of its own: what the figures rest on is told under names that an import knows."""
    data = log(
        trace(
            event("Receive"),
            event("Check", "2026-03-04T09:00:00.123456+01:00", org_resource="王芳"),
            facts=ENDED,
        ),
        trace(event("Check", lifecycle_transition="start"), number="A-2", facts=FACTS),
        trace(event("Check"), number="A-3", facts=ENDED.replace("03-10", "03-21")),
    )
    take(data, process=PROCESS, case={"due": "Frist"})
    before = of_source(ForeignSystem.objects.get().source)
    assert before == Figures(3, 4, open=1, closed=2, closed_on_time=1, closed_late=1, deviating=1)
    out = exported(tmp_path / f"log.{form}.gz", "--format", form, "--system", "城建系统")
    assert again(out) == before


@pytest.mark.parametrize("form", ["xes", "ocel"])
def test_every_tool_knows_the_events_of_a_log_under_names_of_its_own(tmp_path: Path, form: str) -> None:
    """Issue 5, 8: researchers' tools ask for the standard's names; what the log called otherwise stands under both."""
    words = {"环节名称": "Receive", "办理时间": "2026/3/2 9:05", "办理人": "王芳"}
    facts = '<string key="办件编号" value="甲-1"/><string key="承诺办结时间" value="2026年3月20日"/>'
    take(log(trace(event("", "", **words), number="", facts=facts)), process=PROCESS)
    before = of_source(ForeignSystem.objects.get().source)
    out = exported(tmp_path / form, "--format", form)
    (told,) = read_log(BytesIO(out), object_type="case")
    standard = {"concept:name": "Receive", "org:resource": "王芳", "环节名称": "Receive"}
    assert told.attributes["concept:name"] == "甲-1"
    assert {key: told.events[0].attributes[key] for key in standard} == standard
    assert str(told.events[0].attributes["time:timestamp"])[:16] in ("2026-03-02 09:05", "2026-03-02 01:05")
    assert again(out) == before


def test_a_foreign_log_keeps_its_own_words(tmp_path: Path) -> None:
    """XES loses nothing: attributes, nested ones, types and zones are those of the first log."""
    data = log(trace(event("Receive", org_resource="王芳"), facts=ENDED.replace("Frist", "shenpi:due")))
    take(data)
    (first,), (second,) = (
        list(read_log(BytesIO(data))),
        list(read_log(BytesIO(exported(tmp_path / "log.xes")))),
    )
    assert second.attributes == first.attributes
    assert second.events[0].attributes == first.events[0].attributes
    assert str(second.attributes["startdate"]) == str(first.attributes["startdate"])


def our_cases() -> None:
    """One finished in time, one late, one in hand with two steps open, one of the applicant's."""
    for name, promised in (("on time", 90), ("late", 1), ("open", 90)):
        story = Story(name, number=f"N-{name}")
        due = contracts.moment(NOW.replace(day=20, month=12) if promised > 1 else NOW)
        story.received(opened=[f"{name} 受理"])
        story.tell(
            "case.accepted",
            ended=f"{name} 受理",
            accepted_at=due,
            promised_due_at=due,
            opened=[f"{name} 审查", f"{name} 协办"],
        )
        if name != "open":
            story.tell("case.step.ended", ended=f"{name} 协办")
            story.tell("case.decided", ended=f"{name} 审查", outcome="granted", opened=[f"{name} 公示"])
            story.tell("case.result.published", ended=f"{name} 公示")
        project(story.messages)


@pytest.mark.parametrize("form", ["xes", "ocel"])
def test_our_own_cases_go_out_and_come_in_again(tmp_path: Path, form: str) -> None:
    our_cases()
    before = of_source(SOURCE)
    assert before == Figures(3, 20, open=1, closed=2, closed_on_time=1, closed_late=1, deviating=None)
    found = again(exported(tmp_path / "log", "--format", form))
    assert replace(found, deviating=None) == before
    ours, theirs = (
        sorted(
            MonitoredStep.objects.filter(case__source=source)
            .exclude(name="全程办理")
            .values_list("name", "begun_at", "ended_at", "person_name", "office_name", "due_at")
        )
        for source in (SOURCE, ForeignSystem.objects.get().source)
    )
    assert [row[:4] for row in ours] == [row[:4] for row in theirs]


def test_what_is_exported_can_be_chosen(tmp_path: Path) -> None:
    our_cases()
    take(log(trace(event("Receive"))))
    assert len(list(traces(MonitoredCase.objects.all()))) == 4
    everything = json.loads(exported(tmp_path / "a.json", "--format", "ocel"))
    assert sum(one["type"] == "case" for one in everything["objects"]) == 4
    one = exported(tmp_path / "b.xes", "--item", "511602-0001", "--from", "2026-01-01", "--to", "2026-12-31")
    assert one.count(b"<trace>") == 3
    assert exported(tmp_path / "c.xes", "--to", "2020-01-01").count(b"<trace>") == 0
    with pytest.raises(CommandError, match="没有登记"):
        call_command("supervision_export", "--system", "nobody")
    with pytest.raises(CommandError):
        call_command("supervision_export", str(tmp_path / "absent" / "x.xes"))


def test_a_real_log_goes_round(shared_data: Path, tmp_path: Path) -> None:
    """The first cases of the receipt log, with its process."""
    folder = shared_data / "receipt"
    process = (folder / "receipt.bpmn").read_bytes()
    with (folder / "receipt.xes.gz").open("rb") as source:
        first = b"".join(write_xes(islice(read_log(source), 100)))
    batch = take(first, process=process)
    before = of_source(batch.system.source)
    assert (before.cases, before.deviating) == (100, 0)
    copy = systems.register("副本", process=process)
    repeated = import_log(copy, BytesIO(exported(tmp_path / "receipt.xes")))
    assert of_source(copy.source) == before
    assert repeated.faulty_cases == batch.faulty_cases
