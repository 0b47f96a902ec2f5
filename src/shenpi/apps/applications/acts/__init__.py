"""What an applicant does, one act per file; each is one transaction."""

from .answer_hearing import answer_hearing
from .apply_on_certificate import apply_on_certificate, objection
from .declare_payment import declaration_rejected, declare_payment
from .draft import attach, detach, discard, save_section, start_answer, start_bundle, start_draft
from .end_mandate import end_mandate, revoke_mandate, take_mandate
from .file_whole import file_whole
from .fill_gap import fill_gap
from .pay_online import pay_online
from .record_mandate import record_mandate
from .request_withdrawal import request_withdrawal
from .sign_up import sign_up
from .submit import submit
from .submit_bundle import submit_bundle
from .supplement import supplement
from .undertake import undertake
from .upload import Upload

__all__ = [
    "Upload",
    "answer_hearing",
    "apply_on_certificate",
    "attach",
    "declaration_rejected",
    "declare_payment",
    "detach",
    "discard",
    "end_mandate",
    "file_whole",
    "fill_gap",
    "objection",
    "pay_online",
    "record_mandate",
    "request_withdrawal",
    "revoke_mandate",
    "save_section",
    "sign_up",
    "start_answer",
    "start_bundle",
    "start_draft",
    "submit",
    "submit_bundle",
    "supplement",
    "take_mandate",
    "undertake",
]
