"""Roads: what happens to cases when all goes its way, so that every act is taken once on some road.

A step is an act's name, with a star as often as it stands open, or with what is said other than usual; a number lets so
many days pass. What is usual stands in `said`.
"""

from collections.abc import Mapping
from typing import Any

Step = int | str | tuple[str, Mapping[str, Any]]
CLOSING = ("issue", "serve", "publish")
GRANTED: tuple[Step, ...] = ("receive", "accept", "decide", *CLOSING)
"""At an item that the window decides at once."""
PUNISHED: tuple[Step, ...] = ("open_case", "approve_case", "investigate", "review", "tell_penalty", "serve")
HEARD: Step = ("record_statement", {"by": "clerk"})
"""The holder of a certificate speaks at the window."""

ROADS: dict[str, tuple[str, tuple[Step, ...]]] = {
    "received in every way": (
        "committed",
        (
            *("receive", "withdraw"),
            *("receive", "refuse_acceptance"),
            *("receive", "request_correction", 40),
            *("receive", 10),
            "enter_afterwards",
            "receive_bundle",
        ),
    ),
    "on paper, with a declared fee, to the end": (
        "committed",
        (
            *("receive", "hand_over_paper", ("decline_paper", {"by": "land.h"})),
            *("hand_over_paper", ("take_paper", {"by": "land.h"})),
            *("correct_on_the_spot", "request_correction", "supplement", "accept"),
            *("call_for_originals", "check_originals", "examine", "request_opinion_change"),
            *("approve_opinion_change", "review", "decide", "notify_payment", "note_declaration"),
            *("reject_declaration", "record_payment", "issue", "post_documents", "record_undelivered"),
            *("serve", "publish", "order_rectification", "check_rectification"),
            *("order_inspection", "record_inspection", "sign_inspection"),
        ),
    ),
    "never paid": ("committed", ("receive", "accept", "examine", "review", "decide", "notify_payment", 40)),
    "promises": (
        "gap",
        (
            *("receive", "accept_with_gap", "fill_gap"),
            *("receive", "accept_with_gap", 20),
        ),
    ),
    "a false commitment": ("commitment", (*GRANTED, "check_commitment")),
    "what may run beside": (
        "parallel",
        (
            *("receive", "accept", "dispatch", "import_filing", "request_extension", "approve_extension"),
            *("request_suspension", "approve_suspension", "end_suspension"),
            *("order_field_check", "record_field_check", "sign_field_check"),
            *("tell_third_parties", "hear_third_party", "call_meeting", "arrange_meeting", 4),
            *("record_meeting", "request_suspension", "approve_suspension", 30),
        ),
    ),
    "hearings": (
        "township",
        (
            *("receive", "accept", "tell_hearing_rights", ("record_claim", {"claims": False})),
            *("refuse_claim", 10, "order_hearing", "schedule_hearing", 14, "hold_hearing"),
            *("receive", "accept", "tell_hearing_rights", "record_claim", 40),
        ),
    ),
    "passed on and reported upward": (
        "land",
        (
            *("receive", "accept", "dispatch", "examine*", "send_back", "examine*", "review*", "escalate"),
            *(("decide", {"superior": "四川省自然资源厅"}), "forward", "register_reply"),
        ),
    ),
    "other agencies are silent": ("joint", ("receive", "accept", "dispatch", 20)),
    "other agencies agree by silence": ("tacit", ("receive", "accept", "dispatch", 20)),
    "renewed by silence, struck off": (
        "immediate",
        (
            *GRANTED,
            *(680, "apply_on_certificate", "accept", 60, *CLOSING),
            *("propose_revocation", HEARD, "examine", "review", "revoke", "serve", "publish"),
            *("propose_cancellation", "review", "cancel", "serve", "publish"),
            *(*GRANTED, "propose_recall", HEARD, "examine", "review", "recall"),
        ),
    ),
    "a penalty that is not paid": (
        "penalty",
        (
            *(*PUNISHED, "record_statement", "schedule_hearing", 14, "hold_hearing", "examine"),
            *("legal_review", "decide_penalty", "serve", "publish", 200, "urge_performance", 20),
            *("apply_to_court", "close_case"),
            *(*PUNISHED, 10),
        ),
    ),
    "a levy": (
        "levy",
        ("open_case", "examine", "review", "decide_levy", "serve", "collect", "close_case"),
    ),
    "a seizure": (
        "seizure",
        (
            *("open_case", "approve_measure", "seize", "serve", "propose_disposal", "decide_seizure"),
            *("serve", "return_property", "close_case"),
        ),
    ),
    "an offer of land": (
        "offer",
        (
            *("open_case", "draft_offer", "announce_offer", 28, "register_bidder"),
            *("register_bidder", "record_bid", 10, "close_offer", "publish", "sign_contract"),
            *("refund_deposits", "close_case"),
        ),
    ),
    "a benefit": (
        "payment",
        ("receive", "accept", "examine", "review", "decide", "serve", "pay_out", "publish"),
    ),
    "online, by the applicant": (
        "online_whole",
        (
            *("public.submit", ("request_correction", {"faults": {"application": "缺少签名"}})),
            *("public.supplement", "accept_with_gap"),
            *(
                "public.fill_gap",
                ("tell_hearing_rights", {"others": []}),
                ("public.answer_hearing", {"claims": False}),
            ),
            *("examine", "review", "decide", "notify_payment", "public.declare_payment", "public.pay_online"),
            *("payments.settle", *CLOSING, "public.apply_on_certificate", "public.request_withdrawal"),
            *("public.file_whole", "public.submit_bundle"),
        ),
    ),
    "online, by an agent": (
        "online_whole",
        (
            *("public.record_mandate", "public.submit", "public.take_mandate", "public.request_withdrawal"),
            *("public.end_mandate", "public.record_mandate", "public.revoke_mandate"),
        ),
    ),
}
