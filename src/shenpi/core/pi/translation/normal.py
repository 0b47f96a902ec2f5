"""A form in which congruent bodies are equal: sums and parallels flat and sorted, bound names by number."""

from collections.abc import Mapping

from shenpi.core.pi.syntax import Call, Input, Match, Output, Parallel, Process, Restriction, Sum, Tau

Form = tuple[object, ...]


def normal(process: Process, bound: Mapping[str, str] | None = None, depth: int = 0) -> Form:
    """The form of a body; `bound` names the binders above."""
    known = bound or {}

    def name(text: str) -> str:
        return known.get(text, text)

    match process:
        case Input(channel, own, then):
            inner = _numbered(own, known, depth)
            return ("input", name(channel), str(len(own)), normal(then, inner, depth + len(own)))
        case Restriction(own, body):
            return ("new", str(len(own)), normal(body, _numbered(own, known, depth), depth + len(own)))
        case Output(channel, objects, then):
            return ("output", name(channel), *map(name, objects), normal(then, known, depth))
        case Match(left, right, then, equal):
            return ("match", str(equal), *sorted((name(left), name(right))), normal(then, known, depth))
        case Tau(then):
            return ("tau", normal(then, known, depth))
        case Call(agent, arguments):
            return ("call", agent, *map(name, arguments))
        case Sum():
            return _sorted("sum", Sum, process, known, depth)
        case Parallel():
            return _sorted("parallel", Parallel, process, known, depth)
        case _:
            return ("nil",)


def _sorted(
    word: str, kind: type[Sum] | type[Parallel], process: Process, bound: Mapping[str, str], depth: int
) -> Form:
    forms: list[Form] = []
    pending = [process]
    while pending:
        at = pending.pop()
        if isinstance(at, kind):
            pending += at.parts
        else:
            forms.append(normal(at, bound, depth))
    forms = sorted((form for form in forms if form != ("nil",)), key=repr)
    if kind is Sum:
        forms = [form for at, form in enumerate(forms) if not at or form != forms[at - 1]]
    return forms[0] if len(forms) == 1 else (word, *forms) if forms else ("nil",)


def _numbered(own: tuple[str, ...], bound: Mapping[str, str], depth: int) -> dict[str, str]:
    return {**bound, **{name: f"#{depth + at}" for at, name in enumerate(own)}}
