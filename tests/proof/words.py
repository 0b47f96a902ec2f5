"""Words that many acts share."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from shenpi.apps import timekeeping

if TYPE_CHECKING:
    from tests.proof.taking import Taker

Said = dict[str, Any]
WHY: Said = {"reason": "情况属实。", "basis": "行政许可法第三十八条"}
PARTY = {
    "kind": "organisation",
    "name": "广安市前锋建材有限公司",
    "id_number": "91511602MA6XXXXX0X",
    "phone": "13800000000",
    "address": "前锋大道9号",
}


def today() -> date:
    return timekeeping.local(timekeeping.now()).date()


def in_days(working: int) -> datetime:
    day = timekeeping.calendar().add_working_days(today(), working)
    return datetime.combine(day, time(9, 30), timekeeping.SHANGHAI)


def officers(desk: Taker) -> list[Any]:
    chosen = desk.pick(("land.h", "farm.h"), ("law.h", "land.head"), ("land.h",))
    return [desk.county[each].pk for each in chosen]


def opinion(desk: Taker, **more: Any) -> Said:
    return {"verdict": desk.pick("agree", "disagree"), **WHY, **more}


def consent(desk: Taker, **more: Any) -> Said:
    return {"verdict": desk.pick("approve", "refuse"), "reason": "情况属实。", **more}
