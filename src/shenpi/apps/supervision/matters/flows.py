"""The course of every matter, as tables: orders, violation files (D10-017, D10-084), and what people bring (D1-015).

A move names the states it may follow, whose turn it is, and the state it leads to ("": the matter stays where it
is). `due`: who is next has to act within the limit given or this default. `deadline`: the limit of the whole matter,
set, or with a "+" put off. `by_another`: not by who took one of these moves (an appeal, a review). `needs`: a
condition of the matter (`_met`). `seen`: which sides read what was entered, besides supervision.

Limits of complaints: acceptance in 5 working days (../shared/law.md §7); 60 days, extended once by 30, and a review
of 30 days (信访工作条例 34, 35). A bad rating is mended in 15 working days (国办发〔2019〕51号).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

SUPERVISOR, ADDRESSEE, FILER, SYSTEM = "supervisor", "addressee", "filer", "system"
OFFICE, BOTH = (ADDRESSEE,), (ADDRESSEE, FILER)

FINDINGS: Mapping[str, str] = {
    "substantiate": "upheld",
    "substantiate_partly": "partly",
    "find_unfounded": "unfounded",
}
"""The moves that find on a complaint, and what they find."""


class Course(Protocol):
    """What a move's condition asks of a matter."""

    kind: str
    state: str
    finding: str
    published: bool


@dataclass(frozen=True)
class Move:
    """One act that a matter's course allows."""

    act: str
    after: tuple[str, ...]
    turn: str
    to: str
    due: str = ""
    deadline: str = ""
    needs_basis: bool = False
    by_another: tuple[str, ...] = ()
    once: bool = False
    needs: str = ""
    seen: tuple[str, ...] = OFFICE


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
    Move("confirm", ("appealed",), SUPERVISOR, "closed", by_another=("sanction",)),
    Move("overturn", ("appealed",), SUPERVISOR, "closed", needs_basis=True, by_another=("sanction",)),
    Move("close", ("final",), SUPERVISOR, "closed"),
)
COMPLAINT = _flow(
    Move("file", ("",), FILER, "filed", due="P5WD", seen=(FILER,)),
    Move("take_up", ("filed",), SUPERVISOR, "investigating", deadline="P60D", seen=(FILER,)),
    Move("refuse", ("filed",), SUPERVISOR, "closed", needs_basis=True, seen=(FILER,)),
    Move("ask", ("investigating",), SUPERVISOR, "asked", due="P5WD"),
    Move("explain", ("asked",), ADDRESSEE, "investigating"),
    Move(
        "extend", ("investigating",), SUPERVISOR, "", "", "+P30D", needs_basis=True, once=True, seen=(FILER,)
    ),
    *(Move(act, ("investigating",), SUPERVISOR, "replied", due="P30D", seen=BOTH) for act in FINDINGS),
    Move("content", ("replied",), FILER, "closed", seen=(FILER,)),
    Move("review", ("replied",), FILER, "reviewing", due="P30D", once=True, seen=(FILER,)),
    Move("maintain", ("reviewing",), SUPERVISOR, "closed", by_another=tuple(FINDINGS), seen=BOTH),
    Move(
        "reopen",
        ("reviewing",),
        SUPERVISOR,
        "investigating",
        "",
        "P30D",
        by_another=tuple(FINDINGS),
        seen=BOTH,
    ),
    Move("object", ("replied", "closed"), ADDRESSEE, "", once=True, needs="finding"),
    Move(
        "set_aside",
        ("replied", "closed"),
        SUPERVISOR,
        "",
        by_another=tuple(FINDINGS),
        needs="finding",
        seen=BOTH,
    ),
)
ENQUIRY = _flow(
    Move("file", ("",), FILER, "waiting", due="P5WD", seen=BOTH),
    Move("explain", ("waiting",), ADDRESSEE, "explained", due="P10WD", seen=BOTH),
    Move("ask_again", ("explained",), FILER, "waiting", due="P5WD", once=True, seen=BOTH),
    Move("content", ("explained",), FILER, "closed", seen=BOTH),
    Move("publish", ("explained", "closed"), ADDRESSEE, "", needs="unpublished"),
    Move("unpublish", ("explained", "closed"), ADDRESSEE, "", needs="published"),
)
RATING = _flow(
    Move("file", ("",), FILER, "returned", due="P15WD", deadline="P15WD", seen=BOTH),
    Move("mend", ("returned",), ADDRESSEE, "mended", due="P10WD", seen=BOTH),
    Move("object", ("returned",), ADDRESSEE, "objected", once=True),
    Move("strike", ("objected",), SUPERVISOR, "closed", needs_basis=True, seen=BOTH),
    Move("overrule", ("objected",), SUPERVISOR, "returned", due="P5WD"),
    Move("content", ("mended",), FILER, "closed", seen=BOTH),
    Move("contest", ("mended",), FILER, "returned", due="P5WD", once=True, seen=BOTH),
    Move("verify", ("mended",), SUPERVISOR, "closed", seen=BOTH),
    Move("reject", ("mended",), SUPERVISOR, "returned", due="P5WD"),
)
OBJECTION = _flow(
    Move("raise", ("",), ADDRESSEE, "raised", due="P10WD", seen=()),
    Move("sustain", ("raised",), SUPERVISOR, "closed", needs_basis=True, seen=()),
    Move("decline", ("raised",), SUPERVISOR, "closed", seen=()),
)
"""An agency against a card of its own: raised and decided here, where its own supervisor reads."""
FLOWS: Mapping[str, Mapping[str, Move]] = {
    "objection": OBJECTION,
    "order": ORDER,
    "violation": VIOLATION,
    "complaint": COMPLAINT,
    "enquiry": ENQUIRY,
    "rating": RATING,
}
FEEDBACK = ("complaint", "enquiry", "rating")
"""What people outside bring; the others are opened by supervision itself."""

OVERDUE: Mapping[tuple[str, str], tuple[str, str]] = {
    ("order", "issued"): ("escalate", "issued"),
    ("violation", "opened"): ("lapse", "unanswered"),
    ("violation", "sanctioned"): ("lapse", "final"),
    ("complaint", "asked"): ("lapse", "investigating"),
    ("complaint", "replied"): ("lapse", "closed"),
    ("enquiry", "explained"): ("lapse", "closed"),
    ("rating", "mended"): ("lapse", "closed"),
}
"""What the system enters when somebody was silent: (kind, state) → (act, state)."""

UNDER_DEADLINE = frozenset({("complaint", "investigating")})
"""Where nothing but the limit of the whole matter runs."""

CLOSED = "closed"
ESCALATIONS = 2
"""How often silence passes an order on; after that it stays overdue, for everybody to see."""


def moves(matter: Course, turn: str) -> list[Move]:
    """Return the acts that are open to a side in a matter; what may be done once is for the entries to say."""
    return [
        move
        for move in FLOWS[matter.kind].values()
        if matter.state in move.after and move.turn == turn and _met(move.needs, matter)
    ]


def seen_by(kind: str, act: str) -> tuple[str, ...]:
    """Return the sides that read an entry; what the system enters concerns both."""
    move = FLOWS[kind].get(act)
    return move.seen if move else BOTH


def _met(condition: str, matter: Course) -> bool:
    conditions = {
        "finding": bool(matter.finding),
        "published": matter.published,
        "unpublished": not matter.published,
    }
    return conditions.get(condition, True)
