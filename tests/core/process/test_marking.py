"""A marking is a value that survives storage."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenpi.core.process import Marking, ProcessError, compile_net, read_bpmn, template

_tokens = st.dictionaries(
    st.tuples(st.text(min_size=1, max_size=8), st.none() | st.text(max_size=4)), st.integers(1, 3), max_size=8
)


@given(_tokens)
def test_json_round_trip(tokens: dict[tuple[str, str | None], int]) -> None:
    marking = Marking(tokens)
    again = Marking.from_json(marking.to_json())
    assert again == marking
    assert hash(again) == hash(marking)


def test_json_is_compact_and_names_bpmn_elements() -> None:
    marking = Marking({("handling", None): 1, ("handle", "12"): 1, ("notice", None): 2})
    assert marking.to_json() == '["handling",["handle","12"],["notice",null,2]]'


@pytest.mark.parametrize(
    "text", ["", "{}", "null", "[1]", '[["a"]]', '[["a",1]]', '[["a",null,0]]', "[[[[", "[" * 5000]
)
def test_damaged_json_is_a_typed_error(text: str) -> None:
    with pytest.raises(ProcessError) as refusal:
        Marking.from_json(text)
    assert refusal.value.code == "bad_marking"


@pytest.mark.parametrize("text", ['["nowhere"]', '[["serve","7"]]', '["handle"]'])
def test_a_marking_of_another_process_is_refused(text: str) -> None:
    """`handle` exists in the parallel process, but only inside an office's copy."""
    net = compile_net(read_bpmn(template("parallel")))
    with pytest.raises(ProcessError) as refusal:
        net.load(text)
    assert refusal.value.code == "foreign_marking"
    assert net.load('["handling",["handle","7"]]').tokens[("handle", "7")] == 1
