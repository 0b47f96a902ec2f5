"""Nobody types what is known (D1-009): answers taken from the applicant's profile and from an earlier filing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .models import Applicant, Application, Mandate

Answers = dict[str, Any]


def of_profile(schema: Mapping[str, Any], applicant: Applicant | Mandate | None) -> Answers:
    """Return the answers to the questions that the form marks as the applicant's own (`x-profile`)."""
    if applicant is None:
        return {}
    said = {
        "name": applicant.name,
        "person": applicant.person_name,
        "citizen": applicant.identifier if not applicant.organisation else "",
        "uscc": applicant.identifier if applicant.organisation else "",
        "phone": applicant.phone,
        "address": applicant.address,
    }
    marked = {key: said.get(part.get("x-profile", ""), "") for key, part in _asked(schema).items()}
    return {key: value for key, value in marked.items() if value}


def of_filing(schema: Mapping[str, Any], earlier: Application) -> Answers:
    """Return the answers of an earlier filing that the form still asks for; declarations are made anew."""
    asked = _asked(schema)
    return {
        key: value
        for key, value in earlier.form_data.items()
        if key in asked and asked[key].get("const") is not True
    }


def _asked(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    asked: Mapping[str, Any] = schema.get("properties", {})
    return asked
