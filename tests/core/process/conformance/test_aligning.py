"""Alignments: what fits, what does not and where, and that the cost is the least there is."""

from collections.abc import Sequence
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shenpi.core.eventlog import read_log
from shenpi.core.process import HUMAN, Net, Step, compile_net, read_bpmn, template
from shenpi.core.process.conformance import Checker, Move, MoveKind, variants
from shenpi.core.process.conformance.aligning import causes

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"


def net(nodes: str, flows: str) -> Net:
    """A process of tasks and gateways; `flows` are pairs a>b, named by their ends."""
    told = "".join(
        f'<sequenceFlow id="{pair}" sourceRef="{pair.split("-")[0]}" targetRef="{pair.split("-")[1]}"/>'
        for pair in flows.split()
    )
    text = f'<definitions xmlns="{BPMN}" targetNamespace="urn:x"><process id="p">{nodes}{told}</process></definitions>'
    return compile_net(read_bpmn(text.encode()))


def task(*names: str) -> str:
    return "".join(f'<task id="{name}" name="步骤 {name}"/>' for name in names)


ENDS = '<startEvent id="s"/><endEvent id="e"/>'
PARALLEL = net(
    ENDS + task("a", "b", "c", "d") + '<parallelGateway id="f"/><parallelGateway id="j"/>',
    "s-a a-f f-b f-c b-j c-j j-d d-e",
)
LOOP = net(
    ENDS + task("a", "b") + '<exclusiveGateway id="g"/><exclusiveGateway id="h"/>',
    "s-g g-a a-h h-b b-g h-e",
)
SUB = net(
    ENDS + task("z") + f'<subProcess id="u">{task("x", "y")}'
    '<sequenceFlow id="x-y" sourceRef="x" targetRef="y"/></subProcess>'
    '<boundaryEvent id="t" attachedToRef="u"><timerEventDefinition/></boundaryEvent>',
    "s-u u-z t-e z-e",
)


def cost(net: Net, trace: Sequence[str], **options: object) -> int:
    found = Checker(net).align(trace, **options)  # type: ignore[arg-type]
    assert found.decided
    assert found.fits is (found.cost == 0)
    return found.cost


@pytest.mark.parametrize("trace", ["abcd", "acbd"])
def test_every_run_of_the_process_fits(trace: str) -> None:
    assert cost(PARALLEL, trace) == 0


@pytest.mark.parametrize(
    ("trace", "expected"),
    [("", 4), ("abc", 1), ("abcda", 1), ("bacd", 2), ("abxcd", 1), ("dcba", 4), ("ad", 2)],
)
def test_each_deviation_costs_one(trace: str, expected: int) -> None:
    assert cost(PARALLEL, trace) == expected


def test_deviations_are_named_by_element() -> None:
    """Issue 5, 2: a step skipped, a step too many, a step the process does not know."""
    found = Checker(PARALLEL).align(("a", "步骤 B", "补录", "d", "a"))
    assert sorted(found.deviations) == sorted(
        [
            Move(MoveKind.MODEL, "", "c"),
            Move(MoveKind.LOG, "补录", ""),
            Move(MoveKind.LOG, "a", "a"),
        ]
    )
    assert Move(MoveKind.BOTH, "步骤 B", "b") in found.moves


def test_an_open_case_need_not_be_at_its_end() -> None:
    assert cost(PARALLEL, "ab", complete=False) == 0
    assert cost(PARALLEL, "ba", complete=False) == 1
    assert cost(PARALLEL, "", complete=False) == 0


def test_loops_and_choices() -> None:
    assert cost(LOOP, "a") == cost(LOOP, "ababa") == 0
    assert cost(LOOP, "aa") == cost(LOOP, "ab") == 1


def test_sub_processes_and_boundary_events() -> None:
    """What an event interrupts may stay unfinished; what it did not interrupt may not."""
    assert cost(SUB, "xyz") == cost(SUB, "x") == cost(SUB, "") == 0
    assert cost(SUB, "xz") == 1


