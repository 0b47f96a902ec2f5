"""核验原件: after the pre-examination the applicant is asked to show originals, and what was found is recorded."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps import rows
from shenpi.apps.casework import papers, steps
from shenpi.apps.casework.authority import for_office, for_task
from shenpi.apps.casework.models import CaseMaterial
from shenpi.apps.casework.states import Checked, State
from shenpi.apps.casework.unit import on_case
from shenpi.apps.errors import Invalid, Refusal
from shenpi.apps.organisation.models import Person

CHECKABLE = (State.RECEIVED, State.ACCEPTED)


def call_for_originals(case_id: UUID, *, by: Person, materials: Collection[UUID], place: str) -> None:
    """Tell the applicant in writing which originals to bring, and where (D10-041).

    This is no correction: nothing is missing, and the time to answer runs on. Raises Invalid, Refusal.
    """
    if not place.strip():
        words = _("请写明到哪里核验、带什么证件。")
        raise Invalid("place_missing", words, fields={"place": [words]})
    with on_case(case_id, by) as unit:
        if unit.case.state not in CHECKABLE:
            raise Refusal("not_checkable", _("本件已经决定或结束，不再核验原件。"))
        actor = for_office(unit, by, unit.case.context["offices"]["accept"], "check_originals")
        named = [each.name for each in _of(case_id, materials) if each.form != "commitment"]
        if not named:
            words = _("请至少选择一项材料。")
            raise Invalid("no_material", words, fields={"materials": [words]})
        rows_told = [{"name": name} for name in dict.fromkeys(named)]
        notice = papers.issue(unit, "originals_notice", materials=rows_told, place=place.strip())
        facts = {"materials": rows_told, "place": place.strip(), "documents": [notice], "opened": []}
        unit.record("originals.called", facts, actor)


def check_originals(
    case_id: UUID, task_id: UUID | None = None, *, by: Person, found: Mapping[UUID, str], note: str = ""
) -> None:
    """Record for each material whether it agrees with its original (`Checked`); the materials stay as they are.

    What differs needs a note. Where the process draws a step for it (`task_id`; D10-068, the second mode), all are
    checked, and what differs is examined again. Raises Invalid, Refusal.
    """
    found = {key: verdict for key, verdict in found.items() if verdict}
    if not found or set(found.values()) - set(Checked.values):
        words = _("请逐项选择核验结果，至少一项。")
        raise Invalid("nothing_checked", words, fields={"materials": [words]})
    if Checked.DIFFERS in found.values() and not note.strip():
        words = _("有与原件不符的，请写明不符之处。")
        raise Invalid("difference_unexplained", words, fields={"note": [words]})
    with on_case(case_id, by) as unit:
        if unit.case.state not in CHECKABLE:
            raise Refusal("not_checkable", _("本件已经决定或结束，不再核验原件。"))
        task = steps.open_task(unit, task_id, "check_originals") if task_id else None
        if task is None:
            actor = for_office(unit, by, unit.case.context["offices"]["accept"], "check_originals")
        else:
            actor = for_task(unit, by, task, "check_originals")
            _guard_all(case_id, found)
        told = []
        for material in _of(case_id, found):
            material.checked = found[material.id]
            unit.execute(rows.update(material, ["checked"]))
            told.append({"key": material.key, "name": material.name, "checked": material.checked})
        if not told:
            words = _("请逐项选择核验结果，至少一项。")
            raise Invalid("nothing_checked", words, fields={"materials": [words]})
        facts = {"materials": told, "note": note.strip()}
        if task is None:
            unit.record("originals.checked", {**facts, "opened": []}, actor)
            return
        differs = Checked.DIFFERS in found.values()
        signed = steps.Signed("differs" if differs else "same", note.strip())
        steps.complete(unit, task, actor, signed, "originals.checked", facts)


def _guard_all(case_id: UUID, found: Collection[UUID]) -> None:
    """Raise Invalid unless every material that has an original is among those checked."""
    waiting = (
        CaseMaterial.objects.filter(case_id=case_id).exclude(form="commitment").exclude(id__in=list(found))
    )
    if waiting.exists():
        words = _("请逐项核对全部材料。")
        raise Invalid("not_all_checked", words, fields={"materials": [words]})


def _of(case_id: UUID, keys: Collection[UUID]) -> list[CaseMaterial]:
    return list(CaseMaterial.objects.filter(case_id=case_id, id__in=list(keys)).order_by("round", "id"))
