"""What people say in the acts of cases that the agency begins by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, dues, items, official
from shenpi.apps.casework.seizures import Thing
from tests.proof.words import PARTY, WHY, Said, consent, officers, today

if TYPE_CHECKING:
    from tests.proof.taking import Taker


def _sum(desk: Taker) -> str:
    owed = dues.of(desk.case)
    return desk.pick(str(owed.amount + owed.surcharge(today())) if owed else "1", "1")


def _terms() -> acts.Terms:
    calendar = timekeeping.calendar()
    opens = calendar.add_working_days(today() + timedelta(days=26), 0)
    return acts.Terms(
        start="1000000",
        step="50000",
        deposit="200000",
        reserve="1100000",
        opens_on=opens,
        closes_on=calendar.add_working_days(opens + timedelta(days=10), 0),
        place="交易大厅",
        decided="局务会一致同意。",
    )


def urged_on(desk: Taker) -> date:
    urged = desk.case.context.get("urged")
    return date.fromisoformat(urged["issued_on"]) if urged else today()


def _bidder(desk: Taker) -> acts.Bidder:
    number = len(desk.case.context.get("offer", {}).get("bidders", ())) + 1
    return acts.Bidder(f"{number}号公司", str(number), "", f"川{number}", today())


def _matter(desk: Taker) -> acts.Matter:
    version = desk.county.items[desk.kind]
    offers = desk.kind == "offer"
    party = official.seller(items.facts(version.pk)) if offers else PARTY
    source, urgent = "planned" if offers else "inspection", desk.pick(False, True)
    return acts.Matter(version.pk, party, {"project": "商业楼"}, source, "巡查发现。", urgent=urgent)


OFFICIAL: dict[str, Callable[[Taker], Said]] = {
    "open_case": lambda desk: {"matter": _matter(desk)},
    "approve_case": consent,
    "investigate": lambda desk: {
        "verdict": desk.pick("punish", "exempt"),
        "findings": acts.Findings(
            "未取得施工许可证即开工。",
            "现场笔录。",
            "《建筑法》第七条",
            "《条例》第五十七条",
            sorts=["fine"],
            fine="60000",
        ),
        "officers": officers(desk),
    },
    "tell_penalty": lambda desk: {},
    "record_statement": lambda desk: {"statement": "已经停工。", "claims": desk.pick(True, False)},
    "decide_penalty": lambda desk: {
        "verdict": desk.pick("punish", "exempt"),
        "imposed": acts.Imposed(["fine"], desk.pick("60000", "70000"), discussed="集体讨论，一致同意。"),
        **WHY,
    },
    "decide_levy": lambda desk: {"verdict": desk.pick("levy", "spare"), **WHY},
    "collect": lambda desk: {"paid_on": today(), "amount": _sum(desk), "receipt_number": "川财4"},
    "urge_performance": lambda desk: {},
    "apply_to_court": lambda desk: {"urged_on": urged_on(desk), "court": "广安区人民法院"},
    "close_case": lambda desk: {},
    "approve_measure": consent,
    "seize": lambda desk: {
        "taking": acts.Taking(
            measure="seize",
            things=[Thing("施工升降机", "1台")],
            taken_at=timekeeping.now(),
            place="工地",
            reason="安全器过期。",
            basis="《安全生产法》",
            attended="signed",
        ),
        "officers": officers(desk),
    },
    "propose_disposal": lambda desk: {"verdict": desk.pick("release", "destroy"), **WHY},
    "decide_seizure": lambda desk: {
        "verdict": desk.pick("release", "forfeit", "hand_over"),
        "ground": "needless",
        **WHY,
    },
    "return_property": lambda desk: {"recipient": "李四"},
    "draft_offer": lambda desk: {"terms": _terms()},
    "announce_offer": lambda desk: {},
    "register_bidder": lambda desk: {"bidder": _bidder(desk)},
    "record_bid": lambda desk: {"number": desk.pick(1, 2), "amount": desk.pick("1100000", "1000000")},
    "close_offer": lambda desk: {},
    "sign_contract": lambda desk: {
        "verdict": desk.pick("contracted", "breached"),
        "contract_number": "5116",
        "signed_on": today(),
        "reason": "未签。",
    },
    "refund_deposits": lambda desk: {"refunded_on": today(), "voucher_number": "农商2"},
}
