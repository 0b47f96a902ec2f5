"""The zones are real: two processes, two databases, nothing between them but signed messages over HTTP on loopback."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.proof.applicant import Applicant
from tests.proof.desks import Deed, Desks, Step
from tests.support.machines import Machine, until

ITEM = "test-parallel"
GUIDE = f"/items/{ITEM}/"


@pytest.fixture
def zones(tmp_path: Path, another_database: Callable[[], str]) -> Iterator[tuple[Machine, Machine]]:
    """The public zone's machine and that of the two others, which know each other's keys; neither serves yet."""
    with ExitStack() as stack:

        def machine(name: str, serves: str) -> Machine:
            built = Machine(tmp_path / name, serves, another_database())
            stack.callback(_end, built)
            return built

        outer, inner = machine("outer", "public"), machine("inner", "internal,supervision")
        outer.knows(inner)
        inner.knows(outer)
        yield outer, inner


@pytest.mark.long
def test_an_application_becomes_a_decision_across_the_zones(zones: tuple[Machine, Machine]) -> None:
    """Journeys 1 to 5 over the line; with the line down people go on, and everything arrives exactly once."""
    outer, inner = zones
    offices = there(inner, "county()")
    inner.start()
    outer.start()
    wang = Applicant(outer)
    until(lambda: wang.sees(GUIDE, "建设用地审批"), "the catalogue's item reaches the public zone")
    wang.sign_up("wangfang")
    case = wang.apply(ITEM, "厂房扩建")
    desks = Desks(inner, offices)
    until(lambda: open_acts(desks, case) == ["examine_formally"], "the filing reaches the window")

    (step,) = steps(desks, case)
    correction = {"fault-plan": "缺少比例尺，请重新提交。"}
    press(desks, Deed("clerk", f"/work/cases/{step.case}/tasks/{step.task}/request_correction/", correction))
    until(lambda: wang.sees(case, "去补正"), "the applicant hears of the correction")
    assert "缺少比例尺，请重新提交。" in wang.read(f"{case}correction/")
    until(lambda: len(wang.documents(case)) == 2, "receipt voucher and correction notice arrive as files")

    inner.stop()
    wang.correct(case, "plan")
    second = wang.apply(ITEM, "仓库新建")
    assert "厂房扩建" in wang.read(f"{case}filed/")
    assert wang.sees("/my/", "建设用地审批")
    until(lambda: "ConnectError" in outer.command("exchange", "status"), "the broken line is shown")
    sent = there(outer, "waiting()")
    assert [message["type"].rpartition(".")[2] for message in sent] == ["supplemented", "submitted"]

    inner.start()
    until(lambda: open_acts(desks, case) == ["examine_formally"], "the correction arrives")
    until(lambda: open_acts(desks, second) == ["examine_formally"], "the second filing arrives")
    before = kept(inner)
    assert there(outer, f"send_again({sent!r})") == len(sent)
    until(lambda: not there(outer, "stuck()"), "the repeated batch is acknowledged")

    decide(desks, case)
    assert kept(inner) == before, "a repeated batch takes no effect"
    until(lambda: wang.sees(case, "已办结", "作出决定：准予"), "the applicant reads the decision")
    until(lambda: len(wang.documents(case)) == 7, "the other documents arrive")
    assert {content[:5] for content in wang.documents(case).values()} == {b"%PDF-"}
    assert wang.sees("/notices/", "建设用地审批")

    assert there(inner, "stuck()") == there(outer, "stuck()") == []
    assert inner.rows("SELECT count(*) FROM supervision_monitoredcase") == [(2,)]
    assert outer.rows("SELECT count(*) FROM casework_case") == [(0,)]
    assert inner.rows("SELECT count(*) FROM applications_application") == [(0,)]
    assert wang.browser.get("/work/").status_code == 404


def decide(desks: Desks, case: str) -> None:
    """Take the case to its end, each step by its own person at the workbench."""
    while open_steps := steps(desks, case):
        for step in open_steps:
            press(desks, desks.do(step))


def press(desks: Desks, deed: Deed) -> None:
    answer = desks.press(deed)
    assert answer.status_code == 302, (deed, answer.status_code, answer.text[:2000])


def steps(desks: Desks, case: str) -> list[Step]:
    key = re.search(r"[0-9a-f-]{36}", case)
    assert key, case
    return [step for step in desks.steps() if step.case == UUID(key[0])]


def open_acts(desks: Desks, case: str) -> list[str]:
    return [step.act for step in steps(desks, case)]


def kept(inner: Machine) -> dict[str, Any]:
    """What a second effect of the applicant's messages would change in the internal zone."""
    return {
        "filings": inner.rows(
            "SELECT case_id, type FROM ledger_caseevent"
            " WHERE type IN ('case.received', 'correction.supplied') ORDER BY position"
        ),
        "materials": inner.rows("SELECT count(*) FROM casework_casematerial"),
        "arrived": inner.rows("SELECT count(*) FROM exchange_inboxmessage WHERE zone = 'internal'"),
    }


def there(machine: Machine, call: str) -> Any:
    """Call a function of `tests.proof.zones` in a process on the machine."""
    return machine.python(f"from tests.proof import zones; answer = zones.{call}")


def _end(machine: Machine) -> None:
    """Stop a machine and leave its log to a failed test's report."""
    machine.stop()
    log = machine.folder / "server.log"
    if log.exists():
        print(f"--- {machine.folder.name}\n{log.read_text()[-8000:]}")
