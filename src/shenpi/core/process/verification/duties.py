"""What the `shenpi:` extension says about acceptance, decision, service and withdrawal."""

from dataclasses import dataclass

from shenpi.core.process.elements import HUMAN, Kind, Node, Trigger
from shenpi.core.process.model import ProcessModel

ACCEPTANCE_NOTICE = "acceptance_notice"
WITHDRAWAL = "withdrawal"
WITHDRAWAL_DECISION = "withdrawal_decision"
SILENCE = "silence"
"""The message that a renewal was not decided before the expiry: the law itself decides (行政许可法 art. 50)."""
IMMEDIATE = "immediate"
"""The kind of process that is decided on the spot: there is nothing in between to withdraw from."""


@dataclass(frozen=True, slots=True)
class Milestones:
    """The elements that matter to the law; all empty where a diagram says nothing of them."""

    accepting: frozenset[str]
    """Make out the notice of acceptance (行政许可法 art. 32)."""
    deciding: frozenset[str]
    """Human steps in which to grant or refuse is decided (art. 38), and the silence that renews (art. 50)."""
    serving: frozenset[str]
    """Tell the applicant how it ended: the act of service (art. 44), the decision on a withdrawal, and a lapsed
    payment, whose consequence the payment notice has announced."""
    withdrawing: frozenset[str]
    """Take the applicant's withdrawal."""
    immediate: bool


def milestones(model: ProcessModel) -> Milestones:
    """Read the milestones off a diagram."""
    nodes = model.nodes
    return Milestones(
        accepting=frozenset(node.id for node in nodes if node.duties.document == ACCEPTANCE_NOTICE),
        deciding=frozenset(node.id for node in nodes if _decides(node)),
        serving=frozenset(node.id for node in nodes if _serves(model, node)),
        withdrawing=frozenset(node.id for node in nodes if node.event.message == WITHDRAWAL),
        immediate=any(process.kind == IMMEDIATE for process in model.processes),
    )


def _decides(node: Node) -> bool:
    if node.event.message == SILENCE:
        return True
    if node.kind not in HUMAN or node.duties.act == "register_reply":  # the superior authority decides
        return False
    return node.duties.act == "decide" or {"grant", "refuse"} <= set(node.duties.verdicts)


def _serves(model: ProcessModel, node: Node) -> bool:
    if node.duties.act == "serve" or node.duties.document == WITHDRAWAL_DECISION:
        return True
    if node.kind is not Kind.BOUNDARY or node.event.trigger is not Trigger.TIMER:
        return False
    return model.node[node.attached_to].duties.act == "record_payment"
