"""BPMN → π → BPMN: isomorphic without the diagram, equal with it; what is refused names the element (D4-017)."""

from pathlib import Path

import pytest

from shenpi.core.pi import parse, print_definitions
from shenpi.core.pi.translation import NotTranslatable, to_bpmn, to_pi
from shenpi.core.process import ProcessModel, read_bpmn, template, template_keys
from shenpi.core.process.written_out import write_out
from tests.core.pi.translation.examples import RENEWED, SMALL, TWO_POOLS, inner, model, readable
from tests.core.process.drawing import (
    ERROR,
    IN_TURN,
    OFFICES,
    TERMINATE,
    TIMER,
    boundary,
    gateway,
    tag,
    tasks,
)


def shape(model: ProcessModel) -> tuple[set[object], ...]:
    """Nodes, flows and messages: what π says of a diagram."""
    return (
        {(node.id, node.kind, node.scope, node.attached_to, node.interrupting) for node in model.nodes},
        {(flow.id, flow.source, flow.target, flow.scope) for flow in model.flows},
        {
            (flow.id, flow.source, flow.target)
            for flow in model.message_flows
            if {flow.source, flow.target} <= model.node.keys()
        },
    )


def there_and_back(drawn: ProcessModel) -> ProcessModel:
    """Through the text, without the diagram."""
    return to_bpmn(parse(print_definitions(to_pi(drawn))))


@pytest.mark.parametrize("name", {**SMALL, **RENEWED})
def test_small_diagrams_come_back(name: str) -> None:
    drawn = {**SMALL, **RENEWED}[name]
    back = there_and_back(drawn)
    assert shape(back) == shape(drawn)
    assert {node.id: node.event.trigger for node in back.nodes} == {
        node.id: node.event.trigger for node in drawn.nodes
    }
    assert to_bpmn(to_pi(drawn), like=drawn).nodes == drawn.nodes
    assert back.diagrams  # drawn anew


def test_the_models_of_others_come_back(shared_data: Path) -> None:
    """Every readable one has a term."""
    models = list(readable(shared_data / "models"))
    assert len(models) == 102
    for name, drawn in models:
        definitions = to_pi(drawn)
        assert shape(there_and_back(drawn)) == shape(write_out(drawn)), name
        if len(drawn.nodes) < 100:  # those of 400 and 500 tasks take a second each way
            assert to_bpmn(definitions, like=drawn) == drawn, name


@pytest.mark.parametrize(
    ("drawn", "element", "code"),
    [
        (model(inner("sub", tag("endEvent", "x", TERMINATE), "i>x"), "s>sub>e"), "x", "terminate"),
        (model(tag("endEvent", "x", ERROR), "s>x"), "x", "error"),
        (
            model(
                inner("sub", tasks("x") + boundary("c", "x", TIMER, interrupting=False), "i>x>o", "c>o")
                + boundary("b", "sub", TIMER),
                "s>sub>e",
                "b>e",
            ),
            "x",
            "inside_interrupted",
        ),
        (
            model(
                inner("sub", tasks("ask", "h"), "i>ask>h>o")
                + boundary("b", "sub", TIMER)
                + gateway("exclusive", "g"),
                "s>g>sub>e",
                "b>g",
                beside=TWO_POOLS,
            ),
            "h",
            "message_again",
        ),
    ],
)
def test_what_has_no_term_names_the_element(drawn: ProcessModel, element: str, code: str) -> None:
    with pytest.raises(NotTranslatable, match=code) as refusal:
        to_pi(drawn)
    assert refusal.value.element == element
    assert refusal.value.zh


@pytest.mark.parametrize("key", template_keys())
def test_shipped_processes_come_back(key: str) -> None:
    drawn = read_bpmn(template(key))
    assert shape(there_and_back(drawn)) == shape(write_out(drawn))
    assert to_bpmn(to_pi(drawn), like=drawn) == drawn


