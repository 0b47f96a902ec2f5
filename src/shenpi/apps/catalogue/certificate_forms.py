"""What is asked of who applies for the renewal or change of a certificate; everything else is known already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from shenpi.apps.catalogue import forms
from shenpi.apps.errors import Invalid


def _text(title: str, longest: int, widget: str = "") -> dict[str, Any]:
    return {"type": "string", "title": title, "maxLength": longest} | ({"x-widget": widget} if widget else {})


_FORMS: Mapping[str, Mapping[str, Any]] = {
    "renewal": {"statement": _text("延续的理由", 500, "textarea")},
    "change": {
        "holder": _text("持证人名称变更为", 100),
        "subject": _text("变更的内容（如经营地址）", 40),
        "after": _text("变更为", 200),
        "reason": _text("变更的理由", 500, "textarea"),
    },
}
_REQUIRED: Mapping[str, tuple[str, ...]] = {"renewal": ("statement",), "change": ("reason",)}


def schema(purpose: str) -> dict[str, Any]:
    """Return the form of an application for `purpose`; KeyError for what nobody applies for."""
    return {"type": "object", "properties": dict(_FORMS[purpose]), "required": list(_REQUIRED[purpose])}


def schema_of(purpose: str, otherwise: dict[str, Any]) -> dict[str, Any]:
    """Return the form that a case of `purpose` was filed on; `otherwise` where it is none of these."""
    return schema(purpose) if purpose in _FORMS else otherwise


def cleaned(purpose: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the form's data, cleaned. Raises Invalid with every fault by field."""
    found = forms.validate(schema(purpose), dict(data))
    if purpose == "change":
        _something_changes(found)
    return found


def _something_changes(found: Mapping[str, Any]) -> None:
    faults = {}
    if found.get("subject") and not found.get("after"):
        faults["after"] = [_("请填写变更后的内容。")]
    if found.get("after") and not found.get("subject"):
        faults["subject"] = [_("请填写变更的是哪一项。")]
    if not faults and not found.get("holder") and not found.get("subject"):
        faults["subject"] = [_("请填写要变更的内容。")]
    if faults:
        raise Invalid("change_incomplete", _("请写明变更的内容。"), fields=faults)
