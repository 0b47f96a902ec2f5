"""The facts that each kind of document states, and their preparation for the page.

Facts are JSON: days as ISO dates (Asia/Shanghai), money as decimal strings in yuan, limits as
`{"amount": 20, "unit": "working_days" | …}` (core.worktime.Unit). User text is data only: a template prints
it and never reads it as markup.

Every kind: case_number, item, agency, applicant, received_on; optional item_type (GB/T 39046, default
licence), agent, enquiries (body and telephone for questions).

| kind | required | optional |
|---|---|---|
| receipt_voucher | materials [{name, copies, form}] | received_by, channel, answer_due_on, note |
| acceptance_notice | accepted_on | materials, received_by, {promised,statutory}_limit, due_on, deemed, supplemented |
| correction_notice | faults [{name, problem}] | due_on |
| non_acceptance_notice | reason | ground, basis, referral, remedies |
| payment_notice | amount, due_on | items [{name, amount, basis}], basis, account {name, bank, number}, unpaid |
| payment_voucher | amount, paid_on, collected_by | items, basis, receipt_number, fiscal_number |
| grant_decision | | decision, basis, conditions [], certificate, valid_until |
| refusal_decision | reason | basis, remedies |
| certificate | certificate | holder, holder_code, content [{label, value}], valid_from, valid_until or years |
| withdrawal_decision | | requested_on, reason |
| originals_notice | materials [{name}], place | |
| gap_notice | accepted_on, materials [{name}], due_on | |
| gap_termination | accepted_on, materials [{name}], promised_on | remedies |
| commitment_letter | commitments [{name, notice}] | |
| filing_return | | reason, materials [{name, copies}] |
| suspension_notice | procedure, reason, needed, {accepted,begins,ends}_on, approved_by | superior, due_before, _after |
| extension_notice | reason, extension, accepted_on, approved_by, due_before, due_after | |
| hearing_rights_notice | matter, claim_by | party, address |
| hearing_notice | held_at, place, chair | hold_by, ordered, party, address |
| hearing_refusal | ground, reason | basis, party, address |
| hearing_announcement | held_at, place, chair | matter |
| hearing_record | held_at, place, chair, attendees, record | |
| field_check_record | matter, checked_on, place, findings, officers [{name, remark}] | present |
| third_party_notice | party, matter, speak_by | address |
| statement_record | party, matter, heard_on, statement, recorder | |
| meeting_minutes | body, held_on, attendees, summary, conclusion, recorder | |
| superior_report | superior, opinion | |
| partial_grant_decision | granted, refused, reason, basis | decision, remedies |
| rectification_order | found, violated, demand, due_on | remedies |
| inspection_notice | matter, officers [], inspect_on | |
| inspection_record | matter, inspected_on, place, findings, result, officers [{name, remark}] | present |
| inspection_advice, inspection_letter | inspected_on, place, findings, result, and advice or recipient | |
| complaint_reply | about, result, text | basis, reviewable |
| service_proof | served [{title, number}], method, recipient, served_on, served_by | tracking, address, note |
| renewal_decision | certificate, certificate_number, valid_until, valid_until_before | deemed, decision |
| change_decision | certificate, certificate_number, changes [{label, value}] | decision |
| renewal_refusal, change_refusal | certificate, certificate_number, reason | basis, remedies |
| revocation_notice | certificate, certificate_number, ground, reason, answer_by | basis |
| revocation_decision | certificate, certificate_number, ground, reason, basis | fraud, heard, remedies |
| revocation_closed | certificate, certificate_number, reason | |
| recall_notice | certificate, certificate_number, ground, reason, compensation, answer_by | basis |
| recall_decision | certificate, certificate_number, ground, reason, basis, compensation | heard, remedies |
| recall_closed | certificate, certificate_number, reason | |
| cancellation_decision | certificate, certificate_number, ground, reason | remedies |
| benefit_decision | benefit, amount | every, decision, basis |
| payout_voucher | benefit, amount, paid_on, voucher_number, paid_by | every |
| case_approval | source, found, asked_by, approved_by | address, approved, opinion |
| investigation_report | facts, evidence, officers [], source, proposal | violated, basis, imposed [] |
| penalty_notice | facts, evidence, violated, basis, imposed [] | hearing |
| penalty_decision | those of its notice; address, reason | party_number, heard, owed, fine, remedies |
| penalty_exemption | facts, reason | dismissed, basis, heard |
| case_transfer | facts, evidence, reason | |
| levy_decision | address, items [{name, amount, basis}], amount, days, reason, basis | remedies |
| levy_waiver | reason | basis |
| performance_reminder | amount, due_on | surcharge, fine |
| enforcement_application | court, address, amount, urged_on | surcharge |

`heard` before a penalty: statement, hearing, or empty.
`form` of a material: original, copy, electronic, on_file, commitment. `ground` of non-acceptance: not_needed,
not_competent, incomplete, unanswered. `unpaid`: refuse, close. Validity in years ends with the day before the
anniversary.
`remedies`: {organ, court}, defaults below.
"""

