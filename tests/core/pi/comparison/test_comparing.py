"""Equivalence and refinement as an observer sees them: verdicts, and runs to play on both diagrams (D4-018)."""

from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from shenpi.core.pi import refinement
from shenpi.core.pi.comparison import BadSelection, Comparison, Question, Selection, compare
from shenpi.core.pi.comparison.reducing import Seen, SeenNet, reduced
from shenpi.core.pi.comparison.system import System, explored
from shenpi.core.pi.comparison.visibility import label_of, visible
from shenpi.core.pi.errors import LimitReached
from shenpi.core.process import PlainNet, ProcessModel, compile_net, read_bpmn, template, template_keys
from shenpi.core.process.verification.findings import RunStep, Verdict
from tests.core.process.blocks import Block, blocks, drawn
from tests.core.process.drawing import END, MESSAGE, OFFICES, START, bpmn, gateway, tag, tasks

Tokens = frozenset[tuple[str, int]]


def model(elements: str, *arrows: str, beside: str = "") -> ProcessModel:
    return read_bpmn(bpmn(START + elements + END, *arrows, beside=beside))


def chosen(*texts: str) -> tuple[Selection, ...]:
    return tuple(Selection.parse(text) for text in texts)


def named(identity: str, name: str) -> str:
    return tag("userTask", identity, name=name)


def seen_on(model: ProcessModel, run: tuple[RunStep, ...], selections: tuple[Selection, ...]) -> list[str]:
    """What the observer sees of a run, by the diagram alone."""
    names = visible(model, selections)
    return [names[label] for step in run for label in step.labels if label in names]


def check_play(
    answer: Comparison, left: ProcessModel, right: ProcessModel, selections: tuple[Selection, ...]
) -> None:
    """Both runs are runs of their nets, show the same, and one side goes on alone."""
    for side, drawing, run in (("left", left, answer.left), ("right", right, answer.right)):
        assert can_run(compile_net(drawing).unfold(2), run)
        last = [answer.last] if side == answer.able and answer.last not in ("", "✓") else []
        assert seen_on(drawing, run, selections) == [*answer.visible, *last]


def can_run(net: PlainNet, run: tuple[RunStep, ...]) -> bool:
    """Whether some firing sequence passes these labels; what passes nothing may happen in between."""
    states = {frozenset(Counter(net.initial).items())}
    for step in (*run, None):
        pending = list(states)
        while pending:  # what is not labelled
            for labels, after in fired(net, pending.pop()):
                if not labels and after not in states:
                    states.add(after)
                    pending.append(after)
        if step is not None:
            states = {
                after for state in states for labels, after in fired(net, state) if labels == step.labels
            }
    return bool(states)


def fired(net: PlainNet, state: Tokens) -> Iterator[tuple[tuple[str, ...], Tokens]]:
    tokens = Counter(dict(state))
    for transition in net.transitions:
        if all(tokens[place] for place in transition.takes) and not any(
            tokens[each] for each in transition.empty
        ):
            after = tokens - Counter(transition.takes)
            for place in transition.clears:
                del after[place]
            yield transition.labels, frozenset((after + Counter(transition.gives)).items())


THREE = model(named("a", "受理") + named("b", "会签") + named("c", "决定"), "s>a>b>c>e")
TWO = model(named("x", "受理") + named("y", "决定"), "s>x>y>e")


def test_the_same_to_the_applicant_though_a_step_inside_is_gone() -> None:
    answer = compare(THREE, TWO, selections=chosen("step:受理", "step:决定"))
    assert answer.verdict is Verdict.HOLDS
    assert answer.holds
    assert not answer.left


def test_not_the_same_to_those_who_see_every_step() -> None:
    answer = compare(THREE, TWO)
    assert answer.verdict is Verdict.VIOLATED
    assert (answer.visible, answer.last, answer.able) == (("受理",), "会签", "left")
    assert [label for step in answer.right for label in step.labels if label in TWO.node] == ["s", "x"]
    assert "左侧流程可以出现“会签”" in answer.zh
    check_play(answer, THREE, TWO, ())


def test_being_finished_is_seen() -> None:
    stuck = model(
        tasks("a", "b") + gateway("parallel", "j") + gateway("exclusive", "g"), "s>a>g", "g>b>j", "g>j>e"
    )
    answer = compare(model(tasks("a"), "s>a>e"), stuck, selections=chosen("step:a"))
    assert (answer.verdict, answer.last, answer.able) == (Verdict.VIOLATED, "✓", "left")


CHOICE_OUTSIDE = model(
    tasks("a")
    + gateway("eventBased", "g")
    + tag("intermediateCatchEvent", "h", MESSAGE)
    + tag("receiveTask", "i"),
    "s>a>g",
    "g>h>e",
    "g>i>e",
)
CHOICE_INSIDE = model(
    tasks("a")
    + gateway("exclusive", "g")
    + tag("intermediateCatchEvent", "h", MESSAGE)
    + tag("receiveTask", "i"),
    "s>a>g",
    "g>h>e",
    "g>i>e",
)


def test_a_choice_taken_away_from_the_applicant_is_found_though_all_runs_are_the_same() -> None:
    answer = compare(CHOICE_OUTSIDE, CHOICE_INSIDE)
    assert answer.verdict is Verdict.VIOLATED
    assert answer.visible == ("a",)
    assert answer.able == "left"
    check_play(answer, CHOICE_OUTSIDE, CHOICE_INSIDE, ())
    assert compare(CHOICE_INSIDE, CHOICE_OUTSIDE, question=Question.REFINES).holds


