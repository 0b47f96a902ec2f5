"""The shell's commands, as text in and text out."""

from pathlib import Path

import pytest

from shenpi.core.pi import BadCommand, NoSorting, PiSyntaxError, UnknownAgent, parse
from shenpi.core.pi.commands import COMMANDS
from shenpi.core.pi.workbench import Workbench
from tests.core.pi.models import read

TEXT = """
agent Office(in, out) = in(form).t.'out<form>.Office(in, out)
agent Applicant = (^form)'file<form>.answer(x).([x=form]'glad.0 + [x=bad]'sad.0)
agent Deadlock = (^a)(a(x).0 | t.'a<b>.'done.b(y).0)
agent Server = a(x).('x<x>.0 | Server)
"""


@pytest.fixture
def bench() -> Workbench:
    bench = Workbench(limit=2_000)
    bench.load(parse(TEXT))
    return bench


def test_definitions_come_and_go(bench: Workbench) -> None:
    assert bench.run("agent A(x) = x(y).A(y)") == "agent A(x) = x(y).A(y)"
    assert bench.run("env A") == "agent A(x) = x(y).A(y)"
    assert "1 definitions" in bench.run("clear A")
    with pytest.raises(UnknownAgent):
        bench.run("env A")
    bench.run("clear")
    assert bench.run("env") == ""


def test_equivalences_by_their_names(bench: Workbench) -> None:
    bench.run("agent Quick(in, out) = in(form).'out<form>.Quick(in, out)")
    assert "weak-open: 等价" in bench.run("weq Office Quick")
    assert "open: 不等价" in bench.run("eq Office(a,b), Quick(a,b)")
    assert "strong-early: 不等价" in bench.run("strong-early Office Quick")
    assert "weak-late: 等价" in bench.run("weak-late Office Quick")
    assert "congruence: 等价" in bench.run("congruence Office Quick")
    assert "等价" in bench.run("weqd (a) 'a<a>.0 | b(x).0, 'a<a>.b(x).0 + b(x).'a<a>.0")


def test_deadlocks_come_with_the_way_to_them(bench: Workbench) -> None:
    answer = bench.run("deadlocks Deadlock")
    assert "0 个死锁" in answer
    assert "已结束 / ended: 0" in answer
    assert "τ → τ(a<b>) → 'done → b(b)" in answer
    answer = bench.run("deadlocks (^a)(a(x).0 | b.0)")
    assert "1 个死锁" in answer
    assert "死锁 / deadlock: (^a)a(x).0\n  b\n" in answer


def test_a_walk_shows_channel_and_message(bench: Workbench) -> None:
    stepper = bench.stepper("Deadlock")
    stepper.take(stepper.choices()[0])
    (choice,) = stepper.choices()
    assert (choice.action, choice.channel, choice.message) == ("τ", "a", ("b",))
    assert bench.run("step Deadlock; 1 1").splitlines()[-2:] == [
        "'done.b(y).0",
        "  1  'done  →  b(y).0",
    ]
    with pytest.raises(BadCommand):
        bench.run("step Deadlock; 7")


def test_a_walk_shows_what_names_must_be_equal(bench: Workbench) -> None:
    stepper = bench.stepper("a(x).0 | 'b<c>.0")
    shown = [str(choice) for choice in stepper.choices()]
    assert sorted(shown) == ["'b<c>", "[a=b]τ (a<c>)", "a(x)"] or sorted(shown) == [
        "'b<c>",
        "[a=b]τ (b<c>)",
        "a(x)",
    ]


def test_traces_leave_out_what_is_silent(bench: Workbench) -> None:
    assert bench.run("traces Office(a,b); 3").splitlines() == ["a(~1) 'b<~1> a(~1)"]
    assert bench.run("traces t.0").splitlines() == ["(空 / empty)"]


def test_size_and_check(bench: Workbench) -> None:
    assert "3 个状态 / states" in bench.run("size t.'a.0")
    assert "strong 3, branching 2, weak 2" in bench.run("size t.'a.0")
    assert "有限控制 / finite control" in bench.run("check Office")
    assert "“Server” comes back under a parallel" in bench.run("check Server")
    assert "“Nobody” is not defined" in bench.run("check Nobody(a)")
    assert "takes 2 names and is given 1" in bench.run("check Office(a)")


def test_properties_are_asked_of_agents_and_terms(bench: Workbench) -> None:
    assert "成立 / holds" in bench.run("check Office nu X. <->TT & [-]X")
    assert "成立 / holds" in bench.run("check Office(a,a) [a] Pi x. [t]<'a> Sigma y. x = y")
    assert "不成立 / does not hold" in bench.run("check (a.0 | (b.0 + t.0)), <'a>TT")
    answer = bench.run("check Deadlock nu X. <->TT & [-]X")
    assert answer.splitlines()[1] == "  反例 / as in:"
    assert answer.splitlines()[-1] == "  由此判定 / decided by: <->"
    again = (
        bench.run("check (t.a.0) mu X. <b>TT | [t]X")
        + bench.run("agent A = a.A")
        + bench.run("check A mu X. [a]X")
    )
    assert "↻ a\n  从 ↻ 起无限重复" in again
    for mistake in ("check Office <a(x)>TT", "check Office nu X. Y", "check a(x", "check Office (TT"):
        with pytest.raises(PiSyntaxError):
            bench.run(mistake)
    with pytest.raises(PiSyntaxError) as caught:
        bench.run("check Office nu X. not X")
    assert caught.value.column == len("Office nu X. not X")


def test_what_has_no_end_is_counted_so_far() -> None:
    bench = Workbench()
    bench.load(parse(TEXT))
    answer = bench.run("size Server")
    assert "227 个状态 / states" in answer
    assert "只是下界：100 个状态以内不能判定；进程“Server”在并行之下重复自己" in answer
    assert "22 个状态 / states" in bench.run("size Server; 10")
    assert "“Server” comes back under a parallel" in bench.run("check Server nu X. <->TT & [-]X")
    with pytest.raises(BadCommand):
        bench.run("size Server; many")


def test_states_are_counted_as_pifra_does(shared_data: Path) -> None:
    bench = Workbench()
    bench.load(read(shared_data / "models" / "pi-lts" / "vk-fin-st3.pi"))
    assert bench.run("size; 10").startswith("20 ")
    assert bench.run("size; 10; pifra").splitlines()[0] == "21 个状态 / states，26 个变迁 / transitions"


def test_sorts_are_inferred(bench: Workbench) -> None:
    assert bench.run("sort Office").splitlines() == [
        "in: s0",
        "out: s1",
        "Office: (s0, s1)",
        "s0 -> (s2)",
        "s1 -> (s2)",
    ]
    assert "s0 -> (s0)" in bench.run("sort a(x).'x<x>.'a<a>.0")
    with pytest.raises(NoSorting):
        bench.run("sort a(x).0 | 'a<b,c>.0")


def test_mistakes_are_named(bench: Workbench) -> None:
    with pytest.raises(BadCommand):
        bench.run("prove P")
    with pytest.raises(BadCommand):
        bench.run("weqd P Q")
    with pytest.raises(UnknownAgent):
        bench.run("size Nobody")
    with pytest.raises(PiSyntaxError) as caught:
        bench.run("eq Office")
    assert caught.value.line == 1
    assert bench.run("") == ""
    assert all(command.usage in bench.run("help") for command in COMMANDS.values())
