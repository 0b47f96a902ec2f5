"""One act of law per file; every change of a case goes through one of these.

guard (right, post or delegation, state, process allows it, input complete) → change → record (one ledger
event with what a judge would ask for) → consequences through the process or subscribers. One transaction.
"""

from shenpi.apps.casework.acts.accept import accept
from shenpi.apps.casework.acts.accept_with_gap import accept_with_gap
from shenpi.apps.casework.acts.announce_offer import announce_offer
from shenpi.apps.casework.acts.apply_on_certificate import apply_on_certificate
from shenpi.apps.casework.acts.apply_to_court import apply_to_court
from shenpi.apps.casework.acts.approve_case import approve_case
from shenpi.apps.casework.acts.approve_extension import approve_extension
from shenpi.apps.casework.acts.approve_measure import approve_measure
from shenpi.apps.casework.acts.approve_opinion_change import approve_opinion_change
from shenpi.apps.casework.acts.approve_suspension import approve_suspension
from shenpi.apps.casework.acts.arrange_meeting import arrange_meeting
from shenpi.apps.casework.acts.call_meeting import call_meeting, record_meeting
from shenpi.apps.casework.acts.cancel import cancel
from shenpi.apps.casework.acts.check_commitment import check_commitment
from shenpi.apps.casework.acts.check_originals import call_for_originals, check_originals
from shenpi.apps.casework.acts.close_case import close_case
from shenpi.apps.casework.acts.close_offer import close_offer
from shenpi.apps.casework.acts.collect import collect
from shenpi.apps.casework.acts.correct_on_the_spot import correct_on_the_spot
from shenpi.apps.casework.acts.decide import decide
from shenpi.apps.casework.acts.decide_levy import decide_levy
from shenpi.apps.casework.acts.decide_penalty import Imposed, decide_penalty
from shenpi.apps.casework.acts.decide_seizure import decide_seizure
from shenpi.apps.casework.acts.deem_accepted import deem_accepted
from shenpi.apps.casework.acts.deem_renewed import deem_renewed
from shenpi.apps.casework.acts.dispatch import dispatch
from shenpi.apps.casework.acts.draft_offer import Terms, draft_offer
from shenpi.apps.casework.acts.end_suspension import end_suspension
from shenpi.apps.casework.acts.enter_afterwards import Past, enter_afterwards
from shenpi.apps.casework.acts.escalate import ESCALATE, escalate
from shenpi.apps.casework.acts.examine import examine
from shenpi.apps.casework.acts.fill_gap import fill_gap
from shenpi.apps.casework.acts.forward import forward, register_reply
from shenpi.apps.casework.acts.hand_over_paper import decline_paper, hand_over_paper, take_paper
from shenpi.apps.casework.acts.hear_third_party import hear_third_party
from shenpi.apps.casework.acts.hold_hearing import hold_hearing
from shenpi.apps.casework.acts.import_filing import Scan, import_filing, unscanned
from shenpi.apps.casework.acts.investigate import Findings, investigate
from shenpi.apps.casework.acts.issue import issue
from shenpi.apps.casework.acts.lapse import lapse_payment, lapse_supplement
from shenpi.apps.casework.acts.legal_review import legal_review
from shenpi.apps.casework.acts.note_declaration import note_declaration
from shenpi.apps.casework.acts.notify_payment import notify_payment
from shenpi.apps.casework.acts.open_case import Matter, faults_of, open_case
from shenpi.apps.casework.acts.order_field_check import order_field_check
from shenpi.apps.casework.acts.order_hearing import order_hearing
from shenpi.apps.casework.acts.order_inspection import order_inspection
from shenpi.apps.casework.acts.order_rectification import check_rectification, order_rectification
from shenpi.apps.casework.acts.pay_out import pay_out
from shenpi.apps.casework.acts.post_documents import post_documents, record_undelivered
from shenpi.apps.casework.acts.propose_cancellation import propose_cancellation
from shenpi.apps.casework.acts.propose_disposal import propose_disposal
from shenpi.apps.casework.acts.propose_recall import propose_recall
from shenpi.apps.casework.acts.propose_revocation import propose_revocation
from shenpi.apps.casework.acts.publish import publish
from shenpi.apps.casework.acts.recall import recall
from shenpi.apps.casework.acts.receive import receive
from shenpi.apps.casework.acts.receive_bundle import receive_bundle
from shenpi.apps.casework.acts.record_bid import record_bid
from shenpi.apps.casework.acts.record_claim import answer_hearing, record_claim
from shenpi.apps.casework.acts.record_field_check import record_field_check, sign_field_check
from shenpi.apps.casework.acts.record_inspection import Inspection, record_inspection, sign_inspection
from shenpi.apps.casework.acts.record_payment import record_payment
from shenpi.apps.casework.acts.record_statement import record_statement
from shenpi.apps.casework.acts.refund_deposits import refund_deposits
from shenpi.apps.casework.acts.refuse_acceptance import refuse_acceptance
from shenpi.apps.casework.acts.refuse_claim import refuse_claim
from shenpi.apps.casework.acts.register_bidder import Bidder, register_bidder
from shenpi.apps.casework.acts.reject_declaration import reject_declaration
from shenpi.apps.casework.acts.remind_renewal import remind_renewal
from shenpi.apps.casework.acts.request_correction import request_correction
from shenpi.apps.casework.acts.request_extension import request_extension
from shenpi.apps.casework.acts.request_opinion_change import request_opinion_change
from shenpi.apps.casework.acts.request_suspension import request_suspension
from shenpi.apps.casework.acts.return_property import return_property
from shenpi.apps.casework.acts.review import review
from shenpi.apps.casework.acts.revoke import revoke
from shenpi.apps.casework.acts.schedule_hearing import schedule_hearing
from shenpi.apps.casework.acts.seize import Taking, seize
from shenpi.apps.casework.acts.send_back import send_back
from shenpi.apps.casework.acts.serve import serve
from shenpi.apps.casework.acts.settle_payment import settle_payment
from shenpi.apps.casework.acts.sign_contract import sign_contract
from shenpi.apps.casework.acts.supplement import supplement
from shenpi.apps.casework.acts.tell_hearing_rights import tell_hearing_rights
from shenpi.apps.casework.acts.tell_penalty import tell_penalty
from shenpi.apps.casework.acts.tell_third_parties import Party, tell_third_parties
from shenpi.apps.casework.acts.urge_performance import urge_performance
from shenpi.apps.casework.acts.withdraw import withdraw
from shenpi.apps.casework.filing import Bundled, Filing, HandedIn
from shenpi.apps.casework.receiving import AUTHORISATION

