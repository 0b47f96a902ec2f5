"""Running the net: firing is a pure function from a marking to the next one.

A firing begins with one thing from outside (a start, a completed step, a message, a timer) and then
lets everything automatic happen until the process is at rest. The order is fixed: tokens are
handled first in first out, alternatives in the order of the file. Whatever the engine does is a
run of the net, so whatever is proved of the net holds for every case.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from shenpi.core.process.errors import ProcessError, StepNotOpen, Undecided
from shenpi.core.process.expression_parser import Context
from shenpi.core.process.firing import Run
from shenpi.core.process.marking import Marking, Token
from shenpi.core.process.net import Cause, PlaceKind, Step
from shenpi.core.process.prepared import Prepared, Rule

_NOT_SHOWN = frozenset({PlaceKind.SOURCE, PlaceKind.ARM, PlaceKind.DONE})


class Firing(NamedTuple):
    """What one firing did. `opened` and `closed` are net changes; `closed` holds the completed step."""

    marking: Marking
    opened: tuple[Step, ...]
    closed: tuple[Step, ...]
    services: tuple[str, ...]
    """Service tasks, send tasks and throwing events passed, in order: the caller carries them out."""
    armed: tuple[Step, ...]
    """Timers that began to run: the timer event's id, and the instance."""
    disarmed: tuple[Step, ...]
    """Timers that no longer run, the one that fired included."""
    ended: bool
    path: tuple[str, ...]
    """The ids of the elements and flows passed, in order."""


