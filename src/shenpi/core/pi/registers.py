"""Fresh-register automata: the transition system in which names are known by the register that holds them.

A configuration is a state whose free names sit in numbered registers; a name that occurs in it no more leaves
its register. A label tells registers: `1 2` receives on the name in 1 the one in 2, `1'2` sends, `1 3*`
receives a fresh name into register 3, `1'3^` sends a restricted one, which goes to the first register whose
name the next state does not need. Tzevelekos, *Fresh-register automata* (POPL 2011). This is what the tool
pifra counts, and what its recorded models in the tests hold us to.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from shenpi.core.pi import building
from shenpi.core.pi.moves import instances
from shenpi.core.pi.naming import FRESH
from shenpi.core.pi.steps import Act, Semantics
from shenpi.core.pi.terms import Term

MARK = "_"
"""Names that begin with it come first in the registers."""

Registers = tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Configuration:
    """A state and the registers of its free names, by number. Names there are register numbers in words."""

    registers: Registers
    state: Term


@dataclass(slots=True)
class Automaton:
    """Configurations in the order found, and distinct edges: source, label, target."""

    configurations: list[Configuration] = field(default_factory=list)
    edges: dict[tuple[int, str, int], None] = field(default_factory=dict)
    explored: int = 0


def start(semantics: Semantics, term: Term) -> Configuration:
    """The first configuration: the free names of the process and of all agents, marked names first, then sorted."""
    agents = semantics.system.agents.values()
    names = term.free.union(*[agent.globals for agent in agents])
    order = sorted(names, key=lambda name: (not name.startswith(MARK), name))
    return collected(tuple(enumerate(order, 1)), term)


def collected(registers: Registers, state: Term) -> Configuration:
    """The configuration without registers whose names the state does not have."""
    kept = [(number, name) for number, name in registers if name in state.free]
    renames = tuple([(name, _word(number)) for number, name in kept if name != _word(number)])
    state = building.substitute(state, (), renames)
    return Configuration(tuple([(number, _word(number)) for number, _ in kept]), state)


def successors(semantics: Semantics, configuration: Configuration) -> Iterator[tuple[str, Configuration]]:
    """Labels and next configurations. Raises LimitReached for an input of too many names."""
    registers = configuration.registers
    number = {name: at for at, name in registers}
    for step in semantics.steps(configuration.state):
        if step.act is Act.TAU:
            yield "t", collected(registers, step.target)
        elif step.act is Act.OUTPUT:
            fresh = tuple([f"{FRESH}{at}" for at in range(len(step.bound))])
            sent = [fresh[name] if isinstance(name, int) else name for name in step.objects]
            target = building.substitute(step.target, fresh)
            places, after = _placed(registers, fresh, target)
            words = ",".join([f"{places[name]}^" if name in places else str(number[name]) for name in sent])
            yield f"{number[step.channel]}'{words}", after
        else:
            for values in instances(len(step.bound), number):
                fresh = tuple(dict.fromkeys([value for value in values if value not in number]))
                places, after = _placed(registers, fresh, building.substitute(step.target, values))
                words = ",".join(
                    [f"{places[name]}*" if name in places else str(number[name]) for name in values]
                )
                yield f"{number[step.channel]} {words}", after


def automaton(semantics: Semantics, term: Term, limit: int) -> Automaton:
    """Breadth first, until `limit` configurations are explored."""
    first = start(semantics, term)
    found = Automaton([first])
    number = {first: 0}
    waiting = deque([first])
    while waiting and found.explored < limit:
        here = waiting.popleft()
        for label, after in successors(semantics, here):
            if after not in number:
                number[after] = len(found.configurations)
                found.configurations.append(after)
                waiting.append(after)
            found.edges[number[here], label, number[after]] = None
        found.explored += 1
    return found


def _placed(
    registers: Registers, fresh: tuple[str, ...], target: Term
) -> tuple[dict[str, int], Configuration]:
    """New names in the first registers that the target does not need, one after the other."""
    held = dict(registers)
    places: dict[str, int] = {}
    for name in fresh:
        needed = {number for number, old in held.items() if old in target.free or old in places}
        place = next(number for number in range(1, len(held) + 2) if number not in needed)
        places[name] = place
        held[place] = name
    return places, collected(tuple(sorted(held.items())), target)


def _word(number: int) -> str:
    return f"\2{number}"
