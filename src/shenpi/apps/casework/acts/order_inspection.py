"""监督检查: the agency looks at what the holder of a licence does with it."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.casework import items, papers, proceedings, sent_officers
from shenpi.apps.casework.acts.order_rectification import fits
from shenpi.apps.casework.authority import for_case
from shenpi.apps.casework.unit import on_case
from shenpi.apps.errors import Invalid, Refusal
from shenpi.apps.organisation.models import Person
from shenpi.core.worktime import Limit, Unit

FARTHEST = 90
RECORD_DAYS = 10
"""Calendar days after the day of the inspection in which it is recorded; the law names none."""


def order_inspection(
    case_id: UUID, *, by: Person, officers: Sequence[UUID], matter: str, inspect_on: date | None = None
) -> None:
    """Send at least two officers to inspect the holder of a granted licence (行政许可法 arts 61, 62).

    `inspect_on`: the day that the holder is told of in writing; without one the inspection is not announced. Raises
    Invalid, and Refusal where no licence was granted.
    """
    with on_case(case_id, by) as unit:
        actor = for_case(unit, by, "order_inspection")
        if not fits(unit.case, items.facts(unit.case.item_version_id).item_type):
            raise Refusal("nobody_to_inspect", _("只有已准予并办结的许可，可以进行监督检查。"))
        posts, faults = sent_officers.chosen(unit, officers, "sign_inspection")
        today = timekeeping.local(unit.now).date()
        if not matter.strip():
            faults["matter"] = [_("请写明检查事项")]
        if inspect_on is not None and not today <= inspect_on <= today + timedelta(days=FARTHEST):
            faults["inspect_on"] = [_("检查日期应在今天以后 %(most)s 日以内") % {"most": FARTHEST}]
        if faults:
            words = _("监督检查应当指派两名以上工作人员，并写明检查事项。")
            raise Invalid("inspection_incomplete", words, fields=faults)
        told = {
            "matter": matter.strip(),
            "officers": [post.person.name for post in posts],
            "inspect_on": inspect_on.isoformat() if inspect_on else None,
        }
        notice = [papers.issue(unit, "inspection_notice", **told)] if inspect_on else []
        limit = Limit(((inspect_on or today) - today).days + RECORD_DAYS, Unit.CALENDAR_DAYS)
        proceedings.begin(
            unit,
            proceedings.Kind.INSPECTION,
            actor,
            "inspection.ordered",
            {key: said for key, said in told.items() if said},
            told={**told, "documents": notice},
            terms={"inspection": (limit.to_text(), timekeeping.calendar().due(unit.now, limit))},
            named=sent_officers.places(posts, "record_inspection", "sign_inspection"),
            each=len(posts) - 1,
        )
