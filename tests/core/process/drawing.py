"""Small BPMN files for tests: elements as XML, sequence flows as arrows."""

from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:shenpi="urn:shenpi:process:1" id="d" targetNamespace="urn:test">'
)


def flows(*arrows: str) -> str:
    """`"a>b>c"` draws two flows named a_b and b_c; `"g>b: verdict == 'x'"` one with a condition."""
    drawn = []
    for arrow in arrows:
        chain, _, condition = arrow.partition(":")
        for source, target in pairwise(name.strip() for name in chain.split(">")):
            inner = (
                f"<conditionExpression>{escape(condition.strip())}</conditionExpression>" if condition else ""
            )
            drawn.append(
                f'<sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}">{inner}</sequenceFlow>'
            )
    return "".join(drawn)


def bpmn(elements: str, *arrows: str, beside: str = "") -> bytes:
    """A file with one process `p`; `beside` stands next to it (messages, a collaboration)."""
    return f'{HEAD}{beside}<process id="p">{elements}{flows(*arrows)}</process></definitions>'.encode()


def tag(kind: str, identity: str, inner: str = "", **attributes: str) -> str:
    """One element; `shenpi_role="x"` writes `shenpi:role`."""
    given = "".join(
        f" {name.replace('shenpi_', 'shenpi:')}={quoteattr(value)}" for name, value in attributes.items()
    )
    return f'<{kind} id="{identity}"{given}>{inner}</{kind}>'


def tasks(*names: str) -> str:
    """User tasks."""
    return "".join(tag("userTask", name) for name in names)


START, END = tag("startEvent", "s"), tag("endEvent", "e")
OFFICES = '<multiInstanceLoopCharacteristics shenpi:instances="offices"/>'
IN_TURN = '<multiInstanceLoopCharacteristics isSequential="true" shenpi:instances="offices"/>'
TIMER, MESSAGE, TERMINATE, ERROR, LINK = (
    "<timerEventDefinition/>",
    "<messageEventDefinition/>",
    "<terminateEventDefinition/>",
    "<errorEventDefinition/>",
    '<linkEventDefinition name="on"/>',
)


def again(condition: str, *, before: bool = False) -> str:
    """A standard loop."""
    asked = f"<loopCondition>{escape(condition)}</loopCondition>"
    return f'<standardLoopCharacteristics testBefore="{str(before).lower()}">{asked}</standardLoopCharacteristics>'


AGAIN = again("verdict == 'again'")


def gateway(kind: str, identity: str, default: str = "") -> str:
    """A gateway, with its default flow."""
    return tag(f"{kind}Gateway", identity, **({"default": default} if default else {}))


def boundary(identity: str, host: str, event: str, *, interrupting: bool = True) -> str:
    """A boundary event."""
    return tag("boundaryEvent", identity, event, attachedToRef=host, cancelActivity=str(interrupting).lower())
