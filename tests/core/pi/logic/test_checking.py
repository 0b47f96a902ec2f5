"""Properties of processes: known ones, every construct of a formula, limits, and the run that shows an answer."""

from pathlib import Path

import pytest

from shenpi.core.pi import Dialect, parse, parse_process
from shenpi.core.pi.equivalence import main_of
from shenpi.core.pi.logic import Checked, check, parse_formula
from tests.core.pi import families
from tests.core.pi.models import files, read

LIVE = "nu X. <->TT & [-]X"


def checked(process: str, formula: str, agents: str = "", limit: int = 2_000) -> Checked:
    return check(parse(agents, Dialect.WORKBENCH), parse_process(process), parse_formula(formula), limit)


HOLD = [
    ("0", "[-]FF"),
    ("t.0", "<t>[-]FF & [t]TT & [-t]FF"),
    ("a.0 + 'b.0", "<a>TT & <'b>TT & [a,'b][-]FF & [-a,'b]FF & not <'a>TT"),
    ("a.0", "not (<a>FF | [a]FF)"),
    # input: some name, every name, any name where the formula does not ask
    ("a(x).[x=b]'c.0", "<a> Sigma x. x = b & <'c>TT"),
    ("a(x).[x=b]'c.0", "[a] Pi x. x = b | [-]FF"),
    ("a(x).[x=b]'c.0", "<a><'c>TT & not [a]<'c>TT"),
    ("a(x,y).'x<y>.0", "[a] Pi x. Pi y. <'x> Sigma z. z = y"),
    ("a(x,y).[x=y]t.0", "<a> Sigma x,y. x = y & <t>TT"),
    # one late input for all names, or one for each: they differ
    ("a(x).t.0 + a(x).0 + a(x).[x=b]t.0", "[a] Sigma x. x = b"),
    ("a(x).t.0 + a(x).0", "<a> Pi x. <t>TT"),
    ("a(x).[x=b]t.0 + a(x).[x!=b]t.0", "not <a> Pi x. <t>TT"),
    ("a(x).[x=b]t.0 + a(x).[x!=b]t.0", "forall z. <a> Sigma x. x = z & <t>TT"),
    # output: a known name or a new one
    ("'a<b>.0", "<'a> Sigma x. x = b"),
    ("'a<b>.0", "not <'a> Bsigma x. TT"),
    ("(^n)'a<n>.n.0", "<'a> Bsigma x. x # a & <x>TT & forall y. y = x | [y]FF"),
    ("(^n)'a<n>.n.0", "[a]FF & not <'a> Sigma x. TT"),
    ("(^n)'a<n,b,n>.0", "['a] Bsigma x. Sigma y. Sigma z. x = z & x # y & y = b"),
    ("'a<b>.0", "['a] Pi x. x = b"),
    ("(^n)'a<n>.'a<n>.0", "<'a> Bsigma x. <'a> Sigma y. x = y"),
    ("a.0", "<a>TT & not <a> Sigma x. TT & [a] not Bsigma x. TT"),
    # names
    ("0", "a = a & a # b & exists x. x # a & x # b"),
    ("0", "not forall x. x = a"),
    ("'a<b>.'a<c>.0", "exists x. <'a> Sigma y. x = y & <'a> Sigma z. z # x"),
    # fixed points
    ("A", "mu X. <b>TT | <->X"),
    ("A", f"not ({LIVE})"),
    ("A", "nu X. (mu Y. [-]FF | <->Y) & [-]X"),
    ("B(a)", "(nu X(n). <n>TT & [n] Pi m. X(m))(a)"),
    ("B(a)", "nu X(a). <a> Sigma m. X(m)"),
    ("B(a)", "not (nu X(n). <n> TT & [n] Pi m. X(a))(a)"),
    # one fixed point within the other: infinitely often b, and not
    ("C", "nu X. mu Y. <b>X | <a>Y"),
    ("C", "not nu X. mu Y. [b]X & [a]Y"),
    ("C", "mu X. nu Y. <a>Y | <b>X"),
    ("D", "nu X. mu Y. [b]X & [a]Y"),
    # silent steps passed over
    ("t.t.a.t.b.0", "<<a>><<b>>TT & [[b]]FF & not <a>TT & <<t>><a>TT"),
    ("t.'a<b>.t.c.0", "<<'a>> Sigma x. x = b & <c>TT"),
    ("t.a.0 + t.0", "<<a>>TT & not [[t]]<<a>>TT & <<->>[[-]]FF | <<->>TT"),
    ("A", "[[-]]TT & <<->><<b>>TT"),
]
AGENTS = """
agent A = a.A + t.(b.0 + t.A)
agent B(x) = x(y).B(y)
agent C = a.C + b.C
agent D = a.b.D
"""


