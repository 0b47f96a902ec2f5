"""The reduced answer is the answer: against a full search that shares no code, on real and on random models.

`bench/verify_differential.py` asks thousands more by hand.
"""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shenpi.core.process import BpmnRefused, Net, compile_net, read_bpmn, template, template_keys
from shenpi.core.process.verification import CLASSICAL, Property, Report, Verdict, verify
from shenpi.core.process.verification.answers import Answers
from shenpi.core.process.verification.checked import CheckedNet
from shenpi.core.process.verification.roughly import settle
from tests.core.process.blocks import blocks, drawn
from tests.core.process.verification.faulty import collaborations, graphs, mutated
from tests.core.process.verification.full_search import FullSearch, TooLargeError, Truth

BEYOND_FULL_SEARCH = {"joint"}
"""Shipped processes with more than 40 000 states before reduction."""
SAMPLE = settings(
    max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
)


def disagreements(report: Report, truth: Truth) -> list[Property]:
    """The classical properties that are decided otherwise; undecided is never wrong."""
    true = dict(zip(CLASSICAL, (truth.safe, truth.option, truth.proper, not truth.dead), strict=True))
    wrong = [
        asked
        for asked in CLASSICAL
        if report.verdict(asked)
        not in (Verdict.UNDECIDED, Verdict.HOLDS if true[asked] else Verdict.VIOLATED)
    ]
    dead = {element for finding in report.of(Property.NO_DEAD_ACTIVITY) for element in finding.elements}
    if dead and dead != truth.dead:
        wrong.append(Property.NO_DEAD_ACTIVITY)
    return wrong


def rough_disagreements(net: Net, truth: Truth) -> list[Property]:
    """What the states that only tell none, one and several say otherwise, where they say anything."""
    found = Answers()
    settle(found, CheckedNet(net.unfold(2), net.model), 3_000)
    wrong = []
    if (found.stuck and truth.option) or (found.option_proved and not truth.option):
        wrong.append(Property.OPTION_TO_COMPLETE)
    if (found.proper and truth.proper) or (found.proper_proved and not truth.proper):
        wrong.append(Property.PROPER_COMPLETION)
    return wrong


def compare(net: Net, limit: int = 800) -> bool:
    """Whether the full search could finish; asserts that it says the same."""
    report = verify(net, limit_states=3_000)
    try:
        truth = FullSearch(net, limit).run()
    except TooLargeError:
        return False
    assert disagreements(report, truth) == []
    assert rough_disagreements(net, truth) == []
    return True


@pytest.mark.parametrize("folder", ["bpmn-named", "fbpmn"])
def test_on_every_model_that_full_search_finishes(folder: str, shared_data: Path) -> None:
    finished = 0
    for file in sorted((shared_data / "models" / folder).rglob("*.bpmn")):
        try:
            net = compile_net(read_bpmn(file.read_bytes()))
        except BpmnRefused:
            continue
        finished += len(net.transitions) < 100 and compare(net)
    assert finished >= 10


@pytest.mark.parametrize("key", template_keys())
def test_on_the_shipped_processes(key: str) -> None:
    assert compare(compile_net(read_bpmn(template(key))), limit=4_000) is (key not in BEYOND_FULL_SEARCH)


@pytest.mark.parametrize(
    "models",
    [graphs(), collaborations(), mutated(blocks()), blocks().map(lambda block: drawn(block)[0])],
    ids=["graphs", "collaborations", "mutated blocks", "sound blocks"],
)
def test_on_random_models(models: st.SearchStrategy[bytes]) -> None:
    finished = []

    @SAMPLE
    @given(models)
    def ask(data: bytes) -> None:
        try:
            net = compile_net(read_bpmn(data))
        except BpmnRefused:
            return
        finished.append(compare(net))

    ask()
    assert sum(finished) >= 20


@SAMPLE
@given(blocks())
def test_blocks_are_sound(block: tuple) -> None:
    report = verify(compile_net(read_bpmn(drawn(block)[0])))
    assert [report.verdict(asked) for asked in CLASSICAL] == [Verdict.HOLDS] * 4
