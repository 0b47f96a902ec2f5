"""No text crashes the way back: edited translations give a diagram or a typed error."""

from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shenpi.core.pi import PiError, parse, print_definitions
from shenpi.core.pi.translation import to_bpmn, to_pi
from tests.core.pi.translation.examples import RENEWED, SMALL
from tests.core.pi.translation.test_round_trip import shape

DRAWN = {**SMALL, **RENEWED}
TEXTS = {name: print_definitions(to_pi(model)) for name, model in DRAWN.items()}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(TEXTS)), st.data())
def test_words_exchanged(name: str, data: st.DataObject) -> None:
    words = (
        TEXTS[name].replace("(", " ( ").replace(")", " ) ").replace(",", " , ").replace(".", " . ").split(" ")
    )
    for _ in range(data.draw(st.integers(1, 3))):
        at, other = (data.draw(st.integers(0, len(words) - 1)) for _ in range(2))
        match data.draw(st.sampled_from(["exchange", "copy", "drop"])):
            case "exchange":
                words[at], words[other] = words[other], words[at]
            case "copy":
                words[at] = words[other]
            case "drop":
                words[at] = ""
    with suppress(PiError):
        back = to_bpmn(parse(" ".join(words)))
        assert shape(to_bpmn(to_pi(back))) == shape(back)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(TEXTS)), st.data())
def test_names_exchanged_in_a_well_formed_text(name: str, data: st.DataObject) -> None:
    """The text stays a text; agents and names are confused."""
    definitions = parse(TEXTS[name])
    names = sorted(
        {*definitions.agents, *(each for agent in definitions.agents.values() for each in agent.parameters)}
    )
    text = TEXTS[name]
    for _ in range(data.draw(st.integers(1, 2))):
        old, new = data.draw(st.sampled_from(names)), data.draw(st.sampled_from(names))
        text = (
            text.replace(f"{old}(", f"{new}(").replace(f",{old})", f",{new})").replace(f"{old}.", f"{new}.")
        )
    with suppress(PiError):
        to_bpmn(parse(text), like=DRAWN[name])