import re
import unicodedata
from calendar import isleap
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from shenpi.apps.documents.amounts import capital

COMMON = frozenset({"case_number", "item", "agency", "applicant", "received_on"})
UPON = frozenset({"certificate", "certificate_number"})
"""What a document says of the certificate that its case is upon."""
TAKEN = frozenset({"address", "measure", "things", "taken_on", "until"})
"""What a document says of what was sealed or seized: things [{name, amount, condition}]."""
OFFERED = frozenset({"start", "step", "opens_on", "closes_on", "place"})
"""What a document says of an offer: prices in yuan, the days of the listing, and where."""
INSPECTED = frozenset({"inspected_on", "place", "findings", "result"})
"""What a document says of an inspection of the holder."""
REQUIRED = {
    "receipt_voucher": {"materials"},
    "acceptance_notice": {"accepted_on"},
    "correction_notice": {"faults"},
    "non_acceptance_notice": {"reason"},
    "payment_notice": {"amount", "due_on"},
    "payment_voucher": {"amount", "paid_on", "collected_by"},
    "grant_decision": set(),
    "refusal_decision": {"reason"},
    "certificate": {"certificate"},
    "withdrawal_decision": set(),
    "filing_return": set(),
    "originals_notice": {"materials", "place"},
    "gap_notice": {"accepted_on", "materials", "due_on"},
    "gap_termination": {"accepted_on", "materials", "promised_on"},
    "commitment_letter": {"commitments"},
    "suspension_notice": {
        "procedure",
        "reason",
        "needed",
        "accepted_on",
        "begins_on",
        "ends_on",
        "approved_by",
    },
    "extension_notice": {"reason", "extension", "accepted_on", "approved_by", "due_before", "due_after"},
    "hearing_rights_notice": {"matter", "claim_by"},
    "hearing_notice": {"held_at", "place", "chair"},
    "hearing_refusal": {"ground", "reason"},
    "hearing_announcement": {"held_at", "place", "chair"},
    "hearing_record": {"held_at", "place", "chair", "attendees", "record"},
    "field_check_record": {"matter", "checked_on", "place", "findings", "officers"},
    "third_party_notice": {"party", "matter", "speak_by"},
    "statement_record": {"party", "matter", "heard_on", "statement", "recorder"},
    "meeting_minutes": {"body", "held_on", "attendees", "summary", "conclusion", "recorder"},
    "superior_report": {"superior", "opinion"},
    "partial_grant_decision": {"granted", "refused", "reason", "basis"},
    "rectification_order": {"found", "violated", "demand", "due_on"},
    "inspection_notice": {"matter", "officers", "inspect_on"},
    "inspection_record": INSPECTED | {"matter", "officers"},
    "inspection_advice": INSPECTED | {"advice"},
    "inspection_letter": INSPECTED | {"recipient"},
    "complaint_reply": {"about", "result", "text"},
    "service_proof": {"served", "method", "recipient", "served_on", "served_by"},
    "renewal_decision": UPON | {"valid_until", "valid_until_before"},
    "renewal_refusal": UPON | {"reason"},
    "change_decision": UPON | {"changes"},
    "change_refusal": UPON | {"reason"},
    "revocation_notice": UPON | {"ground", "reason", "answer_by"},
    "revocation_decision": UPON | {"ground", "reason", "basis"},
    "revocation_closed": UPON | {"reason"},
    "recall_notice": UPON | {"ground", "reason", "compensation", "answer_by"},
    "recall_decision": UPON | {"ground", "reason", "basis", "compensation"},
    "recall_closed": UPON | {"reason"},
    "cancellation_decision": UPON | {"ground", "reason"},
    "benefit_decision": {"benefit", "amount"},
    "payout_voucher": {"benefit", "amount", "paid_on", "voucher_number", "paid_by"},
    "case_approval": {"source", "found", "asked_by", "approved_by"},
    "investigation_report": {"facts", "evidence", "officers", "source", "proposal"},
    "penalty_notice": {"facts", "evidence", "violated", "basis", "imposed"},
    "penalty_decision": {"address", "facts", "evidence", "violated", "reason", "basis", "imposed"},
    "penalty_exemption": {"facts", "reason"},
    "case_transfer": {"facts", "evidence", "reason"},
    "levy_decision": {"address", "items", "amount", "days", "reason", "basis"},
    "levy_waiver": {"reason"},
    "performance_reminder": {"amount", "due_on"},
    "enforcement_application": {"court", "address", "amount", "urged_on"},
    "measure_approval": {"source", "found", "asked_by", "approved_by"},
    "scene_record": TAKEN | {"taken_at", "place", "reason", "basis", "officers", "attended"},
    "seizure_decision": TAKEN | {"reason", "basis", "place"},
    "seizure_list": TAKEN | {"decision", "officers"},
    "seizure_extension": TAKEN | {"reason", "extension", "approved_by", "due_before"},
    "release_decision": TAKEN | {"reason", "article"},
    "disposal_decision": TAKEN | {"verdict", "reason", "basis"},
    "property_transfer": TAKEN | {"reason", "basis"},
    "offer_announcement": OFFERED | {"land", "deposit"},
    "bidder_notice": OFFERED | {"party", "bidder_number", "deposit"},
    "deal_confirmation": {
        *("land", "party", "bidder_number", "amount", "deposit", "place", "closed_on", "contract_by"),
    },
    "offer_result": {"land", "bidders", "closed_on"},
    "deposit_forfeiture": {"party", "deposit", "amount", "reason"},
    "deposit_refund": {"rows", "deposit", "amount", "refunded_on", "voucher_number", "paid_by"},
    "return_voucher": TAKEN | {"returned_on", "recipient", "returned_by"},
}

