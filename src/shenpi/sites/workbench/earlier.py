"""Nobody types what is known (D1-009): an applicant's earlier cases, and their answers for a new filing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from shenpi.apps.casework import intake_queries
from shenpi.apps.errors import Refusal
from shenpi.sites.common.access import StaffRequest
from shenpi.sites.workbench import inputs

if TYPE_CHECKING:
    from shenpi.apps.casework.models import Case
    from shenpi.apps.catalogue.models import ItemVersion

NOT_YET = Refusal("not_yet", "")
"""Keeps what was typed while earlier cases are looked for."""


def of(request: StaffRequest, version: ItemVersion) -> list[Case]:
    """Return the cases of whoever's number was typed, for whose content the clerk's posts are good."""
    number = request.POST.get("applicant_id_number", "").strip().upper()
    if "earlier" not in request.POST or not number:
        return []
    return intake_queries.earlier(request.holdings, version, number)


def chosen(request: StaffRequest, version: ItemVersion) -> Case | None:
    """Return the case that was chosen to be copied (`?like=`), if the clerk may read it."""
    key = inputs.uuid(request.GET.get("like", ""))
    return intake_queries.like(request.holdings, version, key) if key else None


def answers(case: Case | None, schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of the case's answers that the form still asks for, but for what is declared anew each time."""
    if case is None:
        return {}
    asked = schema.get("properties", {})
    return {
        key: value for key, value in case.form.items() if key in asked and asked[key].get("const") is not True
    }
