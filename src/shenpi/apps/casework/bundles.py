"""Cases filed for together (一件事): each goes its own way, under one number beside its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shenpi.apps.casework.models import BundleCase
from shenpi.apps.casework.unit import Unit
from shenpi.apps.catalogue.models import BundleVersion

if TYPE_CHECKING:
    from shenpi.apps.casework.filing import Bundled


def attach(unit: Unit, bundled: Bundled) -> dict[str, Any]:
    """Put a new case under its bundle's number; returns what the ledger tells of it."""
    version = BundleVersion.objects.select_related("bundle").get(pk=bundled.version_id)
    unit.insert(BundleCase(case_id=unit.case.id, number=bundled.number, version_id=version.pk))
    return {"bundle": {"number": bundled.number, "name": version.bundle.name}}
