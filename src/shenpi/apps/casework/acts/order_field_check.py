"""指派现场核查: at least two officers are sent to see for themselves."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import proceedings, sent_officers
from shenpi.apps.casework.authority import for_case
from shenpi.apps.casework.unit import on_case
from shenpi.apps.errors import Invalid
from shenpi.apps.organisation.models import Person


def order_field_check(case_id: UUID, *, by: Person, officers: Sequence[UUID], matter: str) -> None:
    """Send officers of the agency to check what the application says; the first of them records (art. 34.3).

    The decision waits until all have signed. Raises Invalid for fewer than two, for anybody who has no such right in
    the agency, and without the matter.
    """
    with on_case(case_id, by) as unit:
        actor = for_case(unit, by, "order_field_check")
        posts, faults = sent_officers.chosen(unit, officers, "sign_field_check")
        if not matter.strip():
            faults["matter"] = [_("请写明核查事项")]
        if faults:
            raise Invalid(
                "field_check_incomplete",
                _("现场核查应当指派两名以上工作人员，并写明核查事项。"),
                fields=faults,
            )
        told = {"matter": matter.strip(), "officers": [post.person.name for post in posts]}
        proceedings.begin(
            unit,
            proceedings.Kind.FIELD_CHECK,
            actor,
            "field_check.ordered",
            told,
            named=sent_officers.places(posts, "record_field_check", "sign_field_check"),
            each=len(posts) - 1,
        )
