"""Random processes, many of them wrong: block-structured ones with one thing changed, and plain graphs."""

import re

from hypothesis import strategies as st

from tests.core.process.blocks import Block, drawn

_HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t"><process id="p">'
_TAIL = "</process></definitions>"
_GATEWAYS = ("exclusiveGateway", "parallelGateway")
_KINDS = (*_GATEWAYS, "userTask", "userTask", "serviceTask", "endEvent")


@st.composite
def mutated(draw: st.DrawFn, blocks: st.SearchStrategy[Block]) -> bytes:
    """A block-structured process in which one or two flows or gateways are not what they were."""
    text = drawn(draw(blocks))[0].decode()
    text = re.sub(r"<conditionExpression.*?</conditionExpression>", "", text, flags=re.S)
    text = re.sub(r' default="[^"]*"', "", text)
    for _ in range(draw(st.integers(1, 2))):
        change = draw(
            st.sampled_from((_other_gateway, _other_target, _flow_less, _flow_more, _terminating, _reminding))
        )
        text = change(draw, text)
    return text.encode()


def _one(draw: st.DrawFn, pattern: str, text: str) -> re.Match[str] | None:
    found = list(re.finditer(pattern, text))
    return draw(st.sampled_from(found)) if found else None


def _other_gateway(draw: st.DrawFn, text: str) -> str:
    found = _one(draw, r'<(exclusive|parallel)Gateway id="([^"]*)"', text)
    if found is None:
        return text
    other = "parallel" if found[1] == "exclusive" else "exclusive"
    name = re.escape(found[2])
    return re.sub(
        rf'<{found[1]}Gateway id="{name}"(.*?)(/>|</{found[1]}Gateway>)',
        lambda old: f'<{other}Gateway id="{found[2]}"{old[1]}{old[2].replace(found[1], other)}',
        text,
        count=1,
        flags=re.S,
    )


def _flows(text: str) -> str:
    return r'<sequenceFlow id="([^"]*)" sourceRef="([^"]*)" targetRef="([^"]*)"\s*/?>(?:</sequenceFlow>)?'


def _other_target(draw: st.DrawFn, text: str) -> str:
    first, second = _one(draw, _flows(text), text), _one(draw, _flows(text), text)
    if first is None or second is None:
        return text
    changed = first[0].replace(f'targetRef="{first[3]}"', f'targetRef="{second[3]}"')
    return text.replace(first[0], changed)


def _flow_less(draw: st.DrawFn, text: str) -> str:
    found = _one(draw, _flows(text), text)
    return text if found is None else text.replace(found[0], "")


def _flow_more(draw: st.DrawFn, text: str) -> str:
    first, second = _one(draw, _flows(text), text), _one(draw, _flows(text), text)
    if first is None or second is None:
        return text
    more = f'<sequenceFlow id="more_{len(text)}" sourceRef="{first[2]}" targetRef="{second[3]}"/>'
    return text.replace(first[0], first[0] + more)


def _reminding(draw: st.DrawFn, text: str) -> str:
    """A non-interrupting timer on a step, with an end of its own, or joining the step's way."""
    found = _one(draw, r'<userTask id="([^"]*)"></userTask>', text)
    if found is None:
        return text
    name = f"told_{len(text)}"
    timer = (
        f'<boundaryEvent id="{name}" attachedToRef="{found[1]}" cancelActivity="false">'
        f'<timerEventDefinition/></boundaryEvent><endEvent id="{name}_e"/>'
        f'<sequenceFlow id="{name}_f" sourceRef="{name}" targetRef="{name}_e"/>'
    )
    return text.replace(found[0], found[0] + timer)


def _terminating(draw: st.DrawFn, text: str) -> str:
    found = _one(draw, r'<endEvent id="([^"]*)"\s*/>', text)
    if found is None:
        return text
    return text.replace(found[0], f'<endEvent id="{found[1]}"><terminateEventDefinition/></endEvent>')


