"""The verifier and the rank theorem agree on free-choice processes with one end."""

from collections import Counter

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from shenpi.core.process import compile_net, read_bpmn
from shenpi.core.process.verification import CLASSICAL, Verdict, verify
from shenpi.core.process.verification.checked import CheckedNet
from shenpi.core.process.verification.classical import decide
from tests.core.process.blocks import blocks, drawn
from tests.core.process.verification.asking import report_of
from tests.core.process.verification.family import FORMS, family
from tests.core.process.verification.faulty import graphs
from tests.core.process.verification.rank import rank, semiflows, sound

SAMPLE = settings(
    max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
)


def by_verifier(data: bytes) -> bool:
    """Sound in the classical sense: the four properties, and no dead transition at all."""
    net = compile_net(read_bpmn(data))
    answers = decide(CheckedNet(net.unfold(), net.model), 5_000)
    holds = answers.safe_proved and answers.option_proved and answers.proper_proved
    return holds and len(answers.live) == len(net.transitions)


def test_by_hand() -> None:
    assert rank([[1, 2], [2, 4], [0, 1]]) == 2
    assert semiflows([[-1, 1], [1, -1]]) == [[1, 1]]


def test_of_the_family() -> None:
    for form in FORMS[:3]:
        data = family(4, form)
        assert sound(compile_net(read_bpmn(data)).unfold()) is by_verifier(data) is (form == "sound")


def test_of_graphs() -> None:
    found: Counter[bool] = Counter()

    @SAMPLE
    @given(graphs())
    def ask(data: bytes) -> None:
        net = compile_net(read_bpmn(data)).unfold()
        assume(sum(not transition.gives for transition in net.transitions) == 1)
        verdict = sound(net)
        assert verdict is by_verifier(data)
        found[verdict] += 1

    ask()
    assert found[False] > 8


@SAMPLE
@given(st.data())
def test_of_sound_blocks(data: st.DataObject) -> None:
    block = data.draw(blocks(inclusive=False, repeating=False))
    assume(not {"sub", "withdrawable", "offices", "timed", "service"} & set(_kinds(block)))
    text = drawn(block)[0]
    assert sound(compile_net(read_bpmn(text)).unfold())
    assert all(report_of(text).verdict(asked) is Verdict.HOLDS for asked in CLASSICAL)
    assert verify(compile_net(read_bpmn(text))).states == 2


def _kinds(block: object) -> list[str]:
    if isinstance(block, str):
        return [block]
    return [kind for part in block for kind in _kinds(part)] if isinstance(block, tuple) else []
