"""When the public is told, and of whom: of nobody in private items, of natural persons by part of the name (D1-021)."""

import re
from datetime import date, datetime, time

from shenpi.apps import timekeeping
from shenpi.apps.casework import items, limits
from shenpi.apps.casework.models import Case
from shenpi.apps.casework.unit import Unit
from shenpi.core.identifiers import mask_name, mask_number
from shenpi.core.worktime import rules

REPLY_LIMIT = "reply_publication"
"""What a drawing calls the time to publish what a superior approved."""


def party(case: Case) -> str:
    """Return the name of a case's applicant as published."""
    if items.facts(case.item_version_id).is_private:
        return ""
    name: str = case.applicant["name"]
    return name if case.applicant.get("kind") == "organisation" else mask_name(name)


def words(case: Case, said: str) -> str:
    """Return what was written about a case's applicant as published, without the numbers of people."""
    if items.facts(case.item_version_id).is_private:
        return ""
    name = case.applicant["name"]
    shown = said.replace(name, party(case)) if name else said
    return _NUMBER.sub(lambda found: mask_number(found[0]), shown)


_NUMBER = re.compile(r"(?<!\d)\d{11}(?:\d{3}[\dXx]|\d{6}[\dXx])?(?![\dXx])")
"""Telephones, and citizen numbers old and new."""


def begin_with_reply(unit: Unit, replied_on: date) -> None:
    """Let the time to publish run from the day of the superior's reply, whenever it was registered (D3-062)."""
    noon = datetime.combine(replied_on, time(12), timekeeping.SHANGHAI)
    limits.name(unit, REPLY_LIMIT, rules.REPLY_PUBLICATION.limit, noon)
