"""One firing under way: tokens move, and what opens, closes, arms and disarms is noted."""

from collections import deque

from shenpi.core.process.errors import EndlessFiring, NoInstances, NotSafe, Undecided
from shenpi.core.process.expression_parser import Context
from shenpi.core.process.marking import Marking, Token
from shenpi.core.process.net import PlaceKind, Step, Transition
from shenpi.core.process.prepared import Prepared, Rule

FIRING_LIMIT = 20_000
"""Automatic transitions in one firing; more can only be a loop without a human step."""


class Run:
    """The working copy of a marking during one firing."""

    __slots__ = (
        "armed",
        "closed",
        "context",
        "disarmed",
        "net",
        "opened",
        "path",
        "queue",
        "services",
        "tokens",
    )

    def __init__(self, net: Prepared, marking: Marking, context: Context) -> None:
        self.net = net
        self.tokens: dict[Token, int] = dict(marking.tokens)
        self.context = context
        self.queue: deque[Token] = deque()
        self.opened: dict[Step, None] = {}
        self.closed: dict[Step, None] = {}
        self.armed: dict[Step, None] = {}
        self.disarmed: dict[Step, None] = {}
        self.services: list[str] = []
        self.path: list[str] = []

    def settle(self) -> None:
        """Let everything automatic happen until nothing more does."""
        for _ in range(FIRING_LIMIT):
            if self.queue:
                self._react(self.queue.popleft())
            elif not self._finish_empty_scope():
                return
        raise EndlessFiring("", "endless", "流程的自动部分无法停止", "the automatic part never comes to rest")

    def fire(self, rule: Rule, key: str | None) -> None:
        """Fire one transition, whose tokens are known to be there."""
        transition = rule.transition
        for token in rule.taken(key):
            self._take(token)
        if transition.each_takes:
            self._clear(frozenset(transition.each_takes), None)
        if rule.clears:
            self._clear(rule.clears, key if rule.folded else None)
        self.path.extend(transition.labels)
        if transition.service:
            self.services.append(transition.service)
        for token in rule.given(key):
            self._give(token)
        if transition.each_gives:
            for office in self._offices(transition):
                for place in transition.each_gives:
                    self._give((place, office))

    def _react(self, token: Token) -> None:
        """Fire the first automatic transition that the token enables."""
        if token not in self.tokens:
            return
        place, key = token
        for rule in self.net.automatic.get(place, ()):
            own = key if rule.folded else None
            if rule.folded and key is None:  # the turn in a sequence of copies: the first that waits has it
                own = next(iter(rule.waiting(self.tokens, None)), None)
            if self._may_fire(rule, own if rule.folded else key):
                self.fire(rule, own)
                if token in self.tokens:
                    self.queue.append(token)
                return
        if self.net.kinds[place] is PlaceKind.CHOICE:
            gateway = self.net.place[place].element
            raise Undecided(
                gateway,
                "no_branch",
                "没有一个分支的条件成立",
                "no branch of this gateway has a condition that holds",
            )

    def _may_fire(self, rule: Rule, key: str | None) -> bool:
        transition = rule.transition
        if not all(token in self.tokens for token in rule.taken(key)):
            return False
        if transition.each_open and any(place == transition.each_open for place, _key in self.tokens):
            return False
        if transition.guard is None:
            return True
        context = self.context if key is None else {**self.context, "instance": key}
        try:
            return transition.guard.holds(context)
        except Undecided as error:
            raise Undecided(
                self.net.place[transition.takes[0]].element, error.code, error.zh, error.en
            ) from None

    def _finish_empty_scope(self) -> bool:
        for rule in self.net.zero_tests:
            inside = frozenset(rule.transition.empty)
            for key in rule.waiting(self.tokens, None):
                if not any(place in inside and (key is None or own == key) for place, own in self.tokens):
                    self.fire(rule, key)
                    return True
        return False

    def _offices(self, transition: Transition) -> tuple[str, ...]:
        """The instance keys: a list without repetition, never empty."""
        node = transition.gives[0].partition(":")[2]
        offices = self.context.get(transition.instances)
        if not isinstance(offices, list | tuple) or not offices:
            raise NoInstances(
                node,
                "no_instances",
                f"须给出至少一个处室（{transition.instances}）",
                f"{transition.instances!r} must be a list of at least one office",
            )
        return tuple(dict.fromkeys(str(office) for office in offices))

    def _clear(self, places: frozenset[str], key: str | None) -> None:
        """Empty places: of one instance, or of all when `key` is None."""
        for token in [
            token for token in self.tokens if token[0] in places and (key is None or token[1] == key)
        ]:
            for _ in range(self.tokens[token]):
                self._take(token)

    def _take(self, token: Token) -> None:
        count = self.tokens[token]
        if count > 1:
            self.tokens[token] = count - 1
            return
        del self.tokens[token]
        place, key = token
        if self.net.kinds[place] is PlaceKind.STEP:
            _lapse(Step(place, key), self.opened, self.closed)
        for event in self.net.clocks.get(place, ()):
            _lapse(Step(event, key), self.armed, self.disarmed)

    def _give(self, token: Token) -> None:
        place, key = token
        kind = self.net.kinds[place]
        if token in self.tokens:
            if kind is not PlaceKind.MESSAGE:
                raise NotSafe(
                    self.net.place[place].element,
                    "not_safe",
                    "同一处出现了第二个令牌",
                    "a second token on one place",
                )
            self.tokens[token] += 1
        else:
            self.tokens[token] = 1
        self.queue.append(token)
        if kind is PlaceKind.STEP:
            self.opened[Step(place, key)] = None
        for event in self.net.clocks.get(place, ()):
            self.armed[Step(event, key)] = None


def _lapse(step: Step, begun: dict[Step, None], over: dict[Step, None]) -> None:
    """Something that began in this very firing never was; anything else is over."""
    if step in begun:
        del begun[step]
    else:
        over[step] = None
