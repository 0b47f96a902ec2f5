"""The 21 recorded automata of pifra: sizes, and every recorded state with every step it takes (docs/pi.md)."""

import re
from pathlib import Path

import pytest

from shenpi.core.pi import Call, Dialect, PiError, parse, parse_process
from shenpi.core.pi.compiling import System, compile_definitions
from shenpi.core.pi.pifra import recorded
from shenpi.core.pi.registers import Configuration, automaton, collected, start, successors
from shenpi.core.pi.steps import Semantics
from shenpi.core.pi.syntax import NIL, Output, put_before
from tests.core.pi.models import read

EXPLORED = {"gen-fresh-b": 100}  # what pifra was told to explore; ten states of all others
# As recorded: states and transitions.
SIZES = {
    "fresh": (6, 13),
    "gen-fresh-a": (4, 7),
    "password": (9, 18),
    "ping1": (22, 46),
    "ping2": (22, 46),
    "server": (4, 3),
    "server2": (28, 34),
    "tzevelekos": (1, 1),
    "vk-fin-st1": (3, 4),
    "vk-fin-st2": (3, 5),
    "vk-fin-st4": (2, 3),
    "vk-inf-reg2": (11, 10),
    "vk-inf-st1": (11, 19),
    "vk-inf-st3": (11, 20),
    "vk-inf-st4": (26, 46),
}
# Recorded states that are congruent, and so one of ours: pifra's normal form does not see it.
RECORDED_TWICE = {
    "gen-fresh-b": 5,
    "password-insecure": 1,
    "server3": 7,
    "vk-fin-st3": 1,
    "vk-inf-reg1": 4,
    "vk-inf-st2": 10,
}
# Recorded states with fewer steps than they have (s18 and s20: GF2 cannot send to Inp beside it).
STEPS_LOST = {"gen-fresh-b": {"s18", "s20", "s22", "s24", "s28", "s29", "s30"}}
# States where pifra moves a restriction into a summand, which structural congruence does not.
SCOPE_IN_SUMMAND = {"password": {"s3", "s4", "s5"}}


class Record:
    """A recorded automaton, its states read as configurations of ours."""

    def __init__(self, folder: Path, model: str) -> None:
        self.system: System = compile_definitions(read(folder / f"{model}.pi"))
        self.semantics = Semantics(self.system)
        first = start(self.semantics, self.system.main())
        known = self.system.main().free.union(*[agent.globals for agent in self.system.agents.values()])
        self._plain = sorted(name for name in known if not name.startswith("_"))
        self.states: dict[str, Configuration] = {"s0": first}
        self.steps: dict[str, set[tuple[str, Configuration]]] = {}
        for line in (folder / f"{model}.txt").read_text("utf-8").splitlines():
            left, right = line.split(" = ", 1)
            words = re.fullmatch(r"(s\d+)(?:  (.*?)  (s\d+))?", left.strip())
            assert words is not None
            configuration = self.read(right)
            self.states[words[3] or words[1]] = configuration
            if words[3]:
                self.steps.setdefault(words[1], set()).add((words[2].strip(), configuration))

    @property
    def size(self) -> tuple[int, int]:
        return len(self.states), sum(len(steps) for steps in self.steps.values())

    def read(self, text: str) -> Configuration:
        """A printed state as a configuration of ours."""
        registers, process = text.split(" |- ")
        held = [(int(at), self._name(name)) for at, name in re.findall(r"\((\d+),([^)]*)\)", registers)]
        process = re.sub(r"[#&]\d+", lambda found: self._name(found[0]), process)
        # As it prints, a match reaches no further than its prefix.
        return collected(tuple(held), self.system.term(parse_process(process, Dialect.WORKBENCH)))

    def _name(self, name: str) -> str:
        if not name.startswith("#"):
            return name.replace("&", "bound")
        at = int(name[1:])
        return self._plain[at - 1] if at <= len(self._plain) else f"fresh{at}"


@pytest.mark.parametrize("model", sorted({*SIZES, *RECORDED_TWICE}))
def test_every_recorded_state_takes_the_recorded_steps(shared_data: Path, model: str) -> None:
    record = Record(shared_data / "models" / "pi-lts", model)
    ours = set(record.states.values())
    assert len(record.states) - len(ours) == RECORDED_TWICE.get(model, 0)
    in_order = sorted(record.states, key=lambda state: int(state[1:]))
    differing = {
        state
        for state in in_order[: EXPLORED.get(model, 10)]
        if set(successors(record.semantics, record.states[state])) != record.steps.get(state, set())
    }
    assert differing == STEPS_LOST.get(model, set()) | SCOPE_IN_SUMMAND.get(model, set())


@pytest.mark.parametrize("model", sorted(SIZES))
def test_sizes_are_the_recorded_ones(shared_data: Path, model: str) -> None:
    record = Record(shared_data / "models" / "pi-lts", model)
    found = automaton(record.semantics, record.system.main(), EXPLORED.get(model, 10))
    assert (len(found.configurations), len(found.edges)) == record.size == SIZES[model]


@pytest.mark.parametrize("model", sorted({*SIZES, *RECORDED_TWICE}))
def test_states_told_apart_as_pifra_does_are_the_recorded_ones(shared_data: Path, model: str) -> None:
    """All 21: every state and step by its very text, and so every recorded size."""
    file = shared_data / "models" / "pi-lts" / f"{model}.pi"
    definitions = read(file)
    assert definitions.main is not None
    found = recorded(definitions, definitions.main, EXPLORED.get(model, 10))
    steps = {(f"s{at}", str(label), found.states[to]) for at, label, to in found.edges}
    lines = [line.split(" = ", 1) for line in file.with_suffix(".txt").read_text("utf-8").splitlines()]
    assert set(found.states) == {state for _, state in lines}
    assert steps == {
        (words[0], " ".join(words[1:-1]), state) for left, state in lines if (words := left.split())[1:]
    }


def test_what_pifra_lost_is_there_once_its_registers_are_mended(shared_data: Path) -> None:
    """Then its 56 states of gen-fresh-b are our 36 configurations, each printed once or more."""
    record = Record(shared_data / "models" / "pi-lts", "gen-fresh-b")
    found = automaton(record.semantics, record.system.main(), 100)
    assert (len(found.configurations), len(found.edges), found.explored) == (36, 60, 36)
    definitions = read(shared_data / "models" / "pi-lts" / "gen-fresh-b.pi")
    assert definitions.main is not None
    mended = recorded(definitions, definitions.main, 100, mended=True)
    assert len(mended.states) == mended.explored == 56
    assert {record.read(state) for state in mended.states} == set(found.configurations)


@pytest.mark.parametrize("text", ["agent A = t.A", "agent A(x) = 'x<x,x>.A(x)"])
def test_what_pifra_has_not_is_said(text: str) -> None:
    with pytest.raises(PiError, match="one name at a time"):
        recorded(parse(text), Call("A", ("x",)), 10)


def test_what_would_take_for_ever_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shenpi.core.pi.pifra.automaton._PATIENCE", 500)
    wide = parse("agent A(x) = x(y).0" + " | x(y).0" * 30)
    with pytest.raises(PiError, match="too many components"):
        recorded(wide, Call("A", ("x",)), 10)


def test_deep_terms_are_refused_not_crashed_on() -> None:
    with pytest.raises(PiError, match="too deeply"):
        recorded(parse("agent A = 0"), put_before([Output("x", ("x",), NIL)] * 900, NIL), 10)