def test_multi_instance_steps_are_as_many_as_there_were() -> None:
    process = compile_net(read_bpmn(template("parallel")))
    checker = Checker(process)
    (each,) = {node.id for node in process.model.nodes if node.instances}
    inside = next(
        node.id
        for node in process.model.nodes
        if each in (node.id, node.scope) and node.kind.value == "userTask"
    )
    run = checker.align((), instances=3)
    shortest = [move.element for move in run.moves]
    assert run.decided
    assert shortest.count(inside) in (0, 3)
    assert checker.align(shortest, instances=3).fits


def test_too_large_a_search_is_not_decided() -> None:
    """Honest where it is bounded: what is proven is said, what is not is not."""
    small = Checker(PARALLEL, states=3)
    found = small.align("dcba")
    assert (found.decided, found.moves) == (False, ())
    assert found.fits in (None, False)
    assert small.align("xxxx").fits is False  # unknown steps are deviations without any search


def test_a_process_that_is_not_safe_is_not_decided_where_it_matters() -> None:
    twice = net(ENDS + task("a", "b") + '<parallelGateway id="f"/>', "s-f f-a f-b a-e b-a")
    assert Checker(twice).align("aba").fits in (True, None)
    assert Checker(twice).align("x").fits is None


def words(process: Net, length: int) -> set[tuple[str, ...]]:
    """All complete runs of at most `length` steps, by plain search: the oracle."""
    plain = process.unfold(1)
    found, seen = set(), set()
    open_ = [(frozenset(plain.initial), ())]
    while open_:
        marking, word = open_.pop()
        if (marking, word) in seen:
            continue
        seen.add((marking, word))
        if not marking:
            found.add(word)
        for transition in plain.transitions:
            if set(transition.takes) <= marking and not marking & set(transition.empty):
                after = (marking - set(transition.takes) - set(transition.clears)) | set(transition.gives)
                step = (transition.origin.element,) if transition.origin.cause.value == "step" else ()
                if len(word) + len(step) <= length:
                    open_.append((frozenset(after), word + step))
    return found


def distance(left: Sequence[str], right: Sequence[str]) -> int:
    """Insertions and deletions between two words."""
    rows = [[i + j if not i * j else 0 for j in range(len(right) + 1)] for i in range(len(left) + 1)]
    for i, j in product(range(1, len(left) + 1), range(1, len(right) + 1)):
        same = rows[i - 1][j - 1] if left[i - 1] == right[j - 1] else 99
        rows[i][j] = min(same, rows[i - 1][j] + 1, rows[i][j - 1] + 1)
    return rows[-1][-1]


WORDS = {id(process): words(process, 9) for process in (PARALLEL, LOOP, SUB)}


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([PARALLEL, LOOP, SUB]), st.text("abcdxyz", max_size=4))
def test_no_cheaper_alignment_exists(process: Net, trace: str) -> None:
    """The cost is the least number of insertions and deletions to any run of the process."""
    assert cost(process, trace) == min(distance(trace, word) for word in WORDS[id(process)])


def test_variants_and_causes() -> None:
    assert [(v.course, v.cases) for v in variants(["ab", "b", "ab"])] == [("ab", 2), ("b", 1)]
    checker = Checker(PARALLEL)
    counted = causes([(checker.align("abc"), 5), (checker.align("abccd"), 2)])
    assert counted == {Move(MoveKind.MODEL, "", "d"): 5, Move(MoveKind.LOG, "c", "c"): 2}


def test_the_receipt_process(shared_data: Path) -> None:
    """All 116 variants of the real log fit its discovered process; so pm4py finds, too (checked by hand)."""
    folder = shared_data / "receipt"
    checker = Checker(compile_net(read_bpmn((folder / "receipt.bpmn").read_bytes())))
    with (folder / "receipt.xes.gz").open("rb") as source:
        courses = [
            tuple(str(event.attributes["concept:name"]) for event in trace.events)
            for trace in read_log(source)
        ]
    found = variants(courses)
    assert len(found) == 116
    assert all(checker.align(variant.course).fits for variant in found)
    assert not checker.align(found[0].course[1:]).fits


