"""What a translated term shows, read off the diagram's net: small, and weakly bisimilar to the term.

Interleaving the agents of a diagram grows with every branch; the net's own states are far fewer once steps
that nobody sees are fused. Properties that do not tell silent steps apart are therefore asked of this.
"""

from types import MappingProxyType

from shenpi.core.pi.comparison.reducing import reduced
from shenpi.core.pi.comparison.system import ENDED, explored
from shenpi.core.pi.syntax import NIL, Agent, Call, Definitions, Input, Output, Process, Sum, Tau
from shenpi.core.pi.translation import names
from shenpi.core.pi.translation.flows import outside
from shenpi.core.process import Cause, Net, PlainTransition, ProcessModel, Trigger, compile_net

Edges = list[list[tuple[str, int]]]


def behaviour(model: ProcessModel, limit: int) -> Edges:
    """States from 0, which is the start; labels are free names as the calculus shows them, '' is silent.

    Raises `LimitReached` beyond `limit` states.
    """
    net = compile_net(model)
    plain = net.unfold()
    labels = tuple(_seen(net, transition) for transition in plain.transitions)
    system = explored(reduced(plain, labels), limit)
    return [[(label, target) for label, target, _ in out if label != ENDED] for out in system.edges]


def sequential(edges: Edges) -> Definitions:
    """One agent for each state; the main process is where it starts."""
    agents = {f"S{at}": Agent(f"S{at}", (), _sum(out)) for at, out in enumerate(edges)}
    return Definitions(MappingProxyType(agents), Call("S0"))


def _sum(out: list[tuple[str, int]]) -> Process:
    parts: list[Process] = []
    for label, target in dict.fromkeys(out):
        then = Call(f"S{target}")
        if not label:
            parts.append(Tau(then))
        elif label.startswith("'"):
            parts.append(Output(label[1:], (), then))
        else:
            parts.append(Input(label, (), then))
    return Sum(tuple(parts)) if parts else NIL


def _seen(net: Net, transition: PlainTransition) -> str:
    """What the calculus shows of a transition of the net."""
    origin = transition.origin
    if origin.cause is Cause.STEP:
        return f"'{names.marked(names.STEP, origin.element)}"
    node = net.model.node.get(origin.element)
    if origin.cause is Cause.AUTO or node is None:
        return ""
    if node.event.trigger is Trigger.MESSAGE:
        return names.marked(names.MESSAGE, origin.message)
    return "" if origin.cause is Cause.START and node.event.trigger is not Trigger.TIMER else outside(node)
