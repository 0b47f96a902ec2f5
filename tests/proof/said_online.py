"""What is sent from the public zone, and what the payment platform answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from shenpi.apps import timekeeping
from shenpi.apps.casework import intake_queries
from shenpi.apps.documents.models import Certificate
from shenpi.apps.documents.rendering import render_now
from shenpi.apps.exchange.pumping import settle
from shenpi.apps.ids import uuid7
from shenpi.apps.payments import platform
from shenpi.apps.payments.models import PaymentOrder
from tests.proof.filing import RESIDENT
from tests.support.public_zone import pdf

if TYPE_CHECKING:
    from tests.proof.taking import Taker
    from tests.proof.words import Said


def _certificate(desk: Taker) -> Said:
    """The certificate that was issued last; its holder sees it once there is its paper."""
    found = Certificate.objects.select_related("document").get(pk=desk.certificate())
    render_now(found.document)
    settle()
    return {"certificate_id": found.pk}


def _own(desk: Taker) -> Said:
    return {"application_id": desk.case.pk}


def _paid(desk: Taker) -> platform.Answer:
    order = desk.pick(*PaymentOrder.objects.filter(case_id=desk.case.pk))
    return platform.Answer(order.pk, platform.PAID, "P1", order.amount, timekeeping.now(), "川财42")


def _answer(desk: Taker) -> Said:
    case = desk.case
    faults = case.correction.faults if hasattr(case, "correction") else ()
    keys = [row["key"] for row in faults if row["key"] != "form"]
    return {"draft_id": desk.filer.answer(case.pk, keys).pk}


def _gap(desk: Taker) -> Said:
    keys = [row["key"] for row in intake_queries.gap(desk.case) or ()]
    return {**_own(desk), "uploads": {key: desk.filer.upload(key) for key in keys}}


def _coded(desk: Taker) -> Said:
    return {"number": desk.pick(*desk.filer.mandates).number, "code": desk.filer.code}


ONLINE: dict[str, Callable[[Taker], Said]] = {
    "public.submit": lambda desk: {"draft_id": desk.filer.draft(desk.kind).pk},
    "public.submit_bundle": lambda desk: {"draft_id": desk.filer.together().pk},
    "public.file_whole": lambda desk: {
        "token": uuid7(),
        "version": desk.county.items[desk.kind],
        "form_data": {"project": "厂房"},
        "materials": [(key, pdf()) for key in ("application", "plan")],
    },
    "public.supplement": lambda desk: _answer(desk),
    "public.fill_gap": _gap,
    "public.request_withdrawal": lambda desk: {**_own(desk), "reason": "不办了"},
    "public.answer_hearing": lambda desk: {**_own(desk), "claims": desk.pick(True, False)},
    "public.declare_payment": lambda desk: {**_own(desk), "receipt_number": "川财9"},
    "public.pay_online": _own,
    "public.apply_on_certificate": lambda desk: {
        **_certificate(desk),
        "purpose": desk.pick("change", "renewal"),
        "form": {"holder": "新名称", "reason": "改名", "statement": "继续使用"},
        "token": uuid7(),
    },
    "public.record_mandate": lambda desk: {
        "token": uuid7(),
        "values": {
            **RESIDENT,
            "begins_on": "2026-03-01",
            "ends_on": "2026-12-31",
            "powers": ["receive", "dispose"],
        },
        "file": desk.filer.upload("authorisation"),
    },
    "public.end_mandate": lambda desk: {"mandate_id": desk.pick(*desk.filer.mandates).pk},
    "public.revoke_mandate": _coded,
    "public.take_mandate": _coded,
    "payments.settle": lambda desk: {"answer": _paid(desk)},
}
