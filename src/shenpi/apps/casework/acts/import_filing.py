"""扫描导入: what was handed in on paper is scanned for the offices; what cannot be, travels on paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps import rows
from shenpi.apps.casework import paper, proceedings, scanning, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.models import CaseMaterial, PaperFile
from shenpi.apps.casework.unit import Actor, Unit, on_case
from shenpi.apps.errors import Invalid, Message
from shenpi.apps.organisation.models import Person


@dataclass(frozen=True)
class Scan:
    """A stored scan of one material; without one, `reason` says why it cannot be digitised."""

    sha256: str = ""
    filename: str = ""
    reason: str = ""


def unscanned(case_id: UUID) -> list[CaseMaterial]:
    """Return the materials that came on paper and have no scan yet."""
    found = CaseMaterial.objects.filter(case_id=case_id, form__in=paper.ON_PAPER, sha256="")
    return list(found.order_by("round", "id"))


def import_filing(case_id: UUID, task_id: UUID, *, by: Person, scans: Mapping[UUID, Scan]) -> None:
    """Complete the electronic file from the paper one, within 3 working days of acceptance (D3-037).

    The materials themselves stay what they are (D3-032): each gets its scan, or stays on paper for a stated reason,
    and then the paper file travels with the case from the clerk's hands on (D10-028). Raises Invalid, naming every
    material that has neither.
    """
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, scanning.ACT)
        actor = for_task(unit, by, task, "import_filing")
        found = proceedings.of_task(unit, task)
        waiting = unscanned(case_id)
        faults: dict[str, list[Message]] = {
            f"file-{each.id}": [_("请选择扫描件；不能电子化的，请写明原因。")]
            for each in waiting
            if not ((scan := scans.get(each.id)) and (scan.sha256 or scan.reason.strip()))
        }
        if faults:
            raise Invalid("scan_missing", _("请逐项扫描，或者写明不能电子化的原因。"), fields=faults)
        told: dict[str, Any] = {"materials": [], "on_paper": []}
        for each in waiting:
            _file(unit, each, scans[each.id], told)
        unit.set(context={key: said for key, said in unit.case.context.items() if key != "to_scan"})
        if told["on_paper"]:
            told |= _open_paper(unit, actor)
        signed = steps.Signed("imported")
        proceedings.complete(unit, found, task, actor, signed, "filing.imported", told, outcome="imported")


def _file(unit: Unit, material: CaseMaterial, scan: Scan, told: dict[str, Any]) -> None:
    named = {"key": material.key, "name": material.name, "copies": material.copies, "form": material.form}
    if not scan.sha256:
        told["on_paper"].append({"name": material.name, "reason": scan.reason.strip()})
        return
    material.sha256, material.filename = scan.sha256, scan.filename
    unit.execute(rows.update(material, ["sha256", "filename"]))
    told["materials"].append({**named, "sha256": scan.sha256})


def _open_paper(unit: Unit, actor: Actor) -> dict[str, Any]:
    if PaperFile.objects.filter(case_id=unit.case.id).exists():
        return {}
    return {"paper": paper.open_file(unit, actor)}
