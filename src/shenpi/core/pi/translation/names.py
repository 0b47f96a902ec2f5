"""Names of a π text for BPMN ids and back: any id, no clash, readable where the id already is a name.

Whatever stands outside goes by a free name that tells what it is: `step_review`, `message_withdrawal`,
`timer_reminder`, `event_registry`. Sequence flows and message flows are restricted names that are just
their ids; an id that would look like one of those words has its first letter escaped.
"""

import re
from typing import Final

from shenpi.core.pi.parsing import NEW_WORDS, TAU_WORDS

STEP, MESSAGE, TIMER, EVENT = "step", "message", "timer", "event"
SOURCE, DONE, BEGIN, BOUNDARY, NEVER = "source", "done", "begin", "boundary", "never"
ALIVE = "alive"
"""The token that a sub-process holds while it can be interrupted."""
ARM, RAISED = "arm", "raised"
"""That an event which does not interrupt may still happen; that an error inside has."""
MORE, LESS = "more", "less"
"""On these a sub-process whose tokens are counted hears of each token more and each one less."""
_WORDS: Final = (
    *(STEP, MESSAGE, TIMER, EVENT, SOURCE, DONE, BEGIN, BOUNDARY, NEVER),
    *(ALIVE, ARM, RAISED, MORE, LESS),
)
_RESERVED: Final = NEW_WORDS | TAU_WORDS | {"agent", NEVER}
_ESCAPE: Final = re.compile(r"_u([0-9a-f]{1,6})_")


def encode(text: str) -> str:
    """A name for an id or a message; `decode` gives the text back."""
    text = _ESCAPE.sub(lambda found: _escaped("_") + found.group()[1:], text)
    name = "".join(sign if sign == "_" or sign.isalnum() else _escaped(sign) for sign in text)
    if (
        not name
        or name in _RESERVED
        or name.isdigit()
        or name.startswith(tuple(f"{word}_" for word in _WORDS))
    ):
        name = _escaped(name[:1]) + name[1:]
    return name


def decode(name: str) -> str:
    """The id that a name stands for."""
    return _ESCAPE.sub(lambda found: _sign(int(found.group(1), 16)), name)


def marked(word: str, text: str) -> str:
    """The name of something that is no flow: `marked(STEP, "review")` is `step_review`."""
    return f"{word}_{encode(text)}"


def unmarked(name: str, word: str) -> str | None:
    """The id behind `word`, or None for other names."""
    return decode(name.removeprefix(f"{word}_")) if name.startswith(f"{word}_") else None


def agent_name(word: str, identity: str) -> str:
    """The agent of an element: `UserTask_review`."""
    return f"{word[0].upper()}{word[1:]}_{encode(identity)}"


def agent_parts(name: str) -> tuple[str, str]:
    """What an agent's name says: the tag of its element, and the element's id; two '' for other names."""
    word, line, rest = name.partition("_")
    return (f"{word[0].lower()}{word[1:]}", decode(rest)) if line and word else ("", "")


def _escaped(sign: str) -> str:
    return f"_u{ord(sign):x}_" if sign else "_u0_"


def _sign(code: int) -> str:
    return chr(code) if 0 < code <= 0x10FFFF else ""
