"""Rights, decided in one place, as data: which role may do which act (D3-016 to D3-019)."""

from __future__ import annotations

from collections.abc import Mapping

from .roles import Role

_READ = frozenset({"read_case"})
"""All staff may view the running of every case (D3-017); casework excepts private items."""

_INTAKE = frozenset(
    {
        "receive",
        "examine_formally",
        "accept",
        "request_correction",
        "refuse_acceptance",
        "correct_on_the_spot",
        "supplement",
        "record_claim",
        "record_statement",
        "serve",
        "import_filing",
        "check_originals",
        "enter_afterwards",
        "fill_gap",
        "pay_out",
    }
)
"""Receiving and serving belong to the window, and only to it (D3-001, D3-004)."""

_PAPER = frozenset({"handle_paper"})
"""Handing over and taking paper files, where the paper travels with the case (D10-028)."""

_EX_OFFICIO = frozenset(
    {
        "open_case",
        "investigate",
        "tell_penalty",
        "record_statement",
        "serve",
        "publish",
        "collect",
        "close_case",
        "seize",
        "propose_disposal",
        "return_property",
        "draft_offer",
        "register_bidder",
        "record_bid",
        "close_offer",
        "sign_contract",
        "refund_deposits",
    }
)
"""What handlers do in cases that their agency begins by itself: no window receives or serves for these (D8-015)."""

_CASHIER = frozenset({"notify_payment", "record_payment"})

_SIGN = frozenset(
    {
        "dispatch",
        "examine",
        "review",
        "decide",
        "revoke",
        "recall",
        "cancel",
        "send_back",
        "approve_case",
        "decide_penalty",
        "decide_levy",
        "approve_measure",
        "decide_seizure",
        "announce_offer",
    }
)
"""Acts of examination and signature; leaders hold them all (D3-019)."""

_MEET = frozenset({"joint_review", "executive_meeting", "call_meeting"})
"""Only the leader convenes a meeting and signs for it (D3-049 to D3-051)."""

_SERVE_MEETING = frozenset({"arrange_meeting", "record_meeting"})
"""Whoever serves the executive meeting puts cases on its agenda and writes its minutes (D3-050, D3-051)."""

_FORWARD = frozenset({"forward", "register_reply"})
"""The host office reports upward and registers the reply (D3-053)."""

_ASK = frozenset(
    {
        "request_suspension",
        "end_suspension",
        "request_extension",
        "request_opinion_change",
        "tell_hearing_rights",
        "order_hearing",
        "refuse_claim",
        "order_inspection",
        "record_inspection",
        "sign_inspection",
        "order_rectification",
        "check_rectification",
        "propose_revocation",
        "propose_recall",
        "propose_cancellation",
        "schedule_hearing",
        "hold_hearing",
        "order_field_check",
        "record_field_check",
        "sign_field_check",
        "tell_third_parties",
        "hear_third_party",
        "record_meeting",
    }
)
"""What who works on a case may ask for or conduct beside its drawn process."""

_CONSENT = frozenset({"approve_suspension", "approve_extension", "approve_opinion_change", "call_meeting"})
"""What only the leader may consent to or convene (行政许可法 art. 42, 45; D3-048, D3-049)."""

_ANSWER = frozenset({"answer_supervision"})
"""Answering a supervision order for one's office (D10-017); the leader answers for the agency."""

RIGHTS: Mapping[str, frozenset[str]] = {
    # Below the leader, "decide" serves only a step that a process gives to the role: immediate items at the
    # window (D1-026), township items by the head of the station (D2-014).
    Role.ACCEPTOR: _READ
    | _INTAKE
    | _PAPER
    | _CASHIER
    | _ANSWER
    | {"dispatch", "decide", "issue", "publish", "withdraw"},
    Role.HANDLER: _READ
    | _ASK
    | _PAPER
    | _FORWARD
    | _EX_OFFICIO
    | {"check_commitment", "examine", "send_back", "withdraw"},
    Role.OFFICE_HEAD: _READ
    | _ASK
    | _PAPER
    | _ANSWER
    | {"dispatch", "examine", "review", "legal_review", "decide", "send_back", "withdraw"},
    Role.LEADER: _READ
    | _SIGN
    | _MEET
    | _FORWARD
    | _ASK
    | _PAPER
    | _CONSENT
    | _ANSWER
    | {"issue", "publish", "withdraw", "read_supervision", "object_for_agency"},
    Role.LEGAL: _READ | _PAPER | {"legal_review", "review_item", "approve_process"},
    Role.REFORM: _READ | {"review_item", "draft_version", "publish_version", "approve_process"},
    # Who draws a process never approves it: that is the acts' guard, whatever posts one person holds.
    Role.DESIGNER: _READ | {"draw_process"},
    Role.SECRETARY: _READ | _PAPER | _SERVE_MEETING,
    Role.CASHIER: _READ | _CASHIER,
    Role.SUPERVISOR: _READ | {"read_supervision", "supervise"},
    Role.INSPECTOR: _READ | {"supervise_own"},
    Role.ADMINISTRATOR: _READ
    | {"appoint", "delegate_for_others", "draft_version", "publish_version", "administer"},
    Role.APPLICANT: frozenset(),
    # Files for residents in the public zone, under their mandates; no case of the internal zone is his to read.
    Role.FILING_AGENT: frozenset(),
}

AGENCY_WIDE: frozenset[str] = frozenset({Role.LEADER, Role.SECRETARY})
"""Roles whose rights reach every office of their agency, not only their own."""


def allows(role: str, act: str) -> bool:
    """Tell whether the role holds the right to the act."""
    return act in RIGHTS.get(role, frozenset())
