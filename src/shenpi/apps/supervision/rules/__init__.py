"""The rules of supervision: pure predicates over what messages told, and their settings as data."""

from shenpi.apps.supervision.rules import (
    beside,
    course,
    matters,
    procedure,
    time,
)  # they register their rules
from shenpi.apps.supervision.rules.catalogue import CASE, RULES, Finding, Holder, Level, Rule, about
from shenpi.apps.supervision.rules.facts import CaseFacts, ItemFacts
from shenpi.apps.supervision.rules.settings import Setting, defaults

__all__ = [
    "CASE",
    "RULES",
    "CaseFacts",
    "Finding",
    "Holder",
    "ItemFacts",
    "Level",
    "Rule",
    "Setting",
    "about",
    "beside",
    "course",
    "defaults",
    "matters",
    "procedure",
    "time",
]
