"""Terms and definitions as text, in the Workbench's syntax or the monadic dialect's; parsing reads it back."""

from shenpi.core.pi.parsing import TAU_WORDS
from shenpi.core.pi.syntax import (
    Agent,
    Call,
    Definitions,
    Dialect,
    Input,
    Match,
    Nil,
    Output,
    Parallel,
    Process,
    Restriction,
    Sum,
    Tau,
)


def print_process(process: Process, dialect: Dialect = Dialect.WORKBENCH) -> str:
    """The process on one line, with no more brackets than it needs."""
    row: list[str] = []
    while not isinstance(process, Nil | Call | Sum | Parallel):
        row.append(_prefix(process, dialect))
        if isinstance(process, Match) and dialect is Dialect.MONADIC:
            row[-1] = f"({row[-1]}{print_process(process.then, dialect)})"
            return "".join(row)
        process = process.body if isinstance(process, Restriction) else process.then
    text = _operand(process, dialect)
    return (
        f"{''.join(row)}({text})" if row and isinstance(process, Sum | Parallel) else f"{''.join(row)}{text}"
    )


def print_agent(agent: Agent, dialect: Dialect = Dialect.WORKBENCH) -> str:
    """One definition on a line."""
    word = "agent " if dialect is Dialect.WORKBENCH else ""
    parameters = f"({','.join(agent.parameters)})" if agent.parameters else ""
    return f"{word}{agent.name}{parameters} = {print_process(agent.body, dialect)}"


def print_definitions(definitions: Definitions) -> str:
    """The main process on a line where there is one, then every agent.

    First, because a definition before it could end in a name that its first bracket would turn into a call.
    """
    lines = [print_process(definitions.main, definitions.dialect)] if definitions.main is not None else []
    lines += [print_agent(agent, definitions.dialect) for agent in definitions.agents.values()]
    return "".join([f"{line}\n" for line in lines])


def _operand(process: Nil | Call | Sum | Parallel, dialect: Dialect) -> str:
    if isinstance(process, Call):
        return f"{process.agent}({','.join(process.arguments)})" if process.arguments else process.agent
    if isinstance(process, Sum):
        return " + ".join([_bracketed(part, dialect, (Sum, Parallel)) for part in process.parts])
    if isinstance(process, Parallel):
        return " | ".join([_bracketed(part, dialect, (Parallel,)) for part in process.parts])
    return "0"


def _bracketed(process: Process, dialect: Dialect, looser: tuple[type[Process], ...]) -> str:
    text = print_process(process, dialect)
    return f"({text})" if isinstance(process, looser) else text


def _prefix(process: Tau | Output | Input | Match | Restriction, dialect: Dialect) -> str:
    monadic = dialect is Dialect.MONADIC
    if isinstance(process, Tau):
        return "t."
    if isinstance(process, Output):
        objects = f"<{','.join(process.objects)}>" if process.objects else ""
        return f"{process.channel}'{objects}." if monadic else f"'{process.channel}{objects}."
    if isinstance(process, Input):
        bare = not process.parameters and process.channel not in TAU_WORDS
        return f"{process.channel}." if bare else f"{process.channel}({','.join(process.parameters)})."
    if isinstance(process, Match):
        return f"[{process.left}{'=' if process.equal else '!='}{process.right}]"
    if monadic:
        return "".join([f"${name}." for name in process.names])
    return f"(^{','.join(process.names)})"