JOINT = Checker(compile_net(read_bpmn(template("joint"))), logged=HUMAN)
BOTH = {"offices": [{"land"}], "agencies": [{"police", "fire"}]}
BEGUN, DECIDED = "examine_formally dispatch", "decide serve publish"
LAND, POLICE = "handle@land review@land", "agency_examine@police agency_review@police"
FIRE = "agency_examine@fire agency_review@fire"


def steps(course: str) -> list[Step]:
    """Steps written as element, or element@copy."""
    return [Step(name, copy or None) for name, _at, copy in (word.partition("@") for word in course.split())]


@pytest.mark.parametrize(
    ("course", "cost"),
    [
        (f"{BEGUN} {LAND} {POLICE} {FIRE} {DECIDED}", 0),
        (f"{BEGUN} agency_examine@fire handle@land {POLICE} agency_review@fire review@land {DECIDED}", 0),
        (f"{BEGUN} {LAND} {POLICE} agency_review@fire agency_examine@fire {DECIDED}", 2),
        (f"{BEGUN} {LAND} {POLICE} agency_examine@police agency_review@fire {DECIDED}", 2),
        (f"{BEGUN} {LAND} {POLICE} {FIRE} agency_examine@roads {DECIDED}", 1),
        (f"{BEGUN} handle@land {POLICE} {FIRE} {DECIDED}", 1),
        (f"{BEGUN} {POLICE} {FIRE} {DECIDED}", 2),
        (f"{BEGUN} {LAND} {POLICE} {DECIDED}", 2),
        (f"{BEGUN} {LAND} {POLICE} {FIRE} serve publish", 1),
        (f"{BEGUN} decide {LAND} {POLICE} {FIRE} serve publish", 2),
    ],
)
def test_several_agencies_each_in_a_copy_of_its_own(course: str, cost: int) -> None:
    """The joint process asks own offices and other agencies, each list by its names; nobody steps in for another."""
    found = JOINT.align(steps(course), instances=BOTH, closed=())
    assert (found.cost, found.decided, found.fits) == (cost, True, cost == 0)


def test_who_never_answered_is_missed_unless_silence_is_consent() -> None:
    """An office must answer; an agency whose time ran out is taken to agree (process `joint`, 默认同意).

    Where nothing is known of what events closed, any of them may have happened.
    """
    two = {"offices": [{"land", "farm"}], "agencies": [{"fire"}]}
    missed = JOINT.align(steps(f"{BEGUN} {LAND} {FIRE} {DECIDED}"), instances=two)
    assert {move.element for move in missed.deviations} == {"handle", "review"}
    silent = steps(f"{BEGUN} {LAND} {POLICE} {DECIDED}")
    assert JOINT.align(silent, instances=BOTH, closed=["agency_examine"]).fits
    assert JOINT.align(silent, instances=BOTH).fits
    assert not JOINT.align(silent, instances=BOTH, closed=["handle"]).fits


def test_each_round_asks_its_own_copies() -> None:
    """Sent back to one agency, the others need not answer again; the list is read when the activity begins."""
    course = steps(f"{BEGUN} {LAND} {POLICE} {FIRE} decide {LAND} {FIRE} {DECIDED}")
    again = {"offices": [{"land"}], "agencies": [{"police", "fire"}, {"fire"}]}
    assert JOINT.align(course, instances=again, closed=()).fits
    assert not JOINT.align(course, instances=BOTH, closed=()).fits
    farm = {"offices": [{"land", "farm"}], "agencies": [{"fire"}]}
    first = f"{BEGUN} {LAND} handle@farm review@farm {FIRE} decide"
    second = steps(f"{first} {LAND} {FIRE} {DECIDED}")
    assert not JOINT.align(second, instances=farm).fits
    assert JOINT.align(second, instances=farm | {"offices": [{"land", "farm"}, {"land"}]}).fits


def test_copies_may_be_counted_by_list() -> None:
    """Without names a number for each list, or one for all, says how many copies there are."""
    course = [step.element_id for step in steps(f"{BEGUN} {LAND} {POLICE} {FIRE} {DECIDED}")]
    assert JOINT.align(course, instances={"agencies": 2}, closed=()).fits
    assert JOINT.align(course, instances={"offices": 2}, closed=()).cost == 2
    assert JOINT.align(course, instances=2, closed=()).cost == 2
