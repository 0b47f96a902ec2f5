"""Cases that the agency begins by itself: penalty, coercion, levy, and offers of public resources (依职权; D8-015).

Nobody applies for them: who is concerned is the party (当事人), and stands where an applicant would. What the licence
law lets an applicant's case need beside its process is not for them.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import items
from shenpi.apps.casework.models import Case
from shenpi.apps.casework.unit import Actor, Unit
from shenpi.apps.catalogue.models import EX_OFFICIO, ItemType
from shenpi.apps.catalogue.options import OFFER
from shenpi.apps.organisation import queries as organisation

SOURCES = {
    "inspection": _("监督检查中发现"),
    "complaint": _("投诉、举报"),
    "transferred": _("其他机关移送"),
    "assigned": _("上级机关交办"),
    "due": _("日常征收核查"),
    "planned": _("年度出让计划"),
}
"""How the agency came to know of the matter."""

NO_OPTIONS: Mapping[str, Any] = {}
FEWEST_OFFICERS = 2
"""行政处罚法 art. 42; 行政强制法 art. 18.2."""


def begins(item_type: str, options: Mapping[str, Any] = NO_OPTIONS) -> bool:
    """Tell whether cases of items of this type, with these options, are begun by the agency."""
    return item_type in EX_OFFICIO or OFFER in options


def begun(case: Case) -> bool:
    """Tell whether the agency began the case by itself."""
    return "matter" in case.context


def coerces(item_type: str) -> bool:
    """Tell whether cases of items of this type take a coercive measure."""
    return item_type == ItemType.COERCION


def seller(item: items.ItemFacts) -> dict[str, str]:
    """Return who offers a public resource, where a party would stand: the agency itself (出让人)."""
    name = item.agency_name
    return {"kind": "organisation", "name": name, "id_number": item.agency_code, "phone": "", "address": name}


def officers(unit: Unit, actor: Actor, others: Iterable[UUID]) -> list[str]:
    """Return who acts together with `actor`, as papers name them: only the agency's own, nobody twice."""
    serving = organisation.serving(unit.case.agency_id, "investigate", unit.now)
    chosen = [
        serving[each].person.name for each in dict.fromkeys(others) if each in serving and each != actor.id
    ]
    return [actor.signature, *chosen]
