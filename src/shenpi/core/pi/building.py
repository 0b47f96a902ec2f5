"""Terms in canonical form: the only way to make them.

Sums and parallels are flat and sorted and hold no 0; a restriction covers only components that hang together
by its names, never an unused name, and its names are in canonical order. Structural congruence (Milner 1991)
without the unfolding of definitions is thereby identity of objects.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from shenpi.core.pi.labelling import indices, order_names
from shenpi.core.pi.terms import BINDERS, Kind, Name, Term, make, name_code

Renames = tuple[tuple[str, Name], ...]

NIL: Final = make(Kind.NIL)


def tau(then: Term) -> Term:
    """τ.P"""
    return make(Kind.TAU, kids=(then,))


def output(channel: Name, objects: Sequence[Name], then: Term) -> Term:
    """'a<x,y>.P"""
    return make(Kind.OUTPUT, names=(channel, *objects), kids=(then,))


def receive(channel: Name, hints: tuple[str, ...], then: Term) -> Term:
    """a(x,y).P: one hint for each name received, empty where names are not kept."""
    return make(Kind.INPUT, names=(channel,), arity=len(hints), hints=hints, kids=(then,))


def compare(left: Name, right: Name, then: Term, *, equal: bool) -> Term:
    """[x=y]P or [x!=y]P"""
    names = (left, right) if name_code(left) <= name_code(right) else (right, left)
    return make(Kind.MATCH if equal else Kind.MISMATCH, names=names, kids=(then,))


def call(agent: str, arguments: Sequence[Name]) -> Term:
    """A(x,y)"""
    return make(Kind.CALL, label=agent, names=tuple(arguments))


def total(parts: Iterable[Term]) -> Term:
    """P + Q + …"""
    return _joined(Kind.SUM, parts)


def parallel(parts: Iterable[Term]) -> Term:
    """P | Q | …"""
    return _joined(Kind.PARALLEL, parts)


def new(hints: tuple[str, ...], body: Term) -> Term:
    """(^x,y)P where x and y are the indices 0 and 1 of the body; the result's indices are moved down."""
    outside: list[Term] = []
    together: list[Term] = []
    arity = len(hints)
    restricted = frozenset(range(arity))
    names = list(hints)
    for part in components(body):
        if restricted.isdisjoint(indices(part)):
            outside.append(_moved(part, (), arity, 0))
        elif part.kind is not Kind.NEW:
            together.append(part)
        else:
            names += part.hints
    if not together and len(names) == arity:
        return parallel(outside)
    if len(names) > arity:
        together = _opened(components(body), arity, len(names))
    for group in _groups(together, len(names)):
        outside.append(_restricted(group, names))
    return parallel(outside)


def components(term: Term) -> tuple[Term, ...]:
    """The terms side by side in this one; none in 0."""
    if term.kind is Kind.PARALLEL:
        return term.kids
    return () if term is NIL else (term,)


@lru_cache(maxsize=1 << 16)
def substitute(term: Term, names: tuple[Name, ...], renames: Renames = ()) -> Term:
    """The term with `names` for its indices 0, 1, … and some free names renamed, all at once."""
    if term.reach == 0 and not any(old in term.free for old, _ in renames):
        return term
    own = tuple([_look(name, names, renames) for name in term.names])
    if term.kind in (Kind.MATCH, Kind.MISMATCH):
        then = substitute(term.kids[0], names, renames)
        return compare(own[0], own[1], then, equal=term.kind is Kind.MATCH)
    hints = term.hints
    if term.kind in BINDERS:
        names = tuple([_up(name, term.arity) for name in names])
        renames = tuple([(old, _up(name, term.arity)) for old, name in renames])
        places = tuple(range(term.arity))
        if term.kind is Kind.NEW:
            codes = {old: name_code(name) for old, name in renames}
            places = order_names(term.kids, hints, [name_code(name) for name in names], codes)
            hints = _arranged(hints, places)
        names = (*places, *names)
    kids = [substitute(kid, names, renames) for kid in term.kids]
    if len(kids) > 1:
        kids.sort(key=_code)
    return make(term.kind, label=term.label, names=own, arity=term.arity, hints=hints, kids=tuple(kids))


def _look(name: Name, names: tuple[Name, ...], renames: Renames) -> Name:
    if isinstance(name, int):
        return names[name]
    for old, fresh in renames:
        if old == name:
            return fresh
    return name


def _up(name: Name, by: int) -> Name:
    return name + by if isinstance(name, int) else name


def _code(term: Term) -> int:
    return term.code


def _joined(kind: Kind, parts: Iterable[Term]) -> Term:
    flat: list[Term] = []
    for part in parts:
        if part.kind is kind:
            flat += part.kids
        elif part is not NIL:
            flat.append(part)
    if len(flat) < 2:
        return flat[0] if flat else NIL
    flat.sort(key=_code)
    return make(kind, kids=tuple(flat))


def _moved(term: Term, first: tuple[Name, ...], skip: int, up: int) -> Term:
    """The term with `first` for its first names, and the indices from `skip` on counted from `up` again."""
    if term.reach == 0:
        return term
    rest = range(up, up + max(0, term.reach - skip))
    placeholders = (0,) * (skip - len(first))
    return substitute(term, (*first, *placeholders, *rest))


def _opened(parts: tuple[Term, ...], arity: int, width: int) -> list[Term]:
    """The parts that use the first `arity` names, with inner restrictions of those names pulled out.

    All restricted names, of which there are `width`, then come first; the inner ones follow the outer.
    """
    opened: list[Term] = []
    outer = tuple(range(arity))
    offset = arity
    for part in parts:
        if not any(index < arity for index in indices(part)):
            continue
        if part.kind is not Kind.NEW:
            opened.append(_moved(part, outer, arity, width))
            continue
        inner = tuple(range(offset, offset + part.arity))
        offset += part.arity
        opened += [_moved(kid, (*inner, *outer), part.arity + arity, width) for kid in part.kids]
    return opened


def _groups(parts: list[Term], width: int) -> list[list[Term]]:
    """The parts, sorted into those that share restricted names directly or through others."""
    leader = list(range(width))

    def find(name: int) -> int:
        while leader[name] != name:
            name = leader[name]
        return name

    used = [[index for index in indices(part) if index < width] for part in parts]
    for names in used:
        for name in names[1:]:
            leader[find(name)] = find(names[0])
    groups: dict[int, list[Term]] = {}
    for part, names in zip(parts, used, strict=True):
        groups.setdefault(find(names[0]), []).append(part)
    return list(groups.values())


def _restricted(group: list[Term], hints: Sequence[str]) -> Term:
    """One restriction around parts that hang together; `hints` are of all names that are being restricted."""
    width = len(hints)
    used = sorted(set().union(*[indices(part) for part in group]))
    inner = [index for index in used if index < width]
    local: list[Name] = [0] * width
    for at, index in enumerate(inner):
        local[index] = at
    group = [_moved(part, tuple(local), width, len(inner)) for part in group]
    own = tuple([hints[index] for index in inner])
    reach = max([part.reach for part in group])
    outer = [name_code(index) for index in range(len(inner), reach)]
    places = order_names(group, own, outer)
    group = [_moved(part, places, len(inner), len(inner)) for part in group]
    group.sort(key=_code)
    return make(Kind.NEW, arity=len(inner), hints=_arranged(own, places), kids=tuple(group))


def _arranged(hints: tuple[str, ...], places: tuple[int, ...]) -> tuple[str, ...]:
    arranged = [""] * len(hints)
    for hint, place in zip(hints, places, strict=True):
        arranged[place] = hint
    return tuple(arranged)
