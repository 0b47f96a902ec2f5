"""依职权立案: staff open a case of penalty, coercion or levy; nobody applied for it (D8-015)."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.casework import items, limits, numbering, official, papers, steps
from shenpi.apps.casework.authority import for_case
from shenpi.apps.casework.commitments import committed
from shenpi.apps.casework.first_event import header
from shenpi.apps.casework.models import Case
from shenpi.apps.casework.states import Channel
from shenpi.apps.casework.unit import on_new_case
from shenpi.apps.catalogue import secrecy
from shenpi.apps.errors import Invalid, Message, Refusal
from shenpi.apps.ids import uuid7
from shenpi.apps.organisation.models import Person


@dataclass(frozen=True)
class Matter:
    """What the agency came upon: which item it falls under, who is the party, how it was found, and what happened.

    `party` has the keys of an applicant, and `address`.
    """

    version_id: UUID
    party: dict[str, Any]
    form: dict[str, Any]
    source: str
    found: str
    case_id: UUID | None = None
    urgent: bool = False
    """A measure that is taken before it is approved (行政强制法 art. 19)."""


def open_case(matter: Matter, *, by: Person) -> Case:
    """Open a case against a party (行政处罚法 art. 54; 行政强制法 art. 18.1).

    Where the process begins with the consent of the agency's head, the case waits for it, and its limit runs from
    there; otherwise it runs at once. Who works in the item's offices may. Raises Invalid, Refusal, NotAllowed.
    """
    item = items.facts(matter.version_id)
    if item.is_secret:
        raise secrecy.refusal(item.name, item.agency_name)
    if not official.begins(item.item_type, item.options):
        raise Refusal("applied_for", _("这个事项不能依职权立案。依申请办理的，请到窗口接件。"))
    if faults := faults_of(matter):
        raise Invalid("matter_incomplete", _("请写明当事人、案件来源和发现的情况。"), fields=faults)
    now = timekeeping.now()
    case = Case(
        id=matter.case_id or uuid7(),
        number=numbering.next_case_number(now),
        item_version_id=item.version_id,
        agency_id=item.agency_id,
        process_id=item.process_id,
        channel=Channel.OFFICE.value,
        applicant=matter.party,
        form=matter.form,
        context=_context(item, matter),
        received_at=now,
    )
    with on_new_case(case, by) as unit:
        actor = for_case(unit, by, "open_case")
        asked = {**case.context["matter"], "asked_by": actor.signature}
        unit.set(context={**case.context, "matter": asked})
        told: dict[str, Any] = {
            **header(case, item),
            "received_at": case.received_at.isoformat(),
            "applicant": committed(case, case.applicant),
            "form": committed(case, case.form),
            "source": matter.source,
        }
        kind = "case.reported"
        if not any(steps.draws(case, act) for act in ("approve_case", "approve_measure")):
            kind = "case.opened"
            told |= limits.begin(unit, now)
        unit.record(kind, told | {"opened": steps.start(unit)}, actor)
    return case


def faults_of(matter: Matter) -> dict[str, list[Message]]:
    """Return what is missing of a matter, by field."""
    faults: dict[str, list[Message]] = {}
    if not matter.party.get("name"):
        faults["applicant_name"] = [_("请填写当事人姓名或名称")]
    if not matter.party.get("address"):
        faults["applicant_address"] = [_("请填写当事人地址：决定书应当载明，文书按此送达")]
    if matter.source not in official.SOURCES:
        faults["source"] = [_("请选择案件来源")]
    if not matter.found.strip():
        faults["found"] = [_("请写明发现的情况")]
    return faults


def _context(item: items.ItemFacts, matter: Matter) -> dict[str, Any]:
    """The values that the processes of these items ask for."""
    source = papers.chinese(official.SOURCES[matter.source])
    return {
        "offices": item.offices,
        "matter": {"source": source, "found": matter.found.strip()},
        "fee_due": bool(item.fee.get("due")),
        "proposal": "",
        "legal_due": False,
        "owed_due": False,
        "limits": {},
        **({"urgent": matter.urgent} if official.coerces(item.item_type) else {}),
    }