@st.composite
def graphs(draw: st.DrawFn) -> bytes:
    """A start event and up to nine nodes with any flows between them: free choice, and mostly unsound."""
    return (_HEAD + _graph(draw, "n", _KINDS, 9) + _TAIL).encode()


@st.composite
def collaborations(draw: st.DrawFn) -> bytes:
    """Two such graphs that send messages to each other; the second may begin with one."""
    kinds = ("exclusiveGateway", "parallelGateway", "userTask", "sendTask", "receiveTask", "endEvent")
    bodies = [_graph(draw, pool, kinds, 6) for pool in ("a", "b")]
    if draw(st.booleans()):
        bodies[1] = bodies[1].replace(
            '<startEvent id="bs"/>', '<startEvent id="bs"><messageEventDefinition/></startEvent>'
        )
    flows = []
    for source, target in ((0, 1), (1, 0)):
        senders = re.findall(r'<(?:sendTask|userTask) id="(\w+)"', bodies[source])
        receivers = re.findall(r'<receiveTask id="(\w+)"', bodies[target])
        receivers += re.findall(r'<startEvent id="(\w+)"><message', bodies[target])
        for receiver in receivers:
            if senders and draw(st.integers(0, 3)):
                flows.append((draw(st.sampled_from(senders)), receiver))
    messages = "".join(
        f'<messageFlow id="m{number}" sourceRef="{source}" targetRef="{target}"/>'
        for number, (source, target) in enumerate(flows)
    )
    pools = '<participant id="pa" processRef="p"/><participant id="pb" processRef="q"/>'
    collaboration = f'<collaboration id="c">{pools}{messages}</collaboration>'
    head = _HEAD.replace('<process id="p">', collaboration + '<process id="p">')
    return (head + bodies[0] + '</process><process id="q">' + bodies[1] + _TAIL).encode()


def _graph(draw: st.DrawFn, prefix: str, of: tuple[str, ...], most: int) -> str:
    kinds = draw(st.lists(st.sampled_from(of), min_size=2, max_size=most))
    nodes = [f'<startEvent id="{prefix}s"/>']
    nodes += [f'<{kind} id="{prefix}{number}"/>' for number, kind in enumerate(kinds)]
    flows = [(f"{prefix}s", f"{prefix}0")]
    for number, kind in enumerate(kinds):
        # mostly onwards, so that what follows is reached
        onwards = st.integers(min(number + 1, len(kinds) - 1), min(number + 3, len(kinds) - 1))
        anywhere = st.integers(0, len(kinds) - 1)
        targets = draw(st.lists(st.one_of(onwards, onwards, anywhere), min_size=1, max_size=2))
        flows += [(f"{prefix}{number}", f"{prefix}{target}") for target in targets if kind != "endEvent"]
    return "".join(nodes) + "".join(
        f'<sequenceFlow id="{prefix}f{number}" sourceRef="{source}" targetRef="{target}"/>'
        for number, (source, target) in enumerate(flows)
    )


@st.composite
def dutiful(draw: st.DrawFn, models: st.SearchStrategy[bytes]) -> bytes:
    """Processes some of whose elements accept, decide, serve, or take a withdrawal."""
    text = draw(models).decode()
    text = re.sub(r'messageRef="[^"]*"', 'messageRef="withdrawal"', text)
    for tag_name, duty in (
        ("serviceTask", 'shenpi:document="acceptance_notice"'),
        ("userTask", 'shenpi:document="acceptance_notice" shenpi:role="acceptor"'),
        ("userTask", 'shenpi:role="leader" shenpi:act="decide"'),
        ("userTask", 'shenpi:role="acceptor" shenpi:act="serve"'),
    ):
        found = _one(draw, rf'<{tag_name} id="([^"]*)">', text)
        if found is not None:
            text = text.replace(found[0], f'<{tag_name} id="{found[1]}" {duty}>')
    if draw(st.booleans()):
        found = _one(draw, r'<userTask id="([^"]*)"></userTask>', text)
        if found is not None:
            text = text.replace(found[0], f'<receiveTask id="{found[1]}"></receiveTask>')
    return text.encode()
