"""补录: a case that was handled outside this system is put on record after the fact, marked as such for good."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.casework import items, numbering
from shenpi.apps.casework.authority import for_office
from shenpi.apps.casework.commitments import committed
from shenpi.apps.casework.filing import HandedIn
from shenpi.apps.casework.first_event import header
from shenpi.apps.casework.models import Case, CaseMaterial, PastRecord
from shenpi.apps.casework.states import Channel, Outcome, State
from shenpi.apps.casework.unit import on_new_case
from shenpi.apps.catalogue import secrecy
from shenpi.apps.errors import Invalid, Message
from shenpi.apps.ids import uuid7
from shenpi.apps.organisation.models import Person
from shenpi.core.identifiers import show_case_number

ENDS = {
    "granted": (State.COMPLETED, Outcome.GRANTED),
    "refused": (State.COMPLETED, Outcome.REFUSED),
    "not_accepted": (State.NOT_ACCEPTED, Outcome.NONE),
    "withdrawn": (State.WITHDRAWN, Outcome.NONE),
}
"""How a case that was handled elsewhere may have ended."""
MOMENTS = ("received_at", "accepted_at", "decided_at", "completed_at")
_NEEDED = {"granted": MOMENTS, "refused": MOMENTS}
_MISSING = {
    "source": _("请填写原办理系统"),
    "source_number": _("请填写原办件编号"),
    "reason": _("请填写补录的原因"),
    "received_at": _("请填写收件日期"),
    "accepted_at": _("请填写受理日期"),
    "decided_at": _("请填写决定日期"),
    "completed_at": _("请填写办结日期"),
}


@dataclass(frozen=True)
class Past:
    """A case as it went in the other system: its number there, how it ended, and when each thing happened."""

    version_id: UUID
    applicant: dict[str, Any]
    form: dict[str, Any]
    source: str
    source_number: str
    reason: str
    ended: str
    received_at: datetime | None = None
    accepted_at: datetime | None = None
    decided_at: datetime | None = None
    completed_at: datetime | None = None
    document_number: str = ""
    materials: Sequence[HandedIn] = field(default_factory=tuple)
    case_id: UUID | None = None


def enter_afterwards(past: Past, *, by: Person) -> Case:
    """Record a case with its original times, the system that it comes from and the moment of its entry (D1-008).

    It has no steps, no documents and no limits here, and so enters no figure of timeliness: supervision is told of
    it by a message of its own. The same number of the same system is entered once. Only the window enters cases
    (D3-004). Raises Invalid, Refusal, NotAllowed.
    """
    item = items.facts(past.version_id)
    if item.is_secret:
        raise secrecy.refusal(item.name, item.agency_name)
    now = timekeeping.now()
    faults = _faults(past, now)
    if faults or past.received_at is None:
        raise Invalid("past_incomplete", _("请按提示补全原办件的情况。"), fields=faults)
    state, outcome = ENDS[past.ended]
    case = Case(
        id=past.case_id or uuid7(),
        number=numbering.next_case_number(now),
        item_version_id=item.version_id,
        agency_id=item.agency_id,
        process_id=item.process_id,
        channel=Channel.AFTERWARDS.value,
        applicant=past.applicant,
        form=past.form,
        state=state.value,
        outcome=outcome.value,
        context={"offices": item.offices},
        clerk_id=by.pk,
        received_at=past.received_at,
        accepted_at=past.accepted_at,
        decided_at=past.decided_at,
        completed_at=past.completed_at,
    )
    origin = {
        "source": past.source.strip(),
        "source_number": past.source_number.strip(),
        "reason": past.reason.strip(),
        "document_number": past.document_number.strip(),
    }
    with _once(past, now), on_new_case(case, by) as unit:
        actor = for_office(unit, by, item.offices["accept"], "enter_afterwards")
        unit.insert(PastRecord(case_id=case.id, entered_at=now, entered_by_id=by.pk, **origin))
        for material in past.materials:
            unit.insert(CaseMaterial(case_id=case.id, **vars(material)))
        unit.record(
            "case.entered_afterwards",
            {
                **header(case, item),
                "applicant": committed(case, case.applicant),
                "form": committed(case, case.form),
                "materials": [m.told() for m in past.materials],
                **origin,
                "state": case.state,
                "outcome": case.outcome,
                **{name: moment.isoformat() for name in MOMENTS if (moment := getattr(past, name))},
                "opened": [],
            },
            actor,
        )
    return case


@contextmanager
def _once(past: Past, now: datetime) -> Iterator[None]:
    """Say of a number that somebody else entered at the same moment what is said of one entered before."""
    try:
        yield
    except IntegrityError:
        if faults := _faults(past, now):
            raise Invalid("past_incomplete", _("请按提示补全原办件的情况。"), fields=faults) from None
        raise


def _faults(past: Past, now: datetime) -> dict[str, list[Message]]:
    faults: dict[str, list[Message]] = {}
    if not past.applicant.get("name"):
        faults["applicant_name"] = [_("请填写申请人姓名或名称")]
    for name in ("source", "source_number", "reason"):
        if not getattr(past, name).strip():
            faults[name] = [_MISSING[name]]
    if past.ended not in ENDS:
        faults["ended"] = [_("请选择原办件的结果")]
    before: datetime | None = None
    for name in MOMENTS:
        moment: datetime | None = getattr(past, name)
        if moment is None:
            if name in _NEEDED.get(past.ended, ("received_at", "completed_at")):
                faults[name] = [_MISSING[name]]
        elif moment > now:
            faults[name] = [_("不能晚于现在")]
        elif before is not None and moment < before:
            faults[name] = [_("不能早于前一环节的时间")]
        else:
            before = moment
    same = PastRecord.objects.filter(source=past.source.strip(), source_number=past.source_number.strip())
    if known := same.select_related("case").first():
        words = _("这个编号已经补录过：%(number)s") % {"number": show_case_number(known.case.number)}
        faults["source_number"] = [words]
    return faults
