"""Generated processes, and rewritings of a process that structural congruence does not see."""

import random

from hypothesis import strategies as st

from shenpi.core.pi import NIL, Call, Input, Match, Nil, Output, Parallel, Process, Restriction, Sum, Tau

NAMES = ("a", "b", "c")
name = st.sampled_from(NAMES)


def processes(
    *, mismatch: bool = True, calls: tuple[str, ...] = (), leaves: int = 8
) -> st.SearchStrategy[Process]:
    """Small processes over three names; bound names hide each other as they please."""
    leaf: st.SearchStrategy[Process] = st.just(NIL)
    if calls:
        leaf = leaf | st.builds(lambda agent, x: Call(agent, (x,)), st.sampled_from(calls), name)
    equal = st.booleans() if mismatch else st.just(True)

    def wider(inner: st.SearchStrategy[Process]) -> st.SearchStrategy[Process]:
        return (
            st.builds(Tau, inner)
            | st.builds(lambda a, x, then: Output(a, (x,), then), name, name, inner)
            | st.builds(lambda a, x, then: Input(a, (x,), then), name, name, inner)
            | st.builds(Match, name, name, inner, equal)
            | st.builds(lambda p, q: Sum((p, q)), inner, inner)
            | st.builds(lambda p, q: Parallel((p, q)), inner, inner)
            | st.builds(lambda x, then: Restriction((x,), then), name, inner)
        )

    return st.recursive(leaf, wider, max_leaves=leaves)


def renamed(process: Process, names: dict[str, str]) -> Process:
    """The process with free names renamed to names that nothing in it binds."""
    if isinstance(process, Nil):
        return process
    if isinstance(process, Sum | Parallel):
        return type(process)(tuple(renamed(part, names) for part in process.parts))
    if isinstance(process, Call):
        return Call(process.agent, tuple(names.get(each, each) for each in process.arguments))
    if isinstance(process, Restriction):
        inner = {old: new for old, new in names.items() if old not in process.names}
        return Restriction(process.names, renamed(process.body, inner))
    if isinstance(process, Input):
        inner = {old: new for old, new in names.items() if old not in process.parameters}
        channel = names.get(process.channel, process.channel)
        return Input(channel, process.parameters, renamed(process.then, inner))
    then = renamed(process.then, names)
    if isinstance(process, Tau):
        return Tau(then)
    if isinstance(process, Output):
        objects = tuple(names.get(each, each) for each in process.objects)
        return Output(names.get(process.channel, process.channel), objects, then)
    return Match(
        names.get(process.left, process.left), names.get(process.right, process.right), then, process.equal
    )


class Shuffler:
    """Rewrites a process at random by the laws of structural congruence."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._made = 0

    def rewritten(self, process: Process) -> Process:
        """A congruent process: other order, other brackets, 0 added, bound names renamed, scopes moved."""
        if isinstance(process, Nil | Call):
            return process
        if isinstance(process, Sum | Parallel):
            parts = [self.rewritten(part) for part in process.parts]
            if self._random.random() < 0.3:
                parts.append(NIL)
            self._random.shuffle(parts)
            if len(parts) > 2 and self._random.random() < 0.5:
                parts = [type(process)(tuple(parts[:2])), *parts[2:]]
            return type(process)(tuple(parts))
        if isinstance(process, Restriction):
            fresh = tuple(self._fresh() for _ in process.names)
            body = self.rewritten(renamed(process.body, dict(zip(process.names, fresh, strict=True))))
            if isinstance(body, Parallel) and self._random.random() < 0.5:
                return Restriction((*fresh, self._fresh()), body)
            if self._random.random() < 0.3:
                return Parallel((Restriction(fresh, Parallel((body, NIL))), NIL))
            return Restriction(fresh, body)
        then = self.rewritten(process.then)
        if isinstance(process, Input):
            fresh = tuple(self._fresh() for _ in process.parameters)
            then = self.rewritten(renamed(process.then, dict(zip(process.parameters, fresh, strict=True))))
            return Input(process.channel, fresh, then)
        if isinstance(process, Tau):
            return Tau(then)
        if isinstance(process, Output):
            return Output(process.channel, process.objects, then)
        return Match(process.right, process.left, then, process.equal)

    def _fresh(self) -> str:
        self._made += 1
        return f"fresh{self._made}_{self._random.randrange(1000)}"
