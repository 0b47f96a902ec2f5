"""One act of law per file; every change of a case goes through one of these.

guard (right, post or delegation, state, process allows it, input complete) → change → record (one ledger
event with what a judge would ask for) → consequences through the process or subscribers. One transaction.
"""

from shenpi.apps.casework.acts.accept import accept
from shenpi.apps.casework.acts.approve_extension import approve_extension
from shenpi.apps.casework.acts.approve_opinion_change import approve_opinion_change
from shenpi.apps.casework.acts.approve_suspension import approve_suspension
from shenpi.apps.casework.acts.correct_on_the_spot import correct_on_the_spot
from shenpi.apps.casework.acts.call_meeting import call_meeting, record_meeting
from shenpi.apps.casework.acts.cancel import cancel
from shenpi.apps.casework.acts.check_commitment import check_commitment
from shenpi.apps.casework.acts.check_originals import call_for_originals, check_originals
from shenpi.apps.casework.acts.decide import decide
from shenpi.apps.casework.acts.deem_accepted import deem_accepted
from shenpi.apps.casework.acts.dispatch import dispatch
from shenpi.apps.casework.acts.deem_renewed import deem_renewed
from shenpi.apps.casework.acts.end_suspension import end_suspension
from shenpi.apps.casework.acts.examine import examine
from shenpi.apps.casework.acts.hold_hearing import hold_hearing
from shenpi.apps.casework.acts.issue import issue
from shenpi.apps.casework.acts.lapse import lapse_payment, lapse_supplement
from shenpi.apps.casework.acts.note_declaration import note_declaration
from shenpi.apps.casework.acts.notify_payment import notify_payment
from shenpi.apps.casework.acts.publish import publish
from shenpi.apps.casework.acts.receive import Filing, HandedIn, receive
from shenpi.apps.casework.acts.record_claim import answer_hearing, record_claim
from shenpi.apps.casework.acts.record_payment import record_payment
from shenpi.apps.casework.acts.refuse_acceptance import refuse_acceptance
from shenpi.apps.casework.acts.reject_declaration import reject_declaration
from shenpi.apps.casework.acts.request_correction import request_correction
from shenpi.apps.casework.acts.request_extension import request_extension
from shenpi.apps.casework.acts.order_field_check import order_field_check
from shenpi.apps.casework.acts.propose_cancellation import propose_cancellation
from shenpi.apps.casework.acts.propose_revocation import propose_revocation
from shenpi.apps.casework.acts.request_opinion_change import request_opinion_change
from shenpi.apps.casework.acts.request_suspension import request_suspension
from shenpi.apps.casework.acts.review import review
from shenpi.apps.casework.acts.schedule_hearing import schedule_hearing
from shenpi.apps.casework.acts.send_back import send_back
from shenpi.apps.casework.acts.record_statement import record_statement
from shenpi.apps.casework.acts.serve import serve
from shenpi.apps.casework.acts.supplement import supplement
from shenpi.apps.casework.acts.remind_renewal import remind_renewal
from shenpi.apps.casework.acts.tell_hearing_rights import tell_hearing_rights
from shenpi.apps.casework.acts.withdraw import withdraw

__all__ = [
    "Filing",
from shenpi.apps.casework.acts.revoke import revoke
    "HandedIn",
    "accept",
    "answer_hearing",
    "approve_extension",
    "approve_opinion_change",
    "approve_suspension",
    "correct_on_the_spot",
    "decide",
    "deem_accepted",
    "dispatch",
    "end_suspension",
    "examine",
    "hold_hearing",
    "issue",
    "lapse_payment",
    "lapse_supplement",
    "note_declaration",
    "notify_payment",
    "publish",
    "receive",
    "call_for_originals",
    "call_meeting",
    "cancel",
    "check_commitment",
    "check_originals",
    "record_claim",
    "record_payment",
    "refuse_acceptance",
    "reject_declaration",
    "deem_renewed",
    "request_correction",
    "request_extension",
    "request_opinion_change",
    "request_suspension",
    "review",
    "schedule_hearing",
    "send_back",
    "serve",
    "supplement",
    "tell_hearing_rights",
    "withdraw",
]
    "order_field_check",
    "propose_cancellation",
    "propose_revocation",
    "record_statement",
    "remind_renewal",
    "revoke",