def test_a_county_may_do_less_than_the_standard_allows_and_nothing_more() -> None:
    standard = model(tasks("a", "b", "c") + gateway("exclusive", "x"), "s>a>x", "x>b>e", "x>c>e")
    county = model(tasks("a", "b"), "s>a>b>e")
    assert compare(county, standard, question=Question.REFINES).holds
    answer = compare(standard, county, question=Question.REFINES)
    assert (answer.verdict, answer.visible, answer.last, answer.able) == (
        Verdict.VIOLATED,
        ("a",),
        "c",
        "left",
    )
    check_play(answer, standard, county, ())


def test_many_branches_that_nobody_sees_are_nothing() -> None:
    """N parallel branches of three hidden tasks minimise to the same few states at every N."""
    for count in (3, 60):
        names = [f"t{number}_{step}" for number in range(count) for step in range(3)]
        branches = [f"g>t{number}_0>t{number}_1>t{number}_2>j" for number in range(count)]
        wide = model(
            tasks(*names, "z") + gateway("parallel", "g") + gateway("parallel", "j"),
            "s>g",
            *branches,
            "j>z>e",
        )
        answer = compare(wide, model(tasks("z"), "s>z>e"), selections=chosen("step:z"))
        assert answer.holds
        assert answer.states < 10


def test_lanes_and_pools_choose_what_is_seen() -> None:
    lanes = '<laneSet id="ls"><lane id="l" name="窗口"><flowNodeRef>a</flowNodeRef></lane></laneSet>'
    beside = (
        '<collaboration id="c"><participant id="P" name="申办人"/><participant id="O" processRef="p"/>'
        '<messageFlow id="m" sourceRef="P" targetRef="b"/></collaboration>'
    )
    left = model(lanes + tasks("a", "b", "c"), "s>a>b>c>e", beside=beside)
    assert set(visible(left, chosen("lane:窗口"))) == {"a"}
    assert set(visible(left, chosen("pool:申办人"))) == {"b"}
    assert set(visible(left, chosen("pool:O"))) == {"a", "b", "c"}
    assert set(visible(left, ())) == {"a", "b", "c"}
    assert compare(left, left, selections=chosen("lane:窗口", "pool:申办人")).holds


def test_each_copy_of_a_multi_instance_step_is_seen() -> None:
    many = model(tag("userTask", "a", OFFICES), "s>a>e")
    twice = model(named("x", "a") + named("y", "a"), "s>x>y>e")
    assert compare(many, twice, instances=2).holds
    assert not compare(many, twice, instances=3).holds


@pytest.mark.parametrize("text", ["受理", "role:x", "step:", "step:nothing"])
def test_a_selection_that_means_nothing_is_refused(text: str) -> None:
    with pytest.raises(BadSelection) as refusal:
        compare(THREE, TWO, selections=chosen(text))
    assert refusal.value.zh


def test_too_many_states_are_not_decided() -> None:
    names = [f"t{number}" for number in range(12)]
    wide = model(
        tasks(*names) + gateway("parallel", "g") + gateway("parallel", "j"),
        "s>g",
        *(f"g>{name}>j" for name in names),
        "j>e",
    )
    answer = compare(wide, wide, limit_states=500)
    assert answer.verdict is Verdict.UNDECIDED
    assert answer.zh


@pytest.mark.parametrize("key", template_keys())
def test_shipped_processes_are_what_they_are(key: str) -> None:
    shipped = read_bpmn(template(key))
    assert compare(shipped, shipped).holds
    assert compare(shipped, shipped, question=Question.REFINES).holds


def unreduced(model: ProcessModel, selections: tuple[Selection, ...], limit: int) -> tuple[System, System]:
    """The system without and with reduction."""
    net = compile_net(model)
    plain = net.unfold(2)
    seen = visible(model, selections)
    labels = tuple(label_of(model, seen, transition) for transition in plain.transitions)
    whole = [
        Seen(label, each.takes, each.gives, frozenset(each.clears), frozenset(each.empty), (at,))
        for at, (each, label) in enumerate(zip(plain.transitions, labels, strict=True))
    ]
    return explored(SeenNet(plain, tuple(whole), plain.initial), limit), explored(
        reduced(plain, labels), limit
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(blocks(), st.data())
def test_reduction_changes_nothing_that_is_seen(block: Block, data: st.DataObject) -> None:
    """Differential: the reduced net is branching bisimilar to the whole one, whatever is visible."""
    drawing = read_bpmn(drawn(block)[0])
    acts = [node.id for node in drawing.nodes if node.id[0] in "av"]
    shown = data.draw(st.sets(st.sampled_from(acts), min_size=1, max_size=3))
    try:
        whole, small = unreduced(drawing, chosen(*(f"step:{name}" for name in sorted(shown))), 3_000)
    except LimitReached:
        assume(False)
    number = {"": 0}
    edges = [
        [(number.setdefault(label, len(number)), target + start) for label, target, _ in out]
        for system, start in ((whole, 0), (small, len(whole.edges)))
        for out in system.edges
    ]
    classes = refinement.branching(edges)
    assert classes[0] == classes[len(whole.edges)]
    assert len(small.edges) <= len(whole.edges)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(blocks(inclusive=False), blocks(inclusive=False))
def test_differences_can_be_played(one: Block, other: Block) -> None:
    left, right = read_bpmn(drawn(one)[0]), read_bpmn(drawn(other)[0])
    answer = compare(left, right, limit_states=2_000)
    if answer.verdict is Verdict.VIOLATED:
        check_play(answer, left, right, ())
    elif answer.holds:
        assert compare(left, right, question=Question.REFINES, limit_states=2_000).holds
