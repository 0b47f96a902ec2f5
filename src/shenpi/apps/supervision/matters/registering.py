"""What people bring becomes a matter: linked to case, item and office, and routed to who handles it (D7, D10-044).

A complaint goes to the agency's own supervisor where there is one (D10-076), unless it speaks of discipline or the
complainant asks for the bureau; an enquiry and a bad rating go to the office, and the bureau watches.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from shenpi.apps.complaints import Category
from shenpi.apps.supervision.authority import bureau, own_supervisor
from shenpi.apps.supervision.matters import opening, rating, telling
from shenpi.apps.supervision.matters.flows import FLOWS
from shenpi.apps.supervision.models import (
    Filer,
    KnownAgency,
    Matter,
    MatterEntry,
    MonitoredCase,
    MonitoredStep,
    PublishedItem,
    Rating,
)

MOST_ALIKE = 50


@transaction.atomic
def on_filed(message: Mapping[str, Any]) -> None:
    """Register what was filed, once; a good rating is only counted."""
    data = message["data"]
    key = UUID(data["matter_id"])
    if Matter.objects.filter(pk=key).exists() or Rating.objects.filter(pk=key).exists():
        return
    matter = _matter(key, data)
    if matter.kind == Matter.Kind.RATING and not _rated(matter, data):
        return
    _route(matter, data)
    opening.numbered(matter)
    if data.get("name"):
        given = {field: data.get(field, "") for field in ("name", "phone", "address")}
        Filer.objects.create(matter=matter, **given)
    entry = MatterEntry(act="file", text=data["text"], at=matter.opened_at)
    if data.get("clerk"):
        entry.office_name = f"{data.get('clerk_office', '')} {data['clerk']}".strip()
    telling.enter(matter, entry, FLOWS[matter.kind]["file"])


def _matter(key: UUID, data: Mapping[str, Any]) -> Matter:
    """Link what was filed to what supervision knows; the case's own facts go before what was typed."""
    matter = Matter(
        id=key,
        kind=data["kind"],
        title=data["title"],
        item_code=data.get("item_code", ""),
        agency_code=data.get("agency_code", ""),
        office_code=data.get("office_code", ""),
        office_name=data.get("office", ""),
        person_id=UUID(data["person_id"]) if data.get("person_id") else None,
        person_name=data.get("person", ""),
        case_number=data.get("case_number", ""),
        category=data.get("category", ""),
        channel=data["channel"],
        disclosed=data.get("disclosed", True),
        state="",
        opened_at=datetime.fromisoformat(data["filed_at"]),
    )
    case = _case(data)
    if case is not None:
        matter.case_id, matter.case_number = case.case_id, case.number
        matter.item_code, matter.agency_code = case.item_code, case.agency_code
    item = PublishedItem.objects.filter(item_code=matter.item_code).order_by("-number").first()
    if item is not None:
        matter.agency_code = matter.agency_code or item.agency_code
        matter.item_name = item.content.get("name", "")
    like = case or (_like(matter) if matter.kind == Matter.Kind.ENQUIRY else None)
    if like is not None and not matter.office_code:
        _to_window(matter, like)
    matter.item_name = (case.item_name if case else "") or matter.item_name or data.get("item_name", "")
    known = KnownAgency.objects.filter(code=matter.agency_code).first()
    matter.agency_name = known.name if known else data.get("agency", matter.agency_code)
    return matter


def _like(matter: Matter) -> MonitoredCase | None:
    """Return the latest case of the item or agency asked about: its window answers the question."""
    asked = {"item_code": matter.item_code} if matter.item_code else {"agency_code": matter.agency_code}
    return MonitoredCase.objects.filter(**asked).order_by("-received_at", "-case_id").first()


def _to_window(matter: Matter, case: MonitoredCase) -> None:
    """Address the matter to the office that received a case."""
    step = MonitoredStep.objects.filter(case=case).exclude(office_code="").order_by("begun_at").first()
    if step is not None and step.agency_code == matter.agency_code:
        matter.office_code, matter.office_name = step.office_code, step.office_name


def _case(data: Mapping[str, Any]) -> MonitoredCase | None:
    if data.get("case_id"):
        return MonitoredCase.objects.filter(pk=UUID(data["case_id"])).first()
    number = data.get("case_number", "").replace("-", "").replace(" ", "")
    found = list(MonitoredCase.objects.filter(number=number)[:MOST_ALIKE]) if number else []
    if len(found) > 1:  # nodes number on their own
        found = [case for case in found if case.agency_code == data.get("agency_code")]
    return found[0] if len(found) == 1 else None


def _rated(matter: Matter, data: Mapping[str, Any]) -> bool:
    """Count a rating; tell whether it is one that the office has to mend. A service is rated once."""
    case_id = UUID(data["case_id"]) if data.get("case_id") else None
    visit_id = UUID(data["visit_id"]) if data.get("visit_id") else None
    if case_id and Rating.objects.filter(case_id=case_id).exists():
        return False
    if visit_id and Rating.objects.filter(visit_id=visit_id).exists():
        return False
    rating.count(
        Rating(
            id=matter.pk,
            case_id=case_id,
            visit_id=visit_id,
            item_code=matter.item_code,
            agency_code=matter.agency_code,
            office_code=matter.office_code,
            person_id=matter.person_id,
            channel=matter.channel,
            grade=data["grade"],
            text=data["text"],
            at=matter.opened_at,
        )
    )
    return bool(data["grade"] <= rating.BAD)


def _route(matter: Matter, data: Mapping[str, Any]) -> None:
    """Say who handles it."""
    to_bureau = (
        matter.kind != Matter.Kind.COMPLAINT or matter.category == Category.DISCIPLINE or data.get("bureau")
    )
    own = None if to_bureau else own_supervisor(matter.agency_code)
    matter.handler_code, matter.handler_name = own or bureau()