class Net(Prepared):
    """A workflow net that can be run. Immutable; share one per process version between threads."""

    def start(self, context: Context, at: str = "") -> Firing:
        """Begin every process of the model; `at` chooses among several start events.

        Raises `Undecided` (code start_several) if the file leaves the choice open.
        """
        run = Run(self, Marking({(place, None): 1 for place in self.initial}), context)
        for place in self.initial:
            run.fire(self._start_rule(place, at), None)
        return self._settle(run)

    def complete(self, marking: Marking, step: Step, context: Context) -> Firing:
        """A person completes a step; raises `StepNotOpen` if it is not open in `marking`."""
        rule = self._steps.get(step.element_id)
        if rule is None or (step.element_id, step.instance) not in marking.tokens:
            raise _not_open(step.element_id, "step_not_open", "该环节当前未打开", "this step is not open")
        run = Run(self, marking, context)
        run.fire(rule, step.instance)
        return self._settle(run)

    def message(self, marking: Marking, name: str, context: Context, instance: str | None = None) -> Firing:
        """A message arrives from outside and goes to the first element that waits for it.

        `name` is the message's name in the file (or the element's id where it has none). Inside a
        multi-instance activity `instance` says which office's copy is meant; it may be left out
        while only one waits. Raises `StepNotOpen` if nobody waits for the message.
        """
        return self._event(marking, self._messages.get(name, ()), name, instance, context)

    def timer(self, marking: Marking, event: Step | str, context: Context) -> Firing:
        """A timer runs out: the timer event by id, or the step whose boundary timer is meant."""
        element, instance = event if isinstance(event, Step) else (event, None)
        return self._event(marking, self._timers.get(element, ()), element, instance, context)

    def enabled(self, marking: Marking) -> tuple[Step, ...]:
        """The open human steps, in the file's order."""
        return self._present(marking, PlaceKind.STEP)

    def timers(self, marking: Marking) -> tuple[Step, ...]:
        """The timers that are running."""
        return tuple(
            Step(event, instance)
            for place, instance in marking.tokens
            for event in self.clocks.get(place, ())
        )

    def awaited(self, marking: Marking) -> tuple[str, ...]:
        """The names of the messages from outside that would be taken now."""
        return tuple(
            name
            for name, rules in self._messages.items()
            if any(rule.waits_in(marking.tokens) for rule in rules)
        )

    def position(self, marking: Marking) -> tuple[Step, ...]:
        """Where the tokens are: ids of nodes and flows (with instance), for the diagram."""
        places = self.place
        shown = (
            Step(places[place].element, instance)
            for place, instance in marking.tokens
            if places[place].kind not in _NOT_SHOWN
        )
        return tuple(dict.fromkeys(shown))

    def load(self, text: str) -> Marking:
        """A stored marking, checked to be one of this net; raises `ProcessError` otherwise."""
        marking = Marking.from_json(text)
        for place, instance in marking.tokens:
            known = self.place.get(place)
            if known is None or known.folded != (instance is not None):
                raise ProcessError(
                    place,
                    "foreign_marking",
                    "流程状态与流程定义不符",
                    "the marking belongs to another process",
                )
        return marking

    @cached_property
    def _steps(self) -> dict[str, Rule]:
        return {rule.transition.element: rule for rule in self.rules if rule.transition.cause is Cause.STEP}

    @cached_property
    def _messages(self) -> dict[str, tuple[Rule, ...]]:
        found: dict[str, list[Rule]] = {}
        for rule in self.rules:
            if rule.transition.cause is Cause.MESSAGE:
                found.setdefault(rule.transition.message, []).append(rule)
        return {name: tuple(rules) for name, rules in found.items()}

    @cached_property
    def _timers(self) -> dict[str, tuple[Rule, ...]]:
        """Timer rules by event id, and by the id of the activity that carries a single boundary timer."""
        found: dict[str, list[Rule]] = {}
        for rule in self.rules:
            if rule.transition.cause is Cause.TIMER:
                event = self.model.node[rule.transition.element]
                for name in filter(None, (event.id, event.attached_to)):
                    found.setdefault(name, []).append(rule)
        return {name: tuple(rules) for name, rules in found.items()}

    def _start_rule(self, source: str, at: str) -> Rule:
        starts = [rule for rule in self.rules if rule.transition.takes == (source,)]
        named = [rule for rule in starts if rule.transition.element == at]
        plain = [rule for rule in starts if not rule.triggered]
        for choice in (named, plain, starts):
            if len(choice) == 1:
                return choice[0]
        process = self.place[source].element
        raise Undecided(
            process, "start_several", "流程有多个开始事件，须指明一个", "say which start event is meant"
        )

    def _event(
        self, marking: Marking, rules: Iterable[Rule], name: str, instance: str | None, context: Context
    ) -> Firing:
        for rule in rules:
            waiting = rule.waiting(marking.tokens, instance)
            if len(waiting) > 1:
                raise _not_open(
                    name, "instance_needed", "须指明是哪个处室的环节", "say which instance is meant"
                )
            if waiting:
                run = Run(self, marking, context)
                run.fire(rule, waiting[0])
                return self._settle(run)
        raise _not_open(
            name, "not_awaited", "流程当前不等待此事件", "the process does not wait for this event"
        )

    def _present(self, marking: Marking, kind: PlaceKind) -> tuple[Step, ...]:
        kinds = self.kinds
        found: list[Token] = [token for token in marking.tokens if kinds.get(token[0]) is kind]
        if len(found) > 1:
            found.sort(key=self._order)
        return tuple(Step(*token) for token in found)

    def _order(self, token: Token) -> tuple[int, str]:
        return self._rank[token[0]], token[1] or ""

    @cached_property
    def _rank(self) -> dict[str, int]:
        return {place.id: rank for rank, place in enumerate(self.places)}

    def _settle(self, run: Run) -> Firing:
        run.settle()
        ended = all(self.kinds[place] is PlaceKind.MESSAGE for place, _instance in run.tokens)
        return Firing(
            Marking(run.tokens),
            tuple(run.opened),
            tuple(run.closed),
            tuple(run.services),
            tuple(run.armed),
            tuple(run.disarmed),
            ended,
            tuple(run.path),
        )


def _not_open(element: str, code: str, zh: str, en: str) -> StepNotOpen:
    return StepNotOpen(element, code, zh, en)
