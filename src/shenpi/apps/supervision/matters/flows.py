"""The course of a supervision order and of a violation file (D10-017, D10-084), as a table.

A step names the states it may follow, whose turn it is, and the state it leads to. `due`: the addressee is to
answer, within the limit given or this default. `by_another`: not by who took the step named (an appeal is decided
by somebody else than the verdict).
"""

from collections.abc import Mapping
from dataclasses import dataclass

SUPERVISOR, ADDRESSEE, SYSTEM = "supervisor", "addressee", "system"


@dataclass(frozen=True)
class Move:
    """One act that a matter's course allows."""

    act: str
    after: tuple[str, ...]
    turn: str
    to: str
    due: str = ""
    needs_basis: bool = False
    by_another: str = ""


def _flow(*moves: Move) -> Mapping[str, Move]:
    return {move.act: move for move in moves}


ORDER = _flow(
    Move("issue", ("",), SUPERVISOR, "issued", due="P3WD"),
    Move("answer", ("issued",), ADDRESSEE, "answered"),
    Move("approve", ("answered",), SUPERVISOR, "closed"),
    Move("reject", ("answered",), SUPERVISOR, "issued", due="P2WD"),
    Move("escalate", ("issued",), SUPERVISOR, "issued", due="P2WD"),
    Move("recall", ("issued", "answered"), SUPERVISOR, "closed"),
)
VIOLATION = _flow(
    Move("open", ("",), SUPERVISOR, "opened", due="P5WD", needs_basis=True),
    Move("state", ("opened",), ADDRESSEE, "stated"),
    Move("uphold", ("stated", "unanswered"), SUPERVISOR, "upheld", needs_basis=True),
    Move("dismiss", ("stated", "unanswered"), SUPERVISOR, "closed"),
    Move("sanction", ("upheld",), SUPERVISOR, "sanctioned", due="P10WD", needs_basis=True),
    Move("appeal", ("sanctioned",), ADDRESSEE, "appealed"),
    Move("confirm", ("appealed",), SUPERVISOR, "closed", by_another="sanction"),
    Move("overturn", ("appealed",), SUPERVISOR, "closed", needs_basis=True, by_another="sanction"),
    Move("close", ("final",), SUPERVISOR, "closed"),
)
FLOWS: Mapping[str, Mapping[str, Move]] = {"order": ORDER, "violation": VIOLATION}

OVERDUE: Mapping[tuple[str, str], tuple[str, str]] = {
    ("order", "issued"): ("escalate", "issued"),
    ("violation", "opened"): ("lapse", "unanswered"),
    ("violation", "sanctioned"): ("lapse", "final"),
}
"""What the system enters when the addressee was silent: (kind, state) → (act, state)."""

CLOSED = "closed"
ESCALATIONS = 2
"""How often silence passes an order on; after that it stays overdue, for everybody to see."""


def moves(kind: str, state: str, turn: str) -> list[Move]:
    """Return the acts that are open to a side in a state."""
    return [move for move in FLOWS[kind].values() if state in move.after and move.turn == turn]
