"""One value of each class decides a condition for all values: against trying everything."""

from contextlib import suppress
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from shenpi.core.process import BadExpression, Undecided, parse
from shenpi.core.process.hygiene.atoms import NotDecidable, variables

NUMBERS = [number / 2 for number in range(-4, 12)]
TEXTS = ["", "a", "b", "c", "other"]

numeric = st.builds(
    "n {} {}".format, st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), st.integers(0, 4)
) | st.builds("{} {} n".format, st.integers(0, 4), st.sampled_from(["<", "<=", ">", ">=", "=="]))
textual = st.builds("t {} '{}'".format, st.sampled_from(["==", "!="]), st.sampled_from("abc")) | st.builds(
    "t {} ('{}', '{}')".format,
    st.sampled_from(["in", "not in"]),
    st.sampled_from("abc"),
    st.sampled_from("abc"),
)
truth = st.sampled_from(["f", "!f", "not f", "f == true", "f != false"])
conditions = st.recursive(
    numeric | textual | truth,
    lambda inner: (
        st.builds("({} {} {})".format, inner, st.sampled_from(["and", "or", "&&", "||"]), inner)
        | st.builds("not ({})".format, inner)
    ),
    max_leaves=5,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(conditions, min_size=1, max_size=3))
def test_the_classes_show_every_outcome_that_any_value_shows(sources: list[str]) -> None:
    parsed = [parse(source) for source in sources]
    asked = variables(parsed)
    whole = {"n": NUMBERS, "t": TEXTS, "f": [True, False]}
    everything = {
        tuple(each.holds(dict(zip(whole, values, strict=True))) for each in parsed)
        for values in product(*whole.values())
    }
    classes = {name: variable.classes() for name, variable in asked.items()}
    tried = {
        tuple(each.holds(dict(zip(classes, values, strict=True))) for each in parsed)
        for values in product(*classes.values())
    }
    assert tried == everything


@settings(max_examples=150, deadline=None)
@given(st.text("abn()'<>=! ,123", max_size=24))
def test_whatever_parses_is_classified_or_refused(source: str) -> None:
    try:
        parsed = parse(source)
    except BadExpression:
        return
    try:
        asked = variables([parsed])
        values = {name: variable.classes()[0] for name, variable in asked.items()}
    except NotDecidable:
        return
    with suppress(Undecided):  # of another type than the condition compares
        assert parsed.holds(values) in (True, False)
    assert set(values) == parsed.names
