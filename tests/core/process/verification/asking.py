"""Short ways to ask the verifier in tests."""

from shenpi.core.process import compile_net, read_bpmn
from shenpi.core.process.verification import CLASSICAL, Property, Report, Verdict, verify

_LETTERS = {
    "safe": Property.SAFE,
    "completes": Property.OPTION_TO_COMPLETE,
    "proper": Property.PROPER_COMPLETION,
    "alive": Property.NO_DEAD_ACTIVITY,
}


def report_of(data: bytes, limit_states: int = 20_000) -> Report:
    """The report on a file."""
    return verify(compile_net(read_bpmn(data)), limit_states=limit_states)


def faults(report: Report) -> str:
    """The classical properties violated, as words: `completes alive`; undecided ones with a question mark."""
    words = {asked: word for word, asked in _LETTERS.items()}
    found = []
    for asked in CLASSICAL:
        verdict = report.verdict(asked)
        if verdict is not Verdict.HOLDS:
            found.append(words[asked] + ("?" if verdict is Verdict.UNDECIDED else ""))
    return " ".join(found)


def faults_of(data: bytes) -> str:
    """What is violated in a file."""
    return faults(report_of(data))