UNITS = {"working_days": "个工作日", "calendar_days": "日", "months": "个月", "hours": "小时"}
REMEDIES = {"organ": "本级人民政府", "court": "有管辖权的人民法院"}
"""Reconsideration of a local department's act lies with its own level's government (行政复议法 2023 art. 24)."""

_DROPPED = {"Cc", "Cf", "Cs"}
_KEPT = {"\n", "\u200d"}
_UNBROKEN = re.compile(
    "[!-~]{24,}"
)  # a link or a serial number, which may then break after every eighth sign
_EIGHT = re.compile("[!-~]{8}")


def check(kind: str, data: Mapping[str, Any]) -> None:
    """Raise ValueError when facts that the kind must state are missing (an act's fault, not a person's)."""
    missing = sorted(key for key in COMMON | REQUIRED[kind] if data.get(key) in (None, ""))
    if missing:
        raise ValueError(f"{kind} lacks {', '.join(missing)}")


def printable(data: Mapping[str, Any], issued_on: date) -> dict[str, Any]:
    """Return the facts as a template takes them: clean text, limits in words, amounts in figures and capitals."""
    facts: dict[str, Any] = clean(data)
    facts["remedies"] = {**REMEDIES, **(facts.get("remedies") or {})}
    for key in ("promised_limit", "statutory_limit", "needed", "extension"):
        if facts.get(key):
            facts[key] = f"{facts[key]['amount']}{UNITS[facts[key]['unit']]}"
    if end := valid_until(data, issued_on):
        facts["valid_until"] = end.isoformat()
    if "amount" in facts:
        whole = {"name": facts["item"], "amount": facts["amount"], "basis": facts.get("basis") or ""}
        facts["items"] = [
            {**row, "amount": money(Decimal(row["amount"]))} for row in facts.get("items") or [whole]
        ]
        facts["amount_capital"] = capital(Decimal(facts["amount"]))
        facts["amount"] = money(Decimal(facts["amount"]))
    for key in ("start", "step", "deposit"):
        if facts.get(key):
            facts[key] = money(Decimal(facts[key]))
    for key in ("owed", "surcharge"):
        if facts.get(key):
            facts[key + "_capital"], facts[key] = capital(Decimal(facts[key])), money(Decimal(facts[key]))
    return facts


def valid_until(data: Mapping[str, Any], issued_on: date) -> date | None:
    """Return the last day of validity: as given, or `years` from the issue; None without end."""
    if data.get("valid_until"):
        return date.fromisoformat(data["valid_until"])
    if not data.get("years"):
        return None
    year = issued_on.year + int(data["years"])
    if (issued_on.month, issued_on.day) == (2, 29) and not isleap(year):
        return date(year, 2, 28)
    return issued_on.replace(year=year) - timedelta(days=1)


def money(amount: Decimal) -> str:
    """Return an amount in yuan as printed, e.g. ¥1,200.00."""
    return f"¥{amount:,.2f}"


def clean(value: Any) -> Any:
    """Return the value without signs that have no shape on paper, or that turn the direction of writing.

    Characters are not normalised: a compatibility variant may be the very character of a person's name.
    """
    if isinstance(value, str):
        text = value.replace("\r\n", "\n").replace("\t", " ")
        shaped = "".join(c for c in text if c in _KEPT or unicodedata.category(c) not in _DROPPED)
        return _UNBROKEN.sub(lambda run: _EIGHT.sub("\\g<0>\u200b", run[0]), shaped)
    if isinstance(value, Mapping):
        return {key: clean(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [clean(part) for part in value]
    return value
