"""Random block-structured processes: sound by construction, drawn by hypothesis.

Every exclusive and inclusive gateway reads a value of its own, fixed for the whole case, so that two
engines cannot differ by what a branch's data were at a join; only a loop reads the verdict of the
step just before it.
"""

from dataclasses import dataclass, field
from itertools import pairwise

from hypothesis import strategies as st

from tests.core.process.drawing import (
    AGAIN,
    END,
    IN_TURN,
    OFFICES,
    START,
    TIMER,
    boundary,
    bpmn,
    flows,
    gateway,
    tag,
    tasks,
)

Block = tuple


def blocks(*, inclusive: bool = True, repeating: bool = True) -> st.SearchStrategy[Block]:
    """Trees of: task, service, sequence, exclusive, parallel, inclusive, loop, sub-process, offices, timer.

    `repeating`: also standard loops, and offices one after the other.
    """
    leaf = st.sampled_from([("task",), ("task",), ("service",), ("timed",)])

    def compound(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
        several = st.lists(inner, min_size=2, max_size=3).map(tuple)
        kinds = ["sequence", "exclusive", "parallel", *(["inclusive"] if inclusive else [])]
        return st.one_of(
            st.tuples(st.sampled_from(kinds), several),
            st.tuples(st.sampled_from(["loop", "sub", "withdrawable", "offices"]), inner),
            *([st.tuples(st.sampled_from(["again", "turns"]), inner)] if repeating else []),
        )

    return st.recursive(leaf, compound, max_leaves=8)


@dataclass
class Drawn:
    """A block tree written as a file, and what its gateways read."""

    elements: list[str] = field(default_factory=list)
    arrows: list[str] = field(default_factory=list)
    choices: dict[str, int] = field(default_factory=dict)
    loops: set[str] = field(default_factory=set)
    count: int = 0
    in_offices: bool = False

    def name(self, prefix: str) -> str:
        self.count += 1
        return f"{prefix}{self.count}"

    def add(self, *elements: str) -> None:
        self.elements.extend(elements)

    def draw(self, block: Block) -> tuple[str, str]:
        """The first and the last node of a block."""
        return getattr(self, block[0])(*block[1:])

    def task(self) -> tuple[str, str]:
        name = self.name("a")
        self.add(tasks(name))
        return name, name

    def service(self) -> tuple[str, str]:
        name = self.name("v")
        self.add(tag("serviceTask", name))
        return name, name

    def timed(self) -> tuple[str, str]:
        """A task that a timer interrupts; both ways meet again."""
        name, event, merge = self.name("a"), self.name("timer"), self.name("m")
        self.add(tasks(name), boundary(event, name, TIMER), gateway("exclusive", merge))
        self.arrows += [f"{name}>{merge}", f"{event}>{merge}"]
        return name, merge

    def sequence(self, parts: tuple[Block, ...]) -> tuple[str, str]:
        ends = [self.draw(part) for part in parts]
        self.arrows += [f"{left[1]}>{right[0]}" for left, right in pairwise(ends)]
        return ends[0][0], ends[-1][1]

    def parallel(self, parts: tuple[Block, ...]) -> tuple[str, str]:
        split, join = self.name("g"), self.name("j")
        self.add(gateway("parallel", split), gateway("parallel", join))
        for part in parts:
            first, last = self.draw(part)
            self.arrows += [f"{split}>{first}", f"{last}>{join}"]
        return split, join

    def exclusive(self, parts: tuple[Block, ...]) -> tuple[str, str]:
        split, join = self.name("x"), self.name("m")
        self.choices[split] = len(parts)
        ends = [self.draw(part) for part in parts]
        self.add(gateway("exclusive", split, f"{split}_{ends[-1][0]}"), gateway("exclusive", join))
        for number, (first, last) in enumerate(ends):
            condition = f": {split} == {number}" if number + 1 < len(ends) else ""
            self.arrows += [f"{split}>{first}{condition}", f"{last}>{join}"]
        return split, join

    def inclusive(self, parts: tuple[Block, ...]) -> tuple[str, str]:
        split, join = self.name("o"), self.name("k")
        self.choices[split] = 2 ** len(parts) - 1
        self.add(gateway("inclusive", split), gateway("inclusive", join))
        for number, part in enumerate(parts):
            first, last = self.draw(part)
            chosen = [str(value) for value in range(2 ** len(parts) - 1) if (value + 1) >> number & 1]
            self.arrows += [f"{split}>{first}: {split} in [{', '.join(chosen)}]", f"{last}>{join}"]
        return split, join

    def loop(self, part: Block) -> tuple[str, str]:
        """The body, a deciding step, and a way back.

        A join in the body goes into a sub-process: SpiffWorkflow 3.2 lets a join in its second round
        pass with the first token, because it counts those of the first round.
        """
        first, last = self.sub(part) if joins(part) else self.draw(part)
        merge, step, split = self.name("m"), self.name("again"), self.name("x")
        self.loops.add(step)
        after = self.name("v")
        self.add(gateway("exclusive", merge), tasks(step), gateway("exclusive", split, f"{split}_{after}"))
        self.add(tag("serviceTask", after))
        self.arrows += [
            f"{merge}>{first}",
            f"{last}>{step}>{split}",
            f"{split}>{merge}: verdict == 'again'",
            f"{split}>{after}",
        ]
        return merge, after

    def sub(self, part: Block, more: str = "") -> tuple[str, str]:
        name = self.name("sub")
        inside = Drawn(count=self.count, in_offices=self.in_offices)
        first, last = inside.draw(part)
        self.count = inside.count
        self.choices |= inside.choices
        self.loops |= inside.loops
        ends = f'<startEvent id="{name}s"/><endEvent id="{name}e"/>'
        arrows = flows(f"{name}s>{first}", f"{last}>{name}e", *inside.arrows)
        self.add(tag("subProcess", name, ends + "".join(inside.elements) + arrows + more))
        return name, name

    def withdrawable(self, part: Block) -> tuple[str, str]:
        """A sub-process that a message interrupts; both ways meet again. In an office's copy without message."""
        if self.in_offices:
            return self.sub(part)
        name, _ = self.sub(part)
        event, merge = self.name("message"), self.name("m")
        self.add(
            boundary(event, name, f'<messageEventDefinition messageRef="{event}"/>'),
            gateway("exclusive", merge),
        )
        self.arrows += [f"{name}>{merge}", f"{event}>{merge}"]
        return name, merge

    def offices(self, part: Block, how: str = OFFICES) -> tuple[str, str]:
        """One copy per office; inside another one just a sub-process."""
        if self.in_offices:
            return self.sub(part)
        self.in_offices = True
        ends = self.sub(part, how)
        self.in_offices = False
        return ends

    def turns(self, part: Block) -> tuple[str, str]:
        """One office after the other."""
        return self.offices(part, IN_TURN)

    def again(self, part: Block) -> tuple[str, str]:
        """A sub-process that repeats as its last step says."""
        last = self.name("again")
        self.loops.add(last)
        return self.sub(("sequence", (part, ("named", last))), AGAIN)

    def named(self, name: str) -> tuple[str, str]:
        """A task with a name of its own."""
        self.add(tasks(name))
        return name, name


def joins(block: Block) -> bool:
    """Whether a block has a join outside its sub-processes."""
    if block[0] in ("parallel", "inclusive"):
        return True
    inner = {"sequence": block[1:], "exclusive": block[1:], "loop": (block[1:],)}.get(block[0], ())
    return any(joins(part) for parts in inner for part in parts)


def drawn(block: Block) -> tuple[bytes, Drawn]:
    """The file of a block tree."""
    drawing = Drawn()
    first, last = drawing.draw(block)
    body = START + END + "".join(drawing.elements)
    return bpmn(body, f"s>{first}", f"{last}>e", *drawing.arrows), drawing
