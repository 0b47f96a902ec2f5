"""Random sub-processes, however they are entered, end and are interrupted, mean what their net means (D4-008)."""

import random
from itertools import count

from shenpi.core.pi import parse, print_definitions
from shenpi.core.pi.errors import LimitReached
from shenpi.core.pi.translation import NotTranslatable, to_bpmn, to_pi
from shenpi.core.process import ProcessModel
from tests.core.pi.translation.examples import model
from tests.core.pi.translation.states import of_net, of_term, weakly_bisimilar
from tests.core.pi.translation.test_round_trip import shape
from tests.core.process.drawing import ERROR, MESSAGE, TIMER, boundary, flows, gateway, tag, tasks

LIMIT = 250
SMALL_ENOUGH = (0, 1, 7, 8, 10, 15, 17, 20, 21)
"""Seeds whose terms have no more states than that."""


class _Drawing:
    """Elements and arrows of one scope, drawn from its start to the ends it happens to have."""

    def __init__(self, chance: random.Random, numbers: "count[int]", *, inside: bool) -> None:
        self.chance, self.numbers, self.inside = chance, numbers, inside
        self.elements, self.arrows = "", list[str]()
        self.fails = False

    def after(self, at: str, size: int) -> None:
        """Whatever happens behind an element."""
        kinds = ["end", "task", "task", "choice", "split", "merge"][: 6 if size > 0 else 1]
        kind = self.chance.choice([*kinds, "fail", "inner"] if self.inside and size > 0 else kinds)
        name = f"{kind}{next(self.numbers)}"
        self.arrows.append(f"{at}>{name}")
        if kind == "task":
            self.elements += tasks(name)
            self.after(name, size - 1)
        elif kind in ("choice", "split"):
            self.elements += gateway("exclusive" if kind == "choice" else "parallel", name)
            self.after(name, size // 2)
            self.after(name, size // 2)
        elif kind == "merge":
            join = f"join{next(self.numbers)}"
            both = tasks(f"{join}a", f"{join}b")
            word = self.chance.choice(["exclusive", "parallel"])
            self.elements += gateway("parallel", name) + both + gateway(word, join)
            self.arrows += [f"{name}>{join}{each}>{join}" for each in "ab"]
            self.after(join, size - 2)
        elif kind == "inner":
            self.scope(name, size // 2)
            self.after(name, size // 2)
        else:
            self.fails |= kind == "fail"
            self.elements += tag("endEvent", name, ERROR if kind == "fail" else "")

    def scope(self, name: str, size: int) -> None:
        """A sub-process with its events."""
        inner = _Drawing(self.chance, self.numbers, inside=True)
        inner.elements = tag("startEvent", f"begin{name}")
        inner.after(f"begin{name}", size)
        self.elements += tag("subProcess", name, inner.elements + flows(*inner.arrows))
        events = {"withdrawn": (MESSAGE, True), "reminded": (TIMER, False), "failed": (ERROR, True)}
        drawn = {word for word in ("withdrawn", "reminded") if self.chance.random() < 0.5}
        for word in sorted(drawn | ({"failed"} if inner.fails else set())):
            event, interrupting = events[word]
            self.elements += boundary(f"{word}{name}", name, event, interrupting=interrupting)
            if word != "reminded":
                self.after(f"{word}{name}", 1)


def process(chance: random.Random, size: int) -> ProcessModel:
    drawing = _Drawing(chance, count(1), inside=False)
    drawing.elements = gateway("exclusive", "m")
    drawing.scope("sub", size)
    again = chance.random() < 0.5
    drawing.elements += gateway("exclusive", "x") if again else ""
    drawing.arrows += ["s>m>sub>x>e", "x>m"] if again else ["s>m>sub>e"]
    return model(drawing.elements, *drawing.arrows)


def test_random_sub_processes() -> None:
    assert all(compare(process(random.Random(seed), 2), 3) for seed in SMALL_ENOUGH)


def compare(drawn: ProcessModel, actions: int) -> bool:
    """Hold a diagram's term to its net, and to the way back; False for what has no term or too many states."""
    try:
        definitions = to_pi(drawn)
        net = of_net(drawn, LIMIT, actions)
        term = of_term(definitions, LIMIT, actions)
    except (NotTranslatable, LimitReached):
        return False
    back = to_bpmn(parse(print_definitions(definitions)))
    assert shape(back) == shape(drawn)
    assert weakly_bisimilar(net, term)
    assert weakly_bisimilar(net, of_net(back, LIMIT, actions))
    return True
