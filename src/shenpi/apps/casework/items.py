"""What casework needs to know of an item's version and of the agency behind it.

A version never changes, but its agency is renamed and its leadership moves. So what was read is forgotten at once
when this process changes an agency, an office or an item, and after `FRESH` seconds whoever changed it.
"""

from dataclasses import dataclass
from time import monotonic
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.catalogue.models import ItemVersion
from shenpi.apps.errors import Refusal
from shenpi.apps.organisation.models import Office
from shenpi.core.worktime import Limit, Unit

CORRECTION = Limit(10, Unit.WORKING_DAYS)
"""The applicant's time to supplement where the item names none; the law gives no number (requirements 11.5.4)."""


@dataclass(frozen=True)
class ItemFacts:
    """A published item version as the acts see it."""

    version_id: UUID
    version_number: int
    code: str
    name: str
    item_type: str
    agency_id: int
    agency_code: str
    agency_name: str
    agency_short: str
    process_id: UUID
    immediate: bool
    is_private: bool
    is_secret: bool
    materials: tuple[dict[str, Any], ...]
    form_schema: dict[str, Any]
    statutory: Limit | None
    promised: Limit | None
    correction: Limit
    fee: dict[str, Any]
    certificate: dict[str, Any] | None
    offices: dict[str, Any]
    options: dict[str, Any]

    @property
    def payment(self) -> Limit:
        """The time to pay, in calendar days from the notice."""
        return Limit(int(self.fee.get("days", 15)), Unit.CALENDAR_DAYS)


FRESH = 10.0
"""Seconds for which what was read is believed: an act asks several times, a county changes its offices rarely."""

_read: dict[UUID, tuple[float, ItemFacts]] = {}


def facts(version_id: UUID) -> ItemFacts:
    """Return the facts of a published version. Raises Refusal for one without a process."""
    now = monotonic()
    read_at, found = _read.get(version_id, (0.0, None))
    if found is None or now - read_at > FRESH:
        found = _facts(version_id)
        _read[version_id] = now, found
    return found


def forget(**_signal: Any) -> None:
    """Forget what was read (receiver of the signals that say that something changed)."""
    _read.clear()


def _facts(version_id: UUID) -> ItemFacts:
    version = ItemVersion.objects.select_related("item__agency").get(pk=version_id)
    item, agency = version.item, version.item.agency
    if version.process_id is None:
        raise Refusal("no_process", _("本事项还没有办理流程，不能接件。请联系系统管理员。"))
    leader = Office.objects.filter(agency=agency, kind=Office.Kind.LEADERSHIP).first()
    helping = list(version.co_offices.values_list("pk", "agency_id"))
    others = [office for office, of in helping if of != agency.id]
    return ItemFacts(
        version_id=version.id,
        version_number=version.number,
        code=item.code,
        name=item.name,
        item_type=item.item_type,
        agency_id=agency.id,
        agency_code=agency.code,
        agency_name=agency.full_name,
        agency_short=agency.short_name,
        process_id=version.process_id,
        immediate=version.handling_kind == "immediate",
        is_private=item.is_private,
        is_secret=item.is_secret,
        materials=tuple(version.materials),
        form_schema=version.form_schema,
        statutory=_limit(version.statutory_limit),
        promised=_limit(version.promised_limit),
        correction=_limit(version.correction_limit) or CORRECTION,
        fee=version.fee,
        certificate=version.certificate,
        offices={
            "accept": version.accept_office_id,
            "lead": version.lead_office_id,
            "co": [office for office, of in helping if of == agency.id],
            **({"agencies": others} if others else {}),
            "leader": leader.pk if leader else version.lead_office_id,
        },
        options=version.options,
    )


def _limit(value: dict[str, Any] | None) -> Limit | None:
    return Limit.from_dict(value) if value else None
