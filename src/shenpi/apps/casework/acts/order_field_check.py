"""指派现场核查: at least two officers are sent to see for themselves."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import proceedings
from shenpi.apps.casework.assignment import Place
from shenpi.apps.casework.authority import for_case
from shenpi.apps.casework.unit import on_case
from shenpi.apps.errors import Invalid, Message
from shenpi.apps.organisation import queries as organisation
from shenpi.apps.organisation.models import Person

FEWEST = 2
"""行政许可法 art. 34.3: 指派两名以上工作人员."""


def order_field_check(case_id: UUID, *, by: Person, officers: Sequence[UUID], matter: str) -> None:
    """Send officers of the agency to check what the application says; the first of them records (art. 34.3).

    The decision waits until all have signed. Raises Invalid for fewer than two, for anybody who has no such right in
    the agency, and without the matter.
    """
    with on_case(case_id, by) as unit:
        actor = for_case(unit, by, "order_field_check")
        serving = organisation.serving(unit.case.agency_id, "sign_field_check", unit.now)
        chosen = [serving[each] for each in dict.fromkeys(officers) if each in serving]
        faults: dict[str, list[Message]] = {}
        if len(chosen) < max(FEWEST, len(set(officers))):
            faults["officers"] = [_("请选择本机关两名以上有审查职权的工作人员")]
        if not matter.strip():
            faults["matter"] = [_("请写明核查事项")]
        if faults:
            raise Invalid(
                "field_check_incomplete",
                _("现场核查应当指派两名以上工作人员，并写明核查事项。"),
                fields=faults,
            )
        steps = [("record_field_check", ""), *(("sign_field_check", str(n)) for n in range(len(chosen) - 1))]
        named = {
            step: Place(post.office_id, post.office.name, post.person_id, post.person.name, post.role)
            for step, post in zip(steps, chosen, strict=True)
        }
        told = {"matter": matter.strip(), "officers": [post.person.name for post in chosen]}
        proceedings.begin(
            unit,
            proceedings.Kind.FIELD_CHECK,
            actor,
            "field_check.ordered",
            told,
            named=named,
            each=len(chosen) - 1,
        )
