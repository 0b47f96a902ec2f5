"""The early transition system of a process: states, labelled edges, and how each state was reached."""

from collections import deque
from dataclasses import dataclass, field

from shenpi.core.pi.errors import LimitReached
from shenpi.core.pi.moves import TAU, Label, Moves
from shenpi.core.pi.terms import Term


@dataclass(slots=True)
class Lts:
    """States by number, the first is where it starts; `labels[0]` is τ.

    `complete` is false when the limit cut the exploration: states without edges may then be unexplored ones,
    which are those from `explored` on.
    """

    states: list[Term] = field(default_factory=list)
    labels: list[Label] = field(default_factory=lambda: [TAU])
    edges: list[list[tuple[int, int]]] = field(default_factory=list)
    parents: list[tuple[int, int] | None] = field(default_factory=list)
    explored: int = 0

    @property
    def complete(self) -> bool:
        """Whether every state was explored."""
        return self.explored == len(self.states)

    @property
    def transitions(self) -> int:
        """How many edges there are."""
        return sum([len(edges) for edges in self.edges])

    def path(self, state: int) -> tuple[tuple[Label, int], ...]:
        """A shortest way to a state: labels and the states they lead to."""
        steps: list[tuple[Label, int]] = []
        while (parent := self.parents[state]) is not None:
            steps.append((self.labels[parent[1]], state))
            state = parent[0]
        return tuple(reversed(steps))


def explore(moves: Moves, start: Term, limit: int, *, fresh_only: bool = False) -> Lts:
    """Breadth first, until `limit` states are explored. The observer knows each state's free names.

    `fresh_only`: inputs receive new names only, which is enough to see what is done but not what tests find.
    """
    lts = Lts()
    number: dict[Term, int] = {}
    label_number = {TAU: 0}
    waiting: deque[int] = deque()

    def state(term: Term, parent: tuple[int, int] | None) -> int:
        at = number.setdefault(term, len(lts.states))
        if at == len(lts.states):
            lts.states.append(term)
            lts.edges.append([])
            lts.parents.append(parent)
            waiting.append(at)
        return at

    state(moves.settled(start), None)
    while waiting and lts.explored < limit:
        at = waiting.popleft()
        term = lts.states[at]
        try:
            found = [(TAU, target) for target in moves.silent(term)]
            found += moves.early(term, term.free, fresh_only=fresh_only)
        except LimitReached:
            break
        edges: dict[tuple[int, int], None] = {}
        for label, target in found:
            seen = label_number.setdefault(label, len(lts.labels))
            if seen == len(lts.labels):
                lts.labels.append(label)
            edges[seen, state(target, (at, seen))] = None
        lts.edges[at] = list(edges)
        lts.explored += 1
    return lts
