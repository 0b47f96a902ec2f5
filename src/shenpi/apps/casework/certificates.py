"""A certificate's later life: renewal, change, revocation, recall, cancellation as cases of their own upon it.

What such a case is upon stands in its context as `upon`; its process is the newest published one of its purpose. The
acts are those of every case, but its papers and what its decision does are here (行政许可法 arts 8, 49, 50, 69, 70).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps import exchange, rows, timekeeping
from shenpi.apps.casework.certificate_models import CertificateCase
from shenpi.apps.casework.models import Case
from shenpi.apps.casework.states import ENDED, Outcome, State
from shenpi.apps.casework.unit import Unit
from shenpi.apps.catalogue import processes
from shenpi.apps.catalogue.acts import publish_process
from shenpi.apps.catalogue.models import ItemVersion
from shenpi.apps.documents import facts, standing
from shenpi.apps.documents.models import Certificate
from shenpi.apps.documents.standing import APPLIED_FOR, STRUCK_OFF, Purpose, Standing
from shenpi.apps.errors import NotFound, Refusal, worded
from shenpi.apps.ids import uuid7
from shenpi.core import contracts
from shenpi.core.process import template

PAPERS: Mapping[str, Mapping[str, str]] = {
    Purpose.RENEWAL: {"grant_decision": "renewal_decision", "refusal_decision": "renewal_refusal"},
    Purpose.CHANGE: {"grant_decision": "change_decision", "refusal_decision": "change_refusal"},
}
"""What the decisions of an act are called on paper in a case upon a certificate."""

HOLDER = "持证人"
"""What papers call the holder."""
UNKNOWN = _("没有这个证照。请核对证照编号。")


@dataclass(frozen=True)
class Upon:
    """Which certificate a filing is about, and what is asked for."""

    certificate_id: UUID
    purpose: str


def locked(certificate_id: UUID) -> Certificate:
    """Return a certificate, locked for the transaction. Raises NotFound."""
    found = Certificate.objects.select_for_update(of=("self",)).select_related("document")
    certificate = found.filter(pk=certificate_id).first()
    if certificate is None:
        raise NotFound("certificate_unknown", UNKNOWN)
    return certificate


def issuing_case(certificate_id: UUID) -> Case:
    """Return the case in which a certificate was issued, with its item. Raises NotFound."""
    issued = Certificate.objects.filter(pk=certificate_id).values("document__case_id")
    found = Case.objects.select_related("item_version__item__current").filter(pk__in=issued).first()
    if found is None:
        raise NotFound("certificate_unknown", UNKNOWN)
    return found


def version_of(case: Case) -> ItemVersion:
    """Return the version by which a later case of the same item is handled: the current one, else its own."""
    current = case.item_version.item.current
    return current if current is not None and current.process_id is not None else case.item_version


def attach(unit: Unit, upon: Upon) -> Certificate:
    """Put a new case upon its certificate, under the process of its purpose. Raises Refusal, NotFound.

    Only one case of a purpose is open at a time, and only one that is to end it; renewal is asked for in time
    (art. 50.1), and nothing but revocation and cancellation happens to a certificate that has expired.
    """
    certificate, day = locked(upon.certificate_id), timekeeping.local(unit.now).date()
    stands = standing.of(certificate, day)
    if stands == Standing.EXPIRED and upon.purpose in APPLIED_FOR:
        raise Refusal("certificate_expired", _("该证照已过有效期，不能延续或者变更。请重新申请。"))
    if not standing.may_be(upon.purpose, stands):
        raise Refusal("certificate_ended", _("该证照已被换发、撤销、撤回或者注销，不能再办理。"))
    open_cases = CertificateCase.objects.filter(certificate=certificate).exclude(case__state__in=ENDED)
    if upon.purpose in APPLIED_FOR:
        open_cases = open_cases.filter(purpose=upon.purpose)
    else:
        open_cases = open_cases.exclude(purpose__in=APPLIED_FOR)
    if open_cases.exists():
        raise Refusal("already_upon", _("该证照已有同类办件正在办理，请等它办结。"))
    if upon.purpose == Purpose.RENEWAL:
        _guard_in_time(certificate, day)
    until = certificate.valid_until
    about = {
        "certificate": str(certificate.pk),
        "purpose": str(upon.purpose),
        "name": certificate.kind,
        "number": certificate.document.number,
        "valid_until": until.isoformat() if until else None,
    }
    context = {**unit.case.context, "upon": about, "fee_due": False, "certificate_due": True}
    unit.set(process_id=process_id(upon.purpose), context=context)
    unit.insert(CertificateCase(case_id=unit.case.id, certificate=certificate, purpose=upon.purpose))
    return certificate


def _guard_in_time(certificate: Certificate, day: date) -> None:
    if certificate.valid_until is None:
        raise Refusal("no_expiry", _("该证照长期有效，不需要延续。"))
    last = standing.renew_by(certificate.valid_until)
    if day > last:
        raise Refusal(
            "renewal_late",
            worded(
                _("延续应当在有效期届满三十日前（%(day)s前）申请，现已超过。请按新申请办理。"),
                day=f"{last.year}年{last.month}月{last.day}日",
            ),
        )


def process_id(purpose: str) -> UUID:
    """Return the newest published process of a purpose; the shipped one is published with its first use."""
    key = f"certificate_{purpose}"
    return (processes.newest(key) or publish_process(key, template(key))).pk


def purpose_of(case: Case) -> str:
    """Return what a case upon a certificate is about; empty for every other case."""
    return str(case.context.get("upon", {}).get("purpose", ""))


def paper(case: Case, kind: str) -> tuple[str, dict[str, Any]]:
    """Return as which kind of document a case issues `kind`, with what it says of the certificate."""
    upon = case.context.get("upon")
    if not upon:
        return kind, {}
    about = {"certificate": upon["name"], "certificate_number": upon["number"]}
    named = PAPERS.get(upon["purpose"], {}).get(kind, kind)
    if named == "renewal_decision":
        about |= {"valid_until_before": upon["valid_until"], "valid_until": _renewed_until(case)}
    if named == "change_decision":
        about["changes"] = changes(case)
    return named, {} if kind == "certificate" else about


def changes(case: Case) -> list[dict[str, str]]:
    """Return what the applicant asks to be changed, as label and new words."""
    asked = case.form
    rows_ = [{"label": HOLDER, "value": asked["holder"]}] if asked.get("holder") else []
    if asked.get("subject") and asked.get("after"):
        rows_.append({"label": asked["subject"], "value": asked["after"]})
    return rows_


def decided(unit: Unit) -> dict[str, Any]:
    """Let a decision upon a certificate take effect; returns what the event tells. Nothing for any other case.

    Raises Refusal when what would be renewed or changed is void, or when the law has already renewed it (art. 50.2).
    """
    purpose, granted = purpose_of(unit.case), unit.case.outcome == Outcome.GRANTED
    if not purpose:
        return {}
    stands = standing.of(of(unit), timekeeping.local(unit.now).date())
    if purpose == Purpose.RENEWAL and stands == Standing.EXPIRED:
        raise Refusal("renewed_by_law", _("有效期已届满，依法视为准予延续，由系统自动办理。"))
    if granted and stands != Standing.IN_FORCE:
        raise Refusal("certificate_ended", _("该证照已不在有效状态，不能准予延续或者变更。"))
    return effect(unit) if granted else {}


def effect(unit: Unit) -> dict[str, Any]:
    """Let a granted renewal move the expiry at once; returns what the event tells."""
    if purpose_of(unit.case) != Purpose.RENEWAL:
        return {}
    certificate = of(unit)
    certificate.valid_until = date.fromisoformat(_renewed_until(unit.case))
    certificate.reminded_on = None
    return {"certificates": [alter(unit, certificate, "valid_until", "reminded_on")]}


def end(unit: Unit, becomes: Standing) -> list[dict[str, Any]]:
    """Let the case's certificate be revoked, recalled or cancelled from today; returns what the event tells.

    One that is void already is struck off (art. 70.4). Raises Refusal while its successor is being made: that one is to
    be ended then.
    """
    certificate = of(unit)
    granted = CertificateCase.objects.filter(certificate=certificate, purpose__in=APPLIED_FOR)
    if granted.filter(case__state=State.DECIDED, case__outcome=Outcome.GRANTED).exists():
        raise Refusal("successor_due", _("该证照已准予延续或者变更，正在换发。请待换发后对新证照办理。"))
    struck_off = becomes == Standing.CANCELLED and certificate.standing in STRUCK_OFF
    if certificate.standing != Standing.IN_FORCE and not struck_off:
        raise Refusal("certificate_ended", _("该证照已被换发、撤销、撤回或者注销，不能再办理。"))
    certificate.standing = becomes
    certificate.standing_on = timekeeping.local(unit.now).date()
    return [alter(unit, certificate, "standing", "standing_on")]


def succeed(unit: Unit) -> dict[str, Any]:
    """Return the facts of the certificate that a granted renewal or change issues instead of the old one."""
    certificate = of(unit)
    old = certificate.document.data
    kept = {key: old[key] for key in ("certificate", "holder", "holder_code", "content") if old.get(key)}
    end_on = certificate.valid_until.isoformat() if certificate.valid_until else None
    if purpose_of(unit.case) == Purpose.RENEWAL:
        before = date.fromisoformat(unit.case.context["upon"]["valid_until"])
        return {**kept, "valid_from": (before + timedelta(days=1)).isoformat(), "valid_until": end_on}
    asked = {row["label"]: row["value"] for row in changes(unit.case)}
    if holder := asked.pop(HOLDER, ""):
        kept["holder"] = holder
    content = {row["label"]: row["value"] for row in kept.get("content", ())} | asked
    kept["content"] = [{"label": label, "value": value} for label, value in content.items()]
    return {**kept, "valid_until": end_on}


def replace(unit: Unit, successor: Certificate) -> list[dict[str, Any]]:
    """Let the old certificate end with the issue of its successor; returns what the event tells."""
    certificate = of(unit)
    certificate.standing, certificate.replaced_by = Standing.REPLACED, successor
    certificate.standing_on = timekeeping.local(unit.now).date()
    return [alter(unit, certificate, "standing", "standing_on", "replaced_by")]


def alter(unit: Unit, certificate: Certificate, *changed: str) -> dict[str, Any]:
    """Write a changed certificate, tell the public zone, and return what the event tells of it."""
    certificate.standing_by = unit.case.id
    unit.execute(rows.update(certificate, [*changed, "standing_by"]))
    tell(certificate)
    return told(certificate)


def told(certificate: Certificate) -> dict[str, Any]:
    """Return what a ledger's event tells of a certificate."""
    until = certificate.valid_until.isoformat() if certificate.valid_until else None
    return {"id": str(certificate.pk), "standing": str(certificate.standing), "valid_until": until}