__all__ = [
    "AUTHORISATION",
    "ESCALATE",
    "Bidder",
    "Bundled",
    "Filing",
    "Findings",
    "HandedIn",
    "Imposed",
    "Inspection",
    "Matter",
    "Party",
    "Past",
    "Scan",
    "Taking",
    "Terms",
    "accept",
    "accept_with_gap",
    "announce_offer",
    "answer_hearing",
    "apply_on_certificate",
    "apply_to_court",
    "approve_case",
    "approve_extension",
    "approve_measure",
    "approve_opinion_change",
    "approve_suspension",
    "arrange_meeting",
    "call_for_originals",
    "call_meeting",
    "cancel",
    "check_commitment",
    "check_originals",
    "check_rectification",
    "close_case",
    "close_offer",
    "collect",
    "correct_on_the_spot",
    "decide",
    "decide_levy",
    "decide_penalty",
    "decide_seizure",
    "decline_paper",
    "deem_accepted",
    "deem_renewed",
    "dispatch",
    "draft_offer",
    "end_suspension",
    "enter_afterwards",
    "escalate",
    "examine",
    "faults_of",
    "fill_gap",
    "forward",
    "hand_over_paper",
    "hear_third_party",
    "hold_hearing",
    "import_filing",
    "investigate",
    "issue",
    "lapse_payment",
    "lapse_supplement",
    "legal_review",
    "note_declaration",
    "notify_payment",
    "open_case",
    "order_field_check",
    "order_hearing",
    "order_inspection",
    "order_rectification",
    "pay_out",
    "post_documents",
    "propose_cancellation",
    "propose_disposal",
    "propose_recall",
    "propose_revocation",
    "publish",
    "recall",
    "receive",
    "receive_bundle",
    "record_bid",
    "record_claim",
    "record_field_check",
    "record_inspection",
    "record_meeting",
    "record_payment",
    "record_statement",
    "record_undelivered",
    "refund_deposits",
    "refuse_acceptance",
    "refuse_claim",
    "register_bidder",
    "register_reply",
    "reject_declaration",
    "remind_renewal",
    "request_correction",
    "request_extension",
    "request_opinion_change",
    "request_suspension",
    "return_property",
    "review",
    "revoke",
    "schedule_hearing",
    "seize",
    "send_back",
    "serve",
    "settle_payment",
    "sign_contract",
    "sign_field_check",
    "sign_inspection",
    "supplement",
    "take_paper",
    "tell_hearing_rights",
    "tell_penalty",
    "tell_third_parties",
    "unscanned",
    "urge_performance",
    "withdraw",
]