def test_copies_are_one_activity_again_where_nobody_touched_them() -> None:
    drawn = model(tag("userTask", "a", IN_TURN) + tag("userTask", "b", OFFICES, name="会审"), "s>a>b>e")
    text = print_definitions(to_pi(drawn, 3))
    assert to_bpmn(parse(text), like=drawn, instances=3) == drawn
    back = to_bpmn(parse(text.replace("a__3", "c")), like=drawn, instances=3)
    assert {node.id for node in back.inside("a")} == {"a__begin", "a__1", "a__2", "c", "a__end"}
    assert back.node["b"] == drawn.node["b"]


def test_congruent_texts_give_the_same_diagram() -> None:
    """Sums and compositions in any order, parameters and restricted names called otherwise."""
    text = """
    agent EndEvent_e(last) = last.EndEvent_e(last)
    agent Main = 0 | Process_p
    agent UserTask_x(out,in) = in.'step_x.(UserTask_x(out,in) | 'out.0)
    agent StartEvent_s(go,f) = go.(StartEvent_s(go,f) | 'f.0)
    agent Process_p = (^x_e)(^begin,s_x)(EndEvent_e(x_e) | ((StartEvent_s(begin,s_x) | 'begin.0) | UserTask_x(x_e,s_x)))
    """
    assert shape(to_bpmn(parse(text))) == shape(model(tasks("x"), "s>x>e"))


BROKEN = {
    "no_main": ("agent Main =", "agent Many ="),
    "unknown_agent": ("| EndEvent_e(x_e)", "| EndEvent_f(x_e)"),
    "arguments": ("| EndEvent_e(x_e)", "| EndEvent_e(x_e,x_e)"),
    "twice": ("| EndEvent_e(x_e)", "| EndEvent_e(x_e) | EndEvent_e(x_e)"),
    "not_an_element": ("EndEvent_e", "Ending_e"),
    "flow_ends": ("| EndEvent_e(x_e)", ""),
    "shape": ("'step_x", "'step_y"),
    "composition": ("agent Main = ", "agent Main = t."),
}


@pytest.mark.parametrize("code", BROKEN)
def test_other_texts_are_refused_with_a_reason(code: str) -> None:
    text = print_definitions(to_pi(model(tasks("x"), "s>x>e")))
    old, new = BROKEN[code]
    assert old in text
    with pytest.raises(NotTranslatable, match=code) as refusal:
        to_bpmn(parse(text.replace(old, new)))
    assert refusal.value.zh
    assert refusal.value.en


def test_a_counter_that_counts_otherwise_is_refused() -> None:
    text = print_definitions(to_pi(SMALL["counted: two ends side by side"]))
    kept, _, _ = text.partition("agent Tokens_sub")
    _, _, rest = text.partition("agent Tokens_sub")[2].partition("\n")
    counter = "agent Tokens_sub(a,b,out) = "
    fair = "a.(^c)(c.Tokens_sub(a,b,out) | Tokens_sub(a,b,c)) + b.'out.0\n"
    assert to_bpmn(parse(kept + counter + fair + rest))
    with pytest.raises(NotTranslatable, match="shape"):
        to_bpmn(parse(kept + counter + "b.'out.0\n" + rest))
    with pytest.raises(NotTranslatable, match="shape"):
        to_bpmn(parse(kept + rest))


def test_an_edited_text_keeps_what_was_drawn_of_the_rest() -> None:
    drawn = model(tag("userTask", "x", name="审查", shenpi_role="reviewer"), "s>x>e")
    text = print_definitions(to_pi(drawn))
    text = text.replace("x_e)('source_p", "x_e,y_e)(UserTask_y(x_e,y_e) | 'source_p").replace(
        "EndEvent_e(x_e))", "EndEvent_e(y_e))"
    )
    text += "\nagent UserTask_y(x_e,y_e) = x_e.'step_y.('y_e.0 | UserTask_y(x_e,y_e))\n"
    back = to_bpmn(parse(text), like=drawn)
    assert back.node["x"] == drawn.node["x"]
    assert [(flow.source, flow.target) for flow in back.flows] == [("s", "x"), ("x", "y"), ("y", "e")]