def compared(case: Case, said: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the certificates that this case changed last, as their rows and as its ledger have them."""
    changed = Certificate.objects.filter(standing_by=case.id)
    stand = {str(row.pk): (str(row.standing), told(row)["valid_until"]) for row in changed}
    return stand, {key: value for key, value in said.items() if key in stand}


def tell(certificate: Certificate) -> None:
    """Send where a certificate stands to the public zone, in the caller's transaction."""
    now = timekeeping.now()
    until = certificate.valid_until
    data = {
        "document_id": str(certificate.pk),
        "case_id": str(certificate.document.case_id),
        "certificate": certificate.kind,
        "number": certificate.document.number,
        "holder": certificate.holder,
        "issued_on": certificate.issued_on.isoformat(),
        "valid_until": until.isoformat() if until else None,
        "standing": str(certificate.standing),
        "standing_on": certificate.standing_on.isoformat() if certificate.standing_on else None,
        "told_at": contracts.moment(now),
    }
    exchange.send(
        contracts.message(
            type=contracts.PREFIX + "certificate.standing",
            source="/internal/documents",
            subject=data["case_id"],
            data=data,
            time=now,
            id=uuid7(),
        )
    )


def of(unit: Unit) -> Certificate:
    """Return the certificate that the unit's case is upon, locked."""
    return locked(UUID(unit.case.context["upon"]["certificate"]))


def _renewed_until(case: Case) -> str:
    """Return the last day of the renewed validity: as many years as the item gives, after the old last day."""
    upon, certificate = case.context["upon"], case.item_version.certificate or {}
    first = date.fromisoformat(upon["valid_until"]) + timedelta(days=1)
    until = facts.valid_until({"years": certificate.get("years") or 1}, first)
    return until.isoformat() if until else str(upon["valid_until"])
