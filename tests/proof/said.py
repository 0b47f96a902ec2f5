"""What people say in each act, besides case, step and who they are; `desk.pick` takes the usual, or anything of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, decisions, fees, headings, intake_queries, meetings, queries
from tests.proof.said_official import OFFICIAL
from tests.proof.said_online import ONLINE
from tests.proof.words import PARTY, WHY, Said, consent, in_days, officers, opinion, today

if TYPE_CHECKING:
    from tests.proof.taking import Taker

NEIGHBOURS = [acts.Party("赵五", "石岗村12号"), acts.Party("石岗村三组")]
HANDED: dict[str, list[acts.HandedIn] | None] = {
    "as usual": None,
    "scanned": [],
    "on paper": [acts.HandedIn("application", "申请表", "original"), acts.HandedIn("plan", "平面图", "copy")],
    "with a gap": [acts.HandedIn("application", "申请表", "original")],
    "committed": [acts.HandedIn("application", "申请表"), acts.HandedIn("plan", "平面图", "commitment")],
}
"""What may be handed in."""


USUAL = {
    "committed": "on paper",
    "parallel": "on paper",
    "gap": "with a gap",
    "commitment": "committed",
    "township": "scanned",
}
"""What is handed in there if nothing is left to chance."""


def _filing(desk: Taker) -> acts.Filing:
    usual = USUAL.get(desk.kind, "as usual")
    handed = HANDED[desk.pick(usual, *HANDED)]
    return desk.county.filing(desk.kind, **({} if handed is None else {"materials": handed}))


def _past(desk: Taker) -> Said:
    ago = {"received_at": 30, "accepted_at": 29, "decided_at": 20, "completed_at": 18}
    moments = {name: timekeeping.now() - timedelta(days=days) for name, days in ago.items()}
    told = {"source": "省厅审批系统", "source_number": "17", "reason": "切换前办理", "ended": "granted"}
    version_id = desk.county.items[desk.kind].pk
    return {"past": acts.Past(version_id=version_id, applicant=PARTY, form={}, **told, **moments)}


def _missing(desk: Taker) -> list[acts.HandedIn]:
    """Hand in what is asked for: by the correction notice, or by the promise."""
    case = desk.case
    asked = intake_queries.gap(case) or (case.correction.faults if hasattr(case, "correction") else ())
    return [acts.HandedIn(row["key"], row["name"], "original") for row in asked if row["key"] != "form"]


def _fee(desk: Taker) -> fees.Asked | None:
    case = desk.case
    if case.item_version.options.get("benefit"):
        return fees.Asked("扶助金", "590.00", 1)
    if not case.context.get("fee_due"):
        return None
    kind = fees.published(case.item_version.fee, case.item_version.item.name)[0]
    return fees.Asked(kind.name, f"{kind.least:.2f}", 15)


def _minutes() -> meetings.Minutes:
    return meetings.Minutes(today(), "各科室", "逐项讨论，形成一致意见。")


def _found(desk: Taker) -> dict[Any, str]:
    return {each.pk: desk.pick("same", "different") for each in queries.materials(desk.case)}


def _offices(desk: Taker) -> Said:
    told = desk.case.context["offices"]
    return {"lead": told["lead"], "co": told["co"]}


def _scans(desk: Taker) -> Said:
    scan = acts.Scan(sha256="1" * 64, filename="扫描件.pdf")
    return {"scans": {each.pk: scan for each in acts.unscanned(desk.case.pk)}}


def _decision(desk: Taker) -> Said:
    told = {"parts": decisions.Parts("一号地块", "二号地块"), "minutes": _minutes()}
    superior = desk.pick("", "四川省自然资源厅")
    return {"verdict": desk.pick("grant", "refuse", "grant_partly"), "superior": superior, **WHY, **told}


SAID: dict[str, Callable[[Taker], Said]] = {
    # Receipt
    "receive": lambda desk: {"filing": _filing(desk)},
    "receive_bundle": lambda desk: {
        "version_id": desk.filer.bundle.pk,
        "filings": [desk.county.filing(each) for each in ("parallel", "township")],
    },
    "enter_afterwards": _past,
    "correct_on_the_spot": lambda desk: {"corrected": "补签日期。"},
    "request_correction": lambda desk: {"faults": {desk.pick("plan", "application"): "缺少比例尺"}},
    "supplement": lambda desk: {"materials": _missing(desk)},
    "accept": lambda desk: {"in_jurisdiction": True, "complete": True, "legal_form": True},
    "accept_with_gap": lambda desk: {"missing": ["plan"], "promised": desk.pick(True, False)},
    "fill_gap": lambda desk: {"materials": _missing(desk)},
    "refuse_acceptance": lambda desk: {
        "ground": desk.pick("not_competent", "not_needed", "incomplete"),
        "referral": "区住建局",
        **WHY,
    },
    "withdraw": lambda desk: {"reason": "项目调整"},
    "dispatch": _offices,
    "import_filing": _scans,
    "hand_over_paper": lambda desk: {"to": desk.pick(desk.county["land.h"], *desk.people())},
    "take_paper": lambda desk: {},
    "decline_paper": lambda desk: {"reason": "缺页"},
    "call_for_originals": lambda desk: {
        "materials": [each.pk for each in queries.materials(desk.case)],
        "place": "3号窗口",
    },
    "check_originals": lambda desk: {"found": _found(desk)},
    # Handling and what may run beside it
    "examine": lambda desk: opinion(desk, found=dict(headings.ALL_MEET), fee=_fee(desk)),
    "review": opinion,
    "legal_review": opinion,
    "send_back": lambda desk: {"reason": "请复核。"},
    "escalate": lambda desk: {"reason": "意见不一致", "minutes": _minutes()},
    "request_suspension": lambda desk: {
        "procedure": desk.pick("testing", "expert_review"),
        "days": desk.pick(5, 1, 10),
        "reason": "取样",
    },
    "approve_suspension": consent,
    "end_suspension": lambda desk: {"result": "结果符合要求。"},
    "request_extension": lambda desk: {"reason": "现场复杂"},
    "approve_extension": lambda desk: consent(desk, approver="代区长"),
    "request_opinion_change": lambda desk: {
        "opinion_id": desk.pick(*[each.task_id for each in queries.opinions(desk.case)[::-1]]),
        "why": "笔误",
        **opinion(desk),
    },
    "approve_opinion_change": consent,
    "order_field_check": lambda desk: {"officers": officers(desk), "matter": "红线"},
    "record_field_check": lambda desk: {"checked_on": today(), "place": "前锋镇", "findings": "界址清楚。"},
    "sign_field_check": lambda desk: {},
    "tell_third_parties": lambda desk: {"parties": desk.pick(NEIGHBOURS, []), "matter": "采光"},
    "hear_third_party": lambda desk: {"heard_on": today(), "statement": "保证通行。"},
    "call_meeting": lambda desk: {
        "body": desk.pick(*meetings.Body.values[::-1]),
        "ground": desk.pick("major", *meetings.Ground.values),
        "matter": "规划",
    },
    "arrange_meeting": lambda desk: {"held_at": in_days(desk.pick(3, 1)), "place": "三楼"},
    "record_meeting": lambda desk: {
        "minutes": _minutes(),
        "conclusion": desk.pick(*meetings.Conclusion.values),
    },
    "tell_hearing_rights": lambda desk: {"matter": "采光", "others": desk.pick(NEIGHBOURS, [])},
    "order_hearing": lambda desk: {"ground": "public_interest", "matter": "采光", "others": NEIGHBOURS[:1]},
    "record_claim": lambda desk: {"claims": desk.pick(True, False)},
    "refuse_claim": lambda desk: {
        "ground": desk.pick("no_interest", "late"),
        "party": desk.pick(acts.Party("路人"), *NEIGHBOURS),
        **WHY,
    },
    "schedule_hearing": lambda desk: {
        "held_at": in_days(desk.pick(8, 1)),
        "place": "三楼",
        "chair": desk.pick(desk.county["law.head"], *desk.people()),
    },
    "hold_hearing": lambda desk: {"attendees": "李四、王磊", "record": "陈述、质证。"},
    "order_rectification": lambda desk: {
        "found": "占用道路。",
        "violated": "《城乡规划法》第六十六条",
        "demand": "清除。",
        "days": desk.pick(10, 1),
    },
    "order_inspection": lambda desk: {
        "officers": officers(desk),
        "matter": "用地范围",
        "inspect_on": desk.pick(today(), None),
    },
    "record_inspection": lambda desk: {
        "verdict": desk.pick("compliant", "faulty"),
        "seen": acts.Inspection(
            today(), "前锋镇", "界址清楚。", advice=desk.pick("", "自查。"), passed_to="区城管局"
        ),
    },
    "sign_inspection": lambda desk: {},
    "check_rectification": lambda desk: {"verdict": desk.pick("rectified", "unrectified"), **WHY},
    # Decision and after
    "decide": _decision,
    "forward": lambda desk: {"opinion": "拟同意。"},
    "register_reply": lambda desk: {
        "verdict": desk.pick("grant", "refuse"),
        "number": "川函〔2026〕3号",
        "replied_on": today(),
        **WHY,
    },
    "notify_payment": lambda desk: {"asked": _fee(desk)},
    "note_declaration": lambda desk: {"receipt_number": "川财1", "declared_at": timekeeping.now()},
    "reject_declaration": lambda desk: {"reason": "票据号码不存在。"},
    "record_payment": lambda desk: {"receipt_number": "川财2"},
    "settle_payment": lambda desk: {
        "amount": Decimal(desk.pick("1200.00", "1.00")),
        "receipt_number": "川财3",
        "paid_at": timekeeping.now(),
    },
    "issue": lambda desk: {},
    "post_documents": lambda desk: {"tracking": "E1", "address": "思源大道1号"},
    "record_undelivered": lambda desk: {"reason": "地址不详"},
    "serve": lambda desk: {
        "method": desk.pick("window", "left", "electronic", "post"),
        "recipient": "李四",
        "text": "拒收，见证人李一。",
        "consent": True,
        "received_on": today(),
    },
    "publish": lambda desk: {},
    "pay_out": lambda desk: {"paid_on": today(), "voucher_number": "农商1"},
    "check_commitment": lambda desk: {"verdict": desk.pick("broken", "kept"), **WHY},
    # Certificates
    "apply_on_certificate": lambda desk: {
        "certificate_id": desk.certificate(),
        "purpose": desk.pick("renewal", "change"),
        "form": {"statement": "继续使用"},
    },
    "propose_revocation": lambda desk: {"certificate_id": desk.certificate(), "ground": "fraud", **WHY},
    "propose_recall": lambda desk: {
        "certificate_id": desk.certificate(),
        "ground": "circumstances_changed",
        "compensation": "按评估补偿",
        **WHY,
    },
    "propose_cancellation": lambda desk: {
        "certificate_id": desk.certificate(),
        "ground": desk.pick("withdrawn", "expired"),
        "reason": "已撤销。",
    },
    "revoke": lambda desk: {"verdict": desk.pick("revoke", "keep"), **WHY},
    "recall": lambda desk: {"verdict": desk.pick("recall", "keep"), "compensation": "三十万元", **WHY},
    "cancel": lambda desk: {"verdict": desk.pick("cancel", "keep"), "reason": "属实。"},
    **OFFICIAL,
    **ONLINE,
}