@pytest.mark.parametrize(("process", "formula"), HOLD)
def test_what_holds_and_whose_negation_does_not(process: str, formula: str) -> None:
    assert checked(process, formula, AGENTS).holds is True
    assert checked(process, f"not ({formula})", AGENTS).holds is False


def test_the_run_that_shows_an_answer() -> None:
    answer = checked("a(x).[x=b]'c<x>.0", LIVE)
    assert (answer.holds, answer.trace[0][:2], answer.because) == (False, "a(", "<->")
    answer = checked("t.(a.0 + b.'c.0)", "mu X. <'c>TT | <->X")
    assert (answer.holds, answer.trace) == (True, ("τ", "b", "'c"))
    answer = checked("A", "mu X. <b>TT | [-]X", "agent A = a.t.A")
    assert (answer.holds, answer.trace, answer.again) == (False, ("a", "τ"), 0)


def test_the_scheduler_begins_its_cells_in_turn() -> None:
    """Milner 1989, section 5.4; the specification of every such order and one that is broken."""
    cells = 4
    definitions = parse(families.scheduler(cells))
    order = " & ".join([f"[a{at}] (nu Y. [a{at}]FF & [-a{(at + 1) % cells}]Y)" for at in range(cells)])
    turn = f"nu X. [-]X & {order}"
    process = main_of(definitions)
    assert check(definitions, process, parse_formula(turn)).holds is True
    assert check(definitions, process, parse_formula(LIVE)).holds is True
    skipped = check(definitions, process, parse_formula("nu X. [a0]FF & [-a2]X"))
    assert skipped.holds is False
    assert skipped.trace[0].startswith("a0(")
    before = "nu X. [a2]FF & [-a1]X"
    assert check(definitions, process, parse_formula(before)).holds is True


def test_the_alternating_bit_can_always_go_on(shared_data: Path) -> None:
    """What was accepted can be delivered, and nothing is delivered twice; it may also be lost for ever."""
    definitions = read(files(shared_data, "weak-bisimilar", "cleav-abp-jp")[1])
    together = [
        f"({LIVE})",
        "(mu X. <send>TT | <->X)",
        "(nu X. [-]X & [send] Pi v. mu Y. (<'receive> Sigma w. w = v) | <->Y)",
        "(nu X. [-]X & ['receive] nu Y. ['receive]FF & [-send]Y)",
        "not (nu X. [-]X & [send] mu Y. [-'receive]Y)",
    ]
    assert check(definitions, main_of(definitions), parse_formula(" & ".join(together))).holds is True


def test_infinitely_many_states_are_decided_where_a_few_tell() -> None:
    agents = "agent S = a(x).('b.0 | S)"
    assert checked("S", "mu X. <'b>TT | <->X", agents, 50).holds is True
    assert checked("S", "nu X. [c]FF & [-]X | ['b]FF", agents, 50).holds is True
    open_ = checked("S", LIVE, agents, 50)
    assert open_.holds is None
    assert open_.reason is not None
    assert "S" in open_.reason.en
    unguarded = checked("P", LIVE, "agent P = a.0 | P")
    assert unguarded.holds is None
    assert unguarded.reason is not None
