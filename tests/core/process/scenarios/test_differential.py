"""Random processes, walked at random by the scenario runner, against the firing rule of the plain net.

What a scenario passes must be a run of the unfolded net, played by the book (`exploring.successors`); what
it opens must be what that net enables; and what the net does not enable must be refused.
"""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shenpi.core.process import Cause, Net, PlaceKind, PlainNet, Step, compile_net, read_bpmn
from shenpi.core.process.naming import written
from shenpi.core.process.scenarios import Doing, read, run
from tests.core.process.blocks import Block, blocks, drawn
from tests.core.process.exploring import State, successors

OFFICES = ["7", "9"]
CAUSES = {Cause.STEP: Doing.STEP, Cause.TIMER: Doing.TIMER, Cause.MESSAGE: Doing.MESSAGE}
Move = tuple[Doing, Step]


def replayed(net: PlainNet, before: State, path: tuple[str, ...], steps: set[str]) -> State | None:
    """The state after a run of the net that passes `path` and leaves just `steps` open."""
    seen: set[tuple[State, int]] = set()
    pending = [(before, 0)]
    while pending:
        state, at = pending.pop()
        if (state, at) in seen:
            continue
        seen.add((state, at))
        if at == len(path) and opened(net, state) == steps and not at_choice(net, state):
            return state
        for transition, after in successors(net, state):
            labels = transition.labels
            if path[at : at + len(labels)] == labels:
                pending.append((after, at + len(labels)))
    return None


def opened(net: PlainNet, state: State) -> set[str]:
    return {place for place in state if net.kinds[place] is PlaceKind.STEP}


def at_choice(net: PlainNet, state: State) -> bool:
    return any(net.kinds[place] is PlaceKind.CHOICE for place in state)


def moves(net: PlainNet, state: State) -> set[Move]:
    """What can be done from outside, by the plain net alone."""
    found: set[Move] = set()
    for transition, _after in successors(net, state):
        doing = CAUSES.get(transition.origin.cause)
        if doing is not None:
            office = OFFICES[transition.instance - 1] if transition.instance else None
            found.add((doing, Step(transition.origin.element, office)))
    return found


def copy(step: str) -> str:
    """`a1@7` is place `a1#1`."""
    name, _, office = step.partition("@")
    return f"{name}#{OFFICES.index(office) + 1}" if office else name


def every_move(net: Net) -> list[Move]:
    """Everything that could ever be tried."""
    keys = {place.id: [*OFFICES] if place.folded else [None] for place in net.places}
    return [
        (CAUSES[each.cause], Step(each.element, office))
        for each in net.transitions
        if each.cause in CAUSES
        for office in keys[each.takes[0]]
    ]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(block=blocks(), data=st.data())
def test_scenarios_run_as_the_plain_net_allows_and_no_other_way(block: Block, data: st.DataObject) -> None:
    file, drawing = drawn(block)
    net = compile_net(read_bpmn(file))
    plain = net.unfold(len(OFFICES))
    choices = {name: data.draw(st.integers(0, count - 1)) for name, count in drawing.choices.items()}
    tries = every_move(net)
    entries: list[dict[str, Any]] = []
    state: State | None = frozenset(plain.initial)
    for _ in range(7):
        raw = {"name": "x", "start": "2026-03-02", "case": {"offices": OFFICES, **choices}}
        result = run(net, read({**raw, "run": entries, "end": False}))
        assert all(difference.kind == "end" for difference in result.differences), result.differences
        line = result.log[-1]
        if not entries or "expect" not in entries[-1]:
            state = replayed(plain, state, line.path, set(map(copy, line.open)))
        assert state is not None, line
        assert {step for doing, step in moves(plain, state) if doing is Doing.STEP} == {
            Step(*each.split("@")) for each in line.open
        }
        doing, step = data.draw(st.sampled_from(tries)) if tries else (Doing.STEP, Step("s"))
        entry: dict[str, Any] = {doing.value: written(step), "verdict": "done"}
        entries.append(
            entry if (doing, step) in moves(plain, state) else {**entry, "expect": {"refused": True}}
        )
