"""Are two processes equivalent, and if not, by which moves does one tell? The front door to the relations."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from time import perf_counter
from typing import Final

from shenpi.core.pi.compiling import System, compile_definitions
from shenpi.core.pi.composed_game import Answer, compare_composed
from shenpi.core.pi.composition import passes_no_names
from shenpi.core.pi.errors import LimitReached, PiError, UnknownAgent
from shenpi.core.pi.game import Game, Move
from shenpi.core.pi.merging import merge
from shenpi.core.pi.moves import Moves
from shenpi.core.pi.parsing import parse_process
from shenpi.core.pi.relations import GroundGame, OpenGame, Pair, Place, apart
from shenpi.core.pi.steps import Semantics
from shenpi.core.pi.structure import Remark, endless, growing, has_mismatch, undecided
from shenpi.core.pi.syntax import Call, Definitions, Process
from shenpi.core.pi.terms import Term

LIMIT: Final = 50_000
"""Positions of a game, and states of either side, that are looked at unless another limit is given."""
GROWING: Final = 100
"""The same where an agent comes back to itself under a parallel composition: such states only grow."""


class Relation(StrEnum):
    """The relations that can be asked for."""

    STRONG_EARLY = "strong-early"
    WEAK_EARLY = "weak-early"
    STRONG_LATE = "strong-late"
    WEAK_LATE = "weak-late"
    OPEN = "open"
    WEAK_OPEN = "weak-open"
    CONGRUENCE = "congruence"

    @property
    def weak(self) -> bool:
        """Whether τ steps are passed over."""
        return self not in (Relation.STRONG_EARLY, Relation.STRONG_LATE, Relation.OPEN)


OPEN: Final = frozenset({Relation.OPEN, Relation.WEAK_OPEN})
COMPOSED: Final = frozenset({Relation.WEAK_EARLY, Relation.WEAK_LATE})
"""Relations that may be decided component by component where no names are passed; there the two are one."""
LATE: Final = frozenset({Relation.STRONG_LATE, Relation.WEAK_LATE})


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answer: `equivalent` is None where nothing was decided, and `reason` says why.

    `trace` is empty unless the answer is no; its last move is the one that the other side cannot follow.
    `states` are the positions looked at, `milliseconds` the time taken.
    """

    relation: Relation
    equivalent: bool | None
    trace: tuple[Move, ...]
    states: int
    milliseconds: float
    reason: Remark | None = None

    def to_json(self) -> dict[str, object]:
        """The machine-readable form."""
        return {
            "relation": self.relation.value,
            "equivalent": self.equivalent,
            "trace": [{"side": move.side.value, "move": move.move} for move in self.trace],
            "states": self.states,
            "milliseconds": round(self.milliseconds, 3),
            "reason": None if self.reason is None else {"zh": self.reason.zh, "en": self.reason.en},
        }


def compare_definitions(
    left: Definitions,
    right: Definitions,
    relation: Relation,
    *,
    agents: tuple[str, str] | None = None,
    limit: int | None = None,
) -> Comparison:
    """Compare the main processes of two texts, or the named agent of each.

    Raises PiError where a text has no main process or lacks the agent.
    """
    if agents is not None:
        left = Definitions(left.agents, agent_call(left, agents[0]), left.dialect)
        right = Definitions(right.agents, agent_call(right, agents[1]), right.dialect)
    whole, right = merge(left, right)
    return compare(whole, main_of(left), main_of(right), relation, limit=limit)


def compare(
    definitions: Definitions,
    left: Process,
    right: Process,
    relation: Relation,
    *,
    distinct: Collection[str] = (),
    limit: int | None = None,
) -> Comparison:
    """Compare two processes over the same agents.

    Under the open relations, the names in `distinct` differ from each other and from all free names.
    """
    started = perf_counter()
    limit = reach(definitions, (left, right), limit)
    reason = _refusal(definitions, (left, right), relation)
    if reason is not None:
        return Comparison(relation, None, (), 0, 0.0, reason)
    system = compile_definitions(definitions)
    ends = system.term(left), system.term(right)
    answer = None
    if relation in COMPOSED and all(passes_no_names(definitions, end) for end in (left, right)):
        answer = compare_composed(Moves(Semantics(system), limit), ends, limit)
    try:
        holds, trace, states = answer or _play(*_game(system, ends, relation, distinct, limit))
    except LimitReached as reached:
        holds, trace, states = None, (), limit
        reason = undecided(definitions, (left, right), reached)
    return Comparison(relation, holds, trace, states, (perf_counter() - started) * 1000, reason)


def reach(definitions: Definitions, ends: Iterable[Process], limit: int | None) -> int:
    """How many states are looked at: what was asked for, else what suits the processes."""
    if limit is not None:
        return limit
    return GROWING if any(growing(definitions, end) for end in ends) else LIMIT


def main_of(definitions: Definitions) -> Process:
    """The main process of a text: the term outside all definitions, else the agent that it defines last.

    Raises PiError for an empty text.
    """
    if definitions.main is not None:
        return definitions.main
    if not definitions.agents:
        raise PiError("文本里没有进程", "the text has no process")
    return agent_call(definitions, list(definitions.agents)[-1])


def agent_call(definitions: Definitions, text: str) -> Process:
    """The process that a text names: a term, or an agent alone, called with its own parameters.

    Raises PiSyntaxError, and UnknownAgent for a name alone that is not defined.
    """
    process = parse_process(text, definitions.dialect)
    if not isinstance(process, Call) or process.arguments:
        return process
    agent = definitions.agents.get(process.agent)
    if agent is None:
        raise UnknownAgent(process.agent)
    return Call(agent.name, agent.parameters)


def _play(game: Game[Place], root: Place) -> Answer:
    holds = game.holds(root)
    return holds, () if holds else game.trace(root), game.positions


def _game(
    system: System,
    ends: tuple[Term, Term],
    relation: Relation,
    distinct: Collection[str],
    limit: int,
) -> tuple[Game[Place], Pair]:
    is_open = relation in OPEN
    moves = Moves(Semantics(system), limit, names_may_meet=is_open)
    left, right = [moves.settled(end) for end in ends]
    if is_open:
        symbolic = Semantics(system, symbolic=True)
        free = left.free | right.free
        root = Pair(left, right, distinct=apart(free.intersection(distinct), free))
        return Game(OpenGame(symbolic, moves, weak=relation.weak).challenges, limit), root
    rules = GroundGame(moves, weak=relation.weak, late=relation in LATE)
    return Game(rules.challenges, limit), Pair(left, right, rooted=relation is Relation.CONGRUENCE)


def _refusal(definitions: Definitions, ends: tuple[Process, Process], relation: Relation) -> Remark | None:
    for end in ends:
        if (reason := endless(definitions, end)) is not None:
            return reason
        if relation in OPEN and has_mismatch(definitions, end):
            return Remark("开互模拟不适用于不等测试", "open bisimilarity is not defined for mismatch")
    return None
