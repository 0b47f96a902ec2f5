"""当场更正: what can be put right at the counter is put right there, and no notice is needed."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import scanning, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.filing import HandedIn
from shenpi.apps.casework.models import CaseMaterial
from shenpi.apps.casework.unit import on_case
from shenpi.apps.errors import Invalid
from shenpi.apps.organisation.models import Person


def correct_on_the_spot(
    case_id: UUID, task_id: UUID, *, by: Person, corrected: str, materials: Sequence[HandedIn] = ()
) -> None:
    """Record what the applicant put right at once (行政许可法 art. 32.1.3), with what was handed in anew.

    The filing stays where it is and the time to answer runs on; this is not the one correction notice of art. 32.4.
    `corrected`: one correction a line. Raises Invalid when nothing is named.
    """
    lines = [line.strip() for line in corrected.splitlines() if line.strip()]
    if not lines:
        raise Invalid(
            "nothing_corrected", _("请写明当场更正了什么。"), fields={"corrected": [_("请逐项写明")]}
        )
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "examine_formally")
        actor = for_task(unit, by, task, "correct_on_the_spot")
        for material in materials:
            unit.insert(CaseMaterial(case_id=unit.case.id, **vars(material)))
        scanning.note(unit, ((m.form, m.sha256) for m in materials))
        facts = {"corrected": lines, "materials": [each.told() for each in materials], "opened": []}
        unit.record("filing.corrected", facts, actor)
