"""The workflow net: the one object that is executed and verified.

Places are named after BPMN elements, so that a stored marking means the same in every version of
this program. A place or transition inside a multi-instance activity is *folded*: its tokens carry
an instance key. `Net.unfold(n)` writes the copies out for the verifier. See
docs/process-semantics.md for the translation.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from shenpi.core.process.expressions import Expression
from shenpi.core.process.model import ProcessModel


class Step(NamedTuple):
    """An element waiting in a running case: a human step, or a timer; `instance` inside multi-instance."""

    element_id: str
    instance: str | None = None


class PlaceKind(StrEnum):
    """What a token on the place means."""

    SOURCE = "source"
    """A process that has not begun."""
    FLOW = "flow"
    """A sequence flow."""
    STEP = "step"
    """A person is to act."""
    WAIT = "wait"
    """An element waits for an event (or, with boundary events, for its own automatic work)."""
    CHOICE = "choice"
    """A gateway or a loop decides: exactly one of the transitions from here fires."""
    SCOPE = "scope"
    """A sub-process, a multi-instance activity, or one of its instances is running."""
    ARM = "arm"
    """A non-interrupting boundary event can still happen."""
    DONE = "done"
    """A scope, an instance, or one branch of an inclusive block is finished."""
    MESSAGE = "message"
    """A message under way between two pools; may hold several tokens."""


class Cause(StrEnum):
    """What makes a transition fire."""

    AUTO = "auto"
    STEP = "step"
    MESSAGE = "message"
    TIMER = "timer"
    START = "start"


@dataclass(frozen=True, slots=True)
class Place:
    """A place; `element` is the BPMN element (flow or node) it stands for."""

    id: str
    kind: PlaceKind
    element: str
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Transition:
    """A transition, labelled with the BPMN ids it passes.

    `takes` and `gives` are places with one token each; `clears` are emptied; `empty` must be
    without tokens. Of a folded transition they mean the places of its own instance. `each_gives`
    puts a token for every office (a multi-instance activity begins); `each_takes` takes the tokens
    of all instances, and needs one from every instance of `each_open`.
    """

    id: str
    labels: tuple[str, ...]
    takes: tuple[str, ...]
    gives: tuple[str, ...]
    cause: Cause = Cause.AUTO
    element: str = ""
    """The element whose completion, message or timer fires it."""
    message: str = ""
    """The name of the message waited for (cause MESSAGE)."""
    guard: Expression | None = None
    clears: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    each_gives: tuple[str, ...] = ()
    each_takes: tuple[str, ...] = ()
    each_open: str = ""
    instances: str = ""
    """The context value with the offices (where `each_gives` is used)."""
    folded: bool = False
    service: str = ""
    """A service task, send task or throwing event the caller must carry out."""


@dataclass(frozen=True, slots=True)
class PlainTransition:
    """A transition of the unfolded net; `origin` is the folded transition it is a copy of."""

    id: str
    origin: Transition
    instance: int | None
    takes: tuple[str, ...]
    gives: tuple[str, ...]
    clears: tuple[str, ...]
    empty: tuple[str, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """The BPMN ids of the transition."""
        return self.origin.labels


@dataclass(frozen=True, slots=True)
class PlainNet:
    """A place/transition net with resets and zero tests; `kinds` tells message places from the others."""

    places: tuple[str, ...]
    kinds: Mapping[str, PlaceKind]
    elements: Mapping[str, str]
    transitions: tuple[PlainTransition, ...]
    initial: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Structure:
    """Places, transitions and the initial marking: everything that firing and verifying need."""

    model: ProcessModel
    places: tuple[Place, ...]
    transitions: tuple[Transition, ...]
    initial: tuple[str, ...]

    @cached_property
    def place(self) -> dict[str, Place]:
        """Places by id."""
        return {place.id: place for place in self.places}

    @cached_property
    def lists(self) -> dict[str, str]:
        """Folded places by id, with the name of the list that their copies stand for (`shenpi:instances`)."""
        return {place.id: self.list_of(place.element) for place in self.places if place.folded}

    def list_of(self, element: str) -> str:
        """The list of the multi-instance activity that an element is, or lies in; "" for any other."""
        while element in self.model.node or element in self.model.flow:
            node = self.model.node.get(element)
            if node is not None and node.instances:
                return node.instances
            element = node.scope if node is not None else self.model.flow[element].scope
        return ""

    def unfold(self, instances: int | Mapping[str, int] = 2) -> PlainNet:
        """The plain net in which every multi-instance activity has `instances` copies (at least one).

        By list ("offices", "agencies") where they differ; a list without a number has one.
        """
        names = set(self.lists.values())
        counts = {name: instances if isinstance(instances, int) else instances.get(name, 1) for name in names}
        if min(counts.values(), default=1) < 1:
            raise ValueError("at least one instance")
        return _Unfolding(self, {name: range(1, count + 1) for name, count in counts.items()}).net()


class _Unfolding:
    """Writes the instances out: place `p` of instance 2 becomes `p#2`."""

    def __init__(self, net: Structure, keys: Mapping[str, range]) -> None:
        self.source = net
        self.keys = keys

    def net(self) -> PlainNet:
        kinds: dict[str, PlaceKind] = {}
        elements: dict[str, str] = {}
        for place in self.source.places:
            for name in self._copies(place.id):
                kinds[name], elements[name] = place.kind, place.element
        transitions = [
            self._copy(transition, key)
            for transition in self.source.transitions
            for key in (self._keys(*transition.takes) if transition.folded else (None,))
        ]
        return PlainNet(tuple(kinds), kinds, elements, tuple(transitions), self.source.initial)

    def _copy(self, transition: Transition, key: int | None) -> PlainTransition:
        every = (self._all(transition.each_takes), self._all(transition.each_gives))
        return PlainTransition(
            id=transition.id if key is None else f"{transition.id}#{key}",
            origin=transition,
            instance=key,
            takes=self._own(transition.takes, key) + every[0],
            gives=self._own(transition.gives, key) + every[1],
            clears=self._own(transition.clears, key) if key else self._all(transition.clears),
            empty=self._own(transition.empty, key) if key else self._all(transition.empty),
        )

    def _own(self, places: tuple[str, ...], key: int | None) -> tuple[str, ...]:
        return tuple(f"{name}#{key}" if self.source.place[name].folded else name for name in places)

    def _all(self, places: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(copy for name in places for copy in self._copies(name))

    def _copies(self, name: str) -> tuple[str, ...]:
        return tuple(f"{name}#{key}" for key in self._keys(name)) or (name,)

    def _keys(self, *places: str) -> range:
        """The copies of the folded place among these; all of them belong to one activity."""
        lists = self.source.lists
        return next((self.keys[lists[place]] for place in places if place in lists), range(0))
