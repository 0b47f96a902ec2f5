"""`shenpi supervision import` and `figures` from the command line."""

import gzip
import json
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.core.management import CommandError, call_command

from shenpi.apps.supervision.models import ForeignSystem, MonitoredStep
from shenpi.config.cli import shenpi
from tests.apps.supervision.foreign_logs import PROCESS
from tests.core.eventlog.logs import event, log, trace

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "planning.xes"
    path.write_bytes(log(trace(event("Receive"), event("")), trace(event("Check"), number="A-2")))
    return path


def run(*arguments: object, **options: object) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command(*map(str, arguments), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def test_import_and_figures(file: Path, tmp_path: Path) -> None:
    process = tmp_path / "p.bpmn"
    process.write_bytes(PROCESS)
    out, err = run("supervision_import", file, process=process, all_closed=True)
    assert "planning: cases 2 (new 2), events 2 (new 2), cases with findings 2, not taken 1" in out
    assert "line 2 A-1 #2: 环节记录没有环节名称，未接收" in out
    assert "100%" in err
    told = json.loads(run("supervision_figures", "--json")[0])
    assert {key: told[key] for key in ("cases", "events", "open", "closed", "deviating")} == {
        "cases": 2,
        "events": 2,
        "open": 0,
        "closed": 2,
        "deviating": 2,
    }
    assert [one["system"] for one in told["systems"]] == ["planning"]
    assert "偏离流程 deviating" in run("supervision_figures", "--system", "planning")[0]


def test_a_log_under_names_of_its_own_is_read_from_gzip(tmp_path: Path) -> None:
    """Issue 5, proof: nothing is tuned to the receipt log; a court's log, its own names, days for moments, gzip."""
    process = tmp_path / "p.bpmn"
    process.write_bytes(PROCESS.replace(b"Receive", b"Eingang").replace(b"Check", "Prüfung".encode()))
    facts = '<string key="Frist" value="2026-03-20"/><string key="Eingang am" value="2026-03-02T08:00:00"/>'
    ended = facts + '<string key="Erledigt" value="{}"/>'

    def step(name: str, day: int) -> str:
        told = {"Vorgang": name, "Zeitpunkt": f"2026-03-{day:02}T10:00:00", "Sachbearbeiter": "Huber"}
        return event("", "", **told)

    def case(number: str, days: tuple[int, int], facts: str) -> str:
        named = f'<string key="Aktenzeichen" value="{number}"/>{facts}'
        return trace(step("Eingang", days[0]), step("Prüfung", days[1]), number="", facts=named)

    data = log(
        case("I/1", (2, 19), ended.format("2026-03-20")),
        case("I/2", (2, 23), ended.format("2026-03-23")),
        case("I/3", (5, 4), facts),
    )
    (tmp_path / "gericht.xes.gz").write_bytes(gzip.compress(data))
    names = ["number=Aktenzeichen", "due=Frist", "received=Eingang am", "closed=Erledigt"]
    named = ["activity=Vorgang", "time=Zeitpunkt", "resource=Sachbearbeiter"]
    given = {"case_name": names, "event_name": named, "process": process, "timezone": "Europe/Vienna"}
    run("supervision_import", tmp_path / "gericht.xes.gz", **given)
    told = json.loads(run("supervision_figures", "--system", "gericht", "--json")[0])
    expected = {"cases": 3, "events": 6, "open": 1, "closed": 2}
    expected |= {"closed_on_time": 1, "closed_late": 1, "deviating": 1}
    assert {key: told[key] for key in expected} == expected
    assert MonitoredStep.objects.get(case__number="I/2", name="Prüfung").person_name == "Huber"


def test_the_process_beside_a_log_is_its_own(file: Path) -> None:
    """Issue 5, proof: `receipt.bpmn` beside `receipt.xes.gz` is used for conformance without being named."""
    file.with_name("planning.bpmn").write_bytes(PROCESS)
    out, err = run("supervision_import", file)
    assert f"process: {file.with_name('planning.bpmn')}" in err
    assert "process: planning.bpmn" in out
    assert json.loads(run("supervision_figures", "--json")[0])["deviating"] == 1
    other = file.with_name("other.bpmn")
    other.write_bytes(PROCESS.replace(b"Receive", b"Check"))
    assert "process: other.bpmn" in run("supervision_import", file, process=other)[0]
    assert "process: other.bpmn" in run("supervision_import", file)[0]  # what was said stays


def test_options_are_kept_and_added_to(file: Path) -> None:
    run("supervision_import", file, case_name=["due=Frist"])
    run("supervision_import", file, timezone="Europe/Amsterdam")
    run("supervision_import", file)
    reading = ForeignSystem.objects.get().reading
    assert (reading["case"], reading["zone"]) == ({"due": "Frist"}, "Europe/Amsterdam")


@pytest.mark.parametrize(
    ("content", "options", "words"),
    [
        (b"<html/>", {}, "不是 XES 日志"),
        (b"", {}, "XML"),
        (log(), {"case_name": ["due"]}, "角色=属性名"),
        (log(), {"event_name": ["colour=x"]}, "没有角色"),
        (log(), {"timezone": "Mars"}, "没有时区"),
        (log(), {"process": "self"}, "流程文件不能使用"),
    ],
)
def test_refusals_say_what_is_wrong(
    tmp_path: Path, content: bytes, options: dict[str, object], words: str
) -> None:
    path = tmp_path / "log.xes"
    path.write_bytes(content)
    if options.get("process"):
        options = {"process": path}
    with pytest.raises(CommandError, match=words):
        run("supervision_import", path, **options)
    assert not ForeignSystem.objects.exists()  # what was no log leaves no system behind


def test_what_is_not_there_is_said() -> None:
    with pytest.raises(CommandError):
        run("supervision_import", "absent.xes")
    with pytest.raises(CommandError, match="没有名为"):
        run("supervision_figures", system="nobody")


def test_the_commands_are_known() -> None:
    words = CliRunner().invoke(shenpi, ["supervision", "--help"]).output
    assert "import" in words
    assert "figures" in words
