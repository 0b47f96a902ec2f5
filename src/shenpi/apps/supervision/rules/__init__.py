"""The rules of supervision: pure predicates over what messages told of one case, and their settings as data."""

from shenpi.apps.supervision.rules import course, procedure, time  # they register their rules
from shenpi.apps.supervision.rules.catalogue import RULES, Finding, Holder, Level, Rule
from shenpi.apps.supervision.rules.facts import CaseFacts, ItemFacts
from shenpi.apps.supervision.rules.settings import Setting, defaults

__all__ = [
    "RULES",
    "CaseFacts",
    "Finding",
    "Holder",
    "ItemFacts",
    "Level",
    "Rule",
    "Setting",
    "course",
    "defaults",
    "procedure",
    "time",
]
