"""What a rule is: a function over the facts of what it is about, with the requirement and the article it stands on.

A rule says only since when something is wrong, and until when it was. How that becomes a warning, an anomaly, a
yellow or a red card, and after how long, is data (`settings`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

CASE = "case"


class Level(StrEnum):
    """Signals by weight: 预警 < 异常 < 黄牌 < 红牌 (requirements 11.5, 1; D10-046 to D10-048)."""

    WARNING = "warning"
    ANOMALY = "anomaly"
    YELLOW = "yellow"
    RED = "red"


@dataclass(frozen=True)
class Holder:
    """To whom a signal goes: the office and, where somebody held the task, the person, as they were called then."""

    agency_code: str = ""
    agency_name: str = ""
    office_code: str = ""
    office_name: str = ""
    person_id: UUID | None = None
    person_name: str = ""
    capacity: str = ""


@dataclass(frozen=True)
class Finding:
    """Something wrong with a case: since when, and until when (None: still).

    `key` tells findings of one rule in one case apart. `deadline`: `since` is the last moment that was still right.
    `words` are facts for the reader (numbers, names of documents), never personal content.
    """

    key: str
    since: datetime
    holder: Holder
    until: datetime | None = None
    deadline: bool = False
    words: str = ""


Function = Callable[[Any, datetime, Mapping[str, Any]], Iterable[Finding]]


@dataclass(frozen=True)
class Rule:
    """One rule: `kind` is time or procedure; `function(facts, now, parameters)` yields what it finds.

    `about`: whose facts it reads: a case's (`CaseFacts`), or those of a subject beside cases (`beside`).
    """

    id: str
    name: Promise | str
    kind: str
    sources: tuple[str, ...]
    function: Function = field(repr=False)
    about: str = CASE


RULES: dict[str, Rule] = {}


def about(subject: str) -> list[Rule]:
    """Return the rules that read the facts of this kind of subject."""
    return [rule for rule in RULES.values() if rule.about == subject]


def rule(kind: str, name: Promise | str, *sources: str, about: str = CASE) -> Callable[[Function], Function]:
    """Register a function as the rule of its own name; `sources` are requirement ids and articles."""

    def register(function: Function) -> Function:
        identifier: str = function.__name__  # type: ignore[attr-defined]
        RULES[identifier] = Rule(identifier, name, kind, sources, function, about)
        return function

    return register
