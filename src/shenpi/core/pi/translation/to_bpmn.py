"""π → BPMN: the image of `to_pi` up to congruence; anything else gets a reason."""

from dataclasses import replace

from shenpi.core.pi.syntax import Call, Definitions
from shenpi.core.pi.translation import names
from shenpi.core.pi.translation.counting import TOKENS
from shenpi.core.pi.translation.errors import refused
from shenpi.core.pi.translation.flows import Connections
from shenpi.core.pi.translation.from_bpmn import to_pi
from shenpi.core.pi.translation.instances import Instance, instantiate, rename
from shenpi.core.pi.translation.likeness import drawn, take_over
from shenpi.core.pi.translation.normal import Form, normal
from shenpi.core.pi.translation.patterns import body
from shenpi.core.pi.translation.recognising import Recognition
from shenpi.core.process import BpmnRefused, Kind, ProcessModel
from shenpi.core.process.checking import check_structure
from shenpi.core.process.written_out import fold, write_out


def to_bpmn(definitions: Definitions, like: ProcessModel | None = None, instances: int = 2) -> ProcessModel:
    """The diagram of π definitions, drawn.

    `like` is the diagram they came from, written out with so many `instances`: what π does not say (names,
    duties, conditions, lanes, drawing) is taken from its elements of the same id, and what was written out
    and left alone is one activity again. Raises `NotTranslatable`, naming the agent, for whatever is not
    congruent to a translation.
    """
    tree = instantiate(definitions)
    recognition = Recognition(tree)
    plain = recognition.model()
    try:
        written = write_out(like, instances) if like else None
        model = take_over(plain, written) if written else plain
        check_structure(model)
        model = _with_defaults(recognition, model)
        model = drawn(fold(model, like, written) if like and written else model, like)
        translated = to_pi(model, instances)
        expected = _forms(instantiate(translated), {}) | _counters(translated, translated)
    except BpmnRefused as error:
        raise refused(error.element_id, "model", zh=error.zh, en=error.en) from None
    given = _forms(tree, recognition.canonical) | _counters(translated, definitions)
    for agent in sorted({*given, *expected}):
        if given.get(agent) != expected.get(agent):
            raise refused(agent, "shape", name=agent)
    return model


def _forms(tree: Instance, canonical: dict[str, str]) -> dict[str, Form]:
    """What each agent does, in normal form and under canonical names; of a scope what it holds."""
    found: dict[str, Form] = {}
    pending = [tree]
    while pending:
        each = pending.pop()
        if each.tag in ("main", "process", "inside"):
            tokens = tuple(sorted(canonical.get(name, name) for name in each.tokens))
            found[each.agent] = (tokens, *sorted(part.agent for part in each.parts))
            pending += each.parts
        else:
            found[each.agent] = normal(rename(each.body, canonical))
    return found


def _counters(translated: Definitions, definitions: Definitions) -> dict[str, Form]:
    """What the agents do that only come to be when a sub-process begins."""
    found: dict[str, Form] = {}
    for name, agent in definitions.agents.items():
        if names.agent_parts(name)[0] == TOKENS and name in translated.agents:
            own = dict(zip(agent.parameters, translated.agents[name].parameters, strict=False))
            found[name] = normal(rename(agent.body, own))
    return found


def _with_defaults(recognition: Recognition, model: ProcessModel) -> ProcessModel:
    """Inclusive gateways with the default flow that makes them what the text says; conditions it cannot know."""
    for element in recognition.elements:
        flows = model.outgoing[element.id] if element.kind is Kind.INCLUSIVE else ()
        if len(flows) < 2:
            continue
        given = normal(rename(element.instance.body, recognition.canonical))
        for default in dict.fromkeys(
            (model.node[element.id].default, "", *(flow.id for flow in reversed(flows)))
        ):
            tried = _with_default(model, element.id, default)
            if (
                normal(body(Connections(tried), tried.node[element.id], Call(element.instance.agent)))
                == given
            ):
                model = tried
                break
    return model


def _with_default(model: ProcessModel, gateway: str, default: str) -> ProcessModel:
    nodes = tuple(replace(node, default=default) if node.id == gateway else node for node in model.nodes)
    return replace(model, nodes=nodes)
