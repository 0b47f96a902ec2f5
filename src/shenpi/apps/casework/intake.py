"""What the public zone sends (filings, supplements, withdrawals, payments), taken in by acts as at the window."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, certificates, trust
from shenpi.apps.casework.models import Case
from shenpi.apps.catalogue import queries as catalogue
from shenpi.apps.catalogue.models import ItemVersion
from shenpi.apps.errors import NotFound

Message = Mapping[str, Any]


def take_filing(message: Message) -> None:
    """Receive an online filing under the number that the public zone gave it; a repetition changes nothing."""
    data = message["data"]
    case_id = UUID(data["id"])
    if Case.objects.filter(pk=case_id).exists():
        return
    version = ItemVersion.objects.filter(item__code=data["item_code"], number=data["item_version"]).first()
    if version is None:
        raise NotFound("item_version_unknown", _("内网没有这个事项版本，请先同步事项目录。"))
    acts.receive(
        acts.Filing(
            version_id=version.pk,
            applicant=data["applicant"],
            form=data["form_data"],
            materials=[*_materials(data), *_commitments(data, version)],
            follows=tuple(_undertaken(data, "follow")),
            case_id=case_id,
            number=data["number"],
            filed_at=datetime.fromisoformat(data["submitted_at"]),
            upon=_upon(data.get("upon")),
            bundle=_bundled(data.get("bundle")),
        ),
        by=None,
    )


def take_supplement(message: Message) -> None:
    """Take in what the applicant supplied after the correction notice."""
    data = message["data"]
    acts.supplement(UUID(data["case_id"]), by=None, materials=_materials(data), form=data.get("form_data"))


def take_withdrawal(message: Message) -> None:
    """Withdraw at the applicant's request."""
    data = message["data"]
    acts.withdraw(UUID(data["case_id"]), by=None, reason=data.get("reason", ""))


def take_declaration(message: Message) -> None:
    """Note that the applicant declares the fee paid; a repetition changes nothing."""
    data = message["data"]
    acts.note_declaration(
        UUID(data["case_id"]),
        receipt_number=data.get("receipt_number", ""),
        declared_at=datetime.fromisoformat(data["declared_at"]),
    )


def take_settlement(message: Message) -> None:
    """Enter a payment that the payment platform confirmed; the inbox hands each message over once."""
    data = message["data"]
    acts.settle_payment(
        UUID(data["case_id"]),
        amount=Decimal(data["amount"]),
        receipt_number=data.get("receipt_number", ""),
        paid_at=datetime.fromisoformat(data["paid_at"]),
    )


def take_hearing_answer(message: Message) -> None:
    """Take the applicant's claim of a hearing, or the waiver."""
    data = message["data"]
    acts.answer_hearing(UUID(data["case_id"]), claims=data["claims"])


def _upon(told: Mapping[str, str] | None) -> certificates.Upon | None:
    return certificates.Upon(UUID(told["certificate"]), told["purpose"]) if told else None


def _bundled(told: Mapping[str, Any] | None) -> acts.Bundled | None:
    if told is None:
        return None
    version = catalogue.bundle_told(told["code"], told["version"])
    if version is None:
        raise NotFound("bundle_version_unknown", _("内网没有这个一件事的版本，请先同步事项目录。"))
    return acts.Bundled(told["number"], version.pk)


def take_gap(message: Message) -> None:
    """Take in what was promised to follow the acceptance."""
    data = message["data"]
    acts.fill_gap(UUID(data["case_id"]), by=None, materials=_materials(data))


def _commitments(data: Mapping[str, Any], version: ItemVersion) -> list[acts.HandedIn]:
    """What is committed to instead of handed in. Of somebody not to be trusted the filing comes without, incomplete."""
    keys = set(_undertaken(data, "commitment"))
    if not keys or not trust.trusted(data["applicant"], timekeeping.now()):
        return []
    return [
        acts.HandedIn(key=row["key"], name=row["name"], form="commitment")
        for row in version.materials
        if row["key"] in keys
    ]


def _undertaken(data: Mapping[str, Any], kind: str) -> list[str]:
    return [row["key"] for row in data.get("undertakings", ()) if row["kind"] == kind]


def _materials(data: Mapping[str, Any]) -> list[acts.HandedIn]:
    return [
        acts.HandedIn(
            key=row["key"],
            name=row.get("name", row["key"]),
            sha256=row["sha256"],
            filename=row["filename"],
        )
        for row in data["materials"]
    ]
