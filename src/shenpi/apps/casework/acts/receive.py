"""接件: take in a filing, at the window or from the public zone, and give the receipt voucher."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.casework import bundles, certificates, items, numbering, official, papers, receiving, steps
from shenpi.apps.casework.authority import for_office
from shenpi.apps.casework.commitments import committed
from shenpi.apps.casework.filing import Bundled, Filing
from shenpi.apps.casework.first_event import header
from shenpi.apps.casework.models import Case, CaseMaterial
from shenpi.apps.casework.states import Channel
from shenpi.apps.casework.unit import SYSTEM, on_new_case
from shenpi.apps.catalogue import options, secrecy
from shenpi.apps.errors import Invalid, Refusal
from shenpi.apps.ids import uuid7
from shenpi.apps.organisation.models import Person
from shenpi.core.identifiers import hash_query_code, new_query_code, show_case_number
from shenpi.core.worktime import rules


def receive(filing: Filing, *, by: Person | None) -> Case:
    """Receive a filing and open its formal examination.

    `by` is the window clerk; None for a filing from the public zone, which the system receives at the moment of its
    submission. A paper filing gets its query code on the voucher. The five working days to answer run from the
    receipt (行政许可法 art. 32; D10-029, D10-030). Only the window and the portal take filings in (D3-001, D3-004);
    secret items never enter (D10-057). Raises NotAllowed, Refusal, Invalid.
    """
    item = items.facts(filing.version_id)
    if item.is_secret:
        raise secrecy.refusal(item.name, item.agency_name)
    if official.begins(item.item_type, item.options):
        raise Refusal("not_applied_for", _("这个事项由机关依职权办理，不接收申请。"))
    if not filing.applicant.get("name"):
        raise Invalid("applicant_missing", _("请填写申请人姓名或名称。"), fields={"applicant": [_("必填")]})
    now = timekeeping.now()
    terms = receiving.terms(item, filing, by, now)
    received_at = filing.filed_at or now
    answer_due_at = timekeeping.calendar().due(received_at, rules.RECEIPT_ANSWER.limit)
    case = Case(
        id=filing.case_id or uuid7(),
        number=filing.number or numbering.next_case_number(now),
        item_version_id=item.version_id,
        agency_id=item.agency_id,
        process_id=item.process_id,
        channel=(Channel.WINDOW if by else Channel.ONLINE).value,
        applicant=filing.applicant,
        form=filing.form,
        context={**_context(item), **terms.context},
        clerk_id=by.pk if by else None,
        received_at=received_at,
        answer_due_at=answer_due_at,
    )
    code = _query_code(filing) if by else ""
    with on_new_case(case, by) as unit:
        if filing.upon is not None:
            certificates.attach(unit, filing.upon)
        together = bundles.attach(unit, filing.bundle) if filing.bundle else {}
        actor = for_office(unit, by, item.offices["accept"], "receive") if by else SYSTEM
        for material in filing.materials:
            unit.insert(CaseMaterial(case_id=case.id, **vars(material)))
        voucher = papers.issue(
            unit,
            "receipt_voucher",
            materials=receiving.listed(filing.materials),
            received_by=actor.signature,
            channel=case.channel,
            answer_due_on=papers.day(answer_due_at),
            note=_voucher_note(code, filing.bundle),
        )
        brought, letters = terms.begin(unit, actor)
        opened = steps.start(unit)
        unit.record(
            "case.received",
            {
                **header(case, item),
                "applicant": committed(case, case.applicant),
                "form": committed(case, case.form),
                "materials": [m.told() for m in filing.materials],
                "received_at": received_at.isoformat(),
                "answer_due_at": answer_due_at.isoformat(),
                "handling": "immediate" if item.immediate else "committed",
                **({"query_code_hash": hash_query_code(code, case.number)} if code else {}),
                **brought,
                **receiving.filed_for(case.applicant),
                **({"upon": case.context["upon"]} if filing.upon else {}),
                **together,
                "documents": [voucher, *letters],
                "opened": opened,
            },
            actor,
        )
    return case


def _voucher_note(code: str, bundle: Bundled | None) -> str:
    if not code:
        return ""
    note = papers.chinese(_("凭办件编号和查询码 {code} 可查询办理进度。")).format(code=code)
    if bundle is None:
        return note
    together = papers.chinese(_("凭一件事编号 {number} 和同一查询码，可查一起申请的全部事项。"))
    return note + together.format(number=show_case_number(bundle.number))


def _query_code(filing: Filing) -> str:
    return (filing.bundle and filing.bundle.query_code) or new_query_code()


def _context(item: items.ItemFacts) -> dict[str, Any]:
    """The values that the process's conditions and limits ask for; dispatch and decision may change them."""
    return {
        "offices": item.offices,
        "fee_due": bool(item.fee.get("due")),
        "unpaid": item.fee.get("unpaid", "refuse"),
        "certificate_due": item.certificate is not None,
        "forward_needed": False,
        "limits": {
            "correction_limit": item.correction.to_text(),
            "payment_limit": item.payment.to_text(),
            **(options.answering(item.options) if "agencies" in item.offices else {}),
        },
    }
