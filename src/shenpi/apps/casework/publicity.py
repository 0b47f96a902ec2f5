"""Whom the public is told of: nobody in private items, and of natural persons only part of the name (D1-021)."""

from shenpi.apps.casework import items
from shenpi.apps.casework.models import Case
from shenpi.core.identifiers import mask_name


def party(case: Case) -> str:
    """Return the name of a case's applicant as published."""
    if items.facts(case.item_version_id).is_private:
        return ""
    name: str = case.applicant["name"]
    return name if case.applicant.get("kind") == "organisation" else mask_name(name)
