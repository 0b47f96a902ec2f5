"""Whether a draft can be submitted, and what is still missing, by field and by material."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from shenpi.apps.catalogue import forms
from shenpi.apps.catalogue.bundles import Composition
from shenpi.apps.errors import Invalid, Message

from .models import Draft, Progress

Faults = dict[str, list[Message]]

MATERIAL = "material-"
"""Prefix of a material's key among the faults, so that it never meets a field's name."""


def form_faults(draft: Draft) -> Faults:
    """Return the messages of the form's fields by path; empty when the form is right."""
    schema = draft.form_schema
    order = {name: place for place, name in enumerate(schema.get("properties", ()))}
    filed_for = draft.filed_for
    if isinstance(filed_for, Composition):
        found = filed_for.faults(draft.form_data)
    else:
        found = _faults(schema, draft.form_data)
    return dict(sorted(found.items(), key=lambda fault: order.get(fault[0].split(".", 1)[0], len(order))))


def _faults(schema: dict[str, Any], data: dict[str, Any]) -> Faults:
    try:
        cleaned(schema, data)
    except Invalid as wrong:
        return wrong.fields
    return {}


def material_faults(draft: Draft) -> Faults:
    """Return the required materials that have no file yet."""
    present = set(draft.files.values_list("material", flat=True))
    return {
        MATERIAL + entry["key"]: [_("请上传“%(name)s”。") % {"name": entry["name"]}]
        for entry in draft.materials
        if entry.get("required", True) and entry["key"] not in present | draft.undertakings.keys()
    }


def faults(draft: Draft) -> Faults:
    """Return everything that keeps the draft from being submitted."""
    return {**form_faults(draft), **material_faults(draft)}


def answer_faults(draft: Draft, progress: Progress) -> Faults:
    """Return what keeps an answer to a correction notice from being sent: every listed material is due."""
    present = set(draft.files.values_list("material", flat=True))
    known = {entry["key"] for entry in draft.materials}
    missing: Faults = {}
    for fault in (progress.correction or {}).get("faults", ()):
        if fault["key"] in known and fault["key"] not in present:
            missing[MATERIAL + fault["key"]] = [_("请重新上传“%(name)s”。") % {"name": fault["name"]}]
    return {**form_faults(draft), **missing}


def cleaned(schema: dict[str, Any], data: dict[str, Any]) -> dict[str, Any]:
    """Return a form's data as the validator cleans them. Raises Invalid."""
    return forms.validate(schema, data) if schema.get("properties") else {}
