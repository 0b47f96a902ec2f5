"""Cases that the agency begins by itself, for demonstration: what its people find, ask, decide and collect."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, dues, items, offers, official, penalties, seizures
from shenpi.apps.organisation import queries as organisation
from shenpi.sites.demo import invented
from shenpi.sites.demo.playing import plain

if TYPE_CHECKING:
    from shenpi.apps.casework.models import Case, Task
    from shenpi.apps.catalogue.models import ItemVersion
    from shenpi.apps.organisation.models import Person
    from shenpi.sites.demo.playing import Play

FOUND = {
    "02": "日常巡查发现，该项目已经开挖基坑、绑扎钢筋，现场不能出示施工许可证。",
    "03": "检查发现，施工升降机的防坠安全器超过标定有效期，仍在使用，拟予扣押。",
    "10": "广区府函〔2026〕18号批复（演示）：列入年度出让计划，以挂牌方式出让。",
    "04": "核查发现，占用、挖掘城市道路的许可已经生效，尚未缴纳有关费用。",
}
SOURCES = {
    "02": ("inspection", "complaint", "transferred"),
    "03": ("inspection", "complaint"),
    "04": ("due",),
    "10": ("planned",),
}
FACTS = "当事人在未取得施工许可证的情况下组织施工，至检查之日已完成基础施工。"
EVIDENCE = "现场检查笔录和照片；施工合同；对项目负责人的询问笔录。"
VIOLATED = "《中华人民共和国建筑法》第七条第一款"
BASIS = "《建设工程质量管理条例》第五十七条"
STATEMENTS = (
    "项目工期紧，图纸正在审查，已经停工，请求从轻处罚。",
    "对事实没有异议，已经补办手续，请求减轻处罚。",
)


def open_one(version: ItemVersion, rng: Random) -> UUID:
    """Let somebody of the lead office open a case; returns its id."""
    by = rng.choice(organisation.reaching(version.lead_office_id, "handler", timekeeping.now()))
    kind = version.item.item_type
    form = invented.answers(version.form_schema, rng)
    if official.OFFER in version.options:
        party = official.seller(items.facts(version.pk))
    else:
        party = invented.applicant(rng, kind="organisation") | {"address": "广安区思源大道88号（演示）"}
    urgent = kind == "03" and rng.random() < 0.3
    matter = acts.Matter(version.pk, party, form, rng.choice(SOURCES[kind]), FOUND[kind], urgent=urgent)
    return acts.open_case(matter, by=by).id


def _approve(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
    if rng.random() < 0.1:
        reason = "不属于本机关管辖，移送有管辖权的机关。"
        acts.approve_case(case.id, task.id, by=by, verdict="refuse", reason=reason)
    else:
        acts.approve_case(case.id, task.id, by=by, verdict="approve", text="同意立案。")


def _colleagues(case: Case, by: Person) -> list[UUID]:
    """Somebody of the agency who goes along."""
    serving = organisation.serving(case.agency_id, "investigate", timekeeping.now())
    return [each for each in serving if each != by.pk][:1]


def _investigate(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
    verdict = rng.choice(("punish", "punish", "punish", "exempt"))
    _find(case, task, by, rng, verdict, major=rng.random() < 0.2)


def _find(case: Case, task: Task, by: Person, rng: Random, verdict: str, *, major: bool) -> None:
    price = int(case.form.get("price", 1_000_000))
    fine = f"{price * rng.randrange(100, 151, 10) // 10000}" if verdict == "punish" else ""
    findings = acts.Findings(
        FACTS,
        EVIDENCE,
        VIOLATED,
        BASIS,
        sorts=["fine"] if verdict == "punish" else [],
        fine=fine,
        major=major,
    )
    acts.investigate(
        case.id, task.id, by=by, verdict=verdict, findings=findings, officers=_colleagues(case, by)
    )


def _find_major(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
    _find(case, task, by, rng, "punish", major=True)


def _state(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
    claims = case.context["penalty"]["hearing"] and rng.random() < 0.3
    acts.record_statement(case.id, task.id, by=by, statement=rng.choice(STATEMENTS), claims=claims)


def _decide(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
    told = penalties.read(case.context["penalty"])
    imposed = acts.Imposed(
        told.sorts,
        str(told.fine),
        discussed="局务会集体讨论，一致同意。" if case.context["penalty"]["major"] else "",
    )
    verdict = case.context["proposal"]
    reason = "当事人能够配合调查，及时停工，予以从轻。" if verdict == "punish" else "违法行为轻微并及时改正。"
    acts.decide_penalty(case.id, task.id, by=by, verdict=verdict, reason=reason, basis=BASIS, imposed=imposed)


def _levy(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
    verdict = "levy" if case.context.get("fee") else "spare"
    basis = "《城市道路管理条例》第三十七条"
    reason = "经核查，面积、日数属实。" if verdict == "levy" else "属于应急抢修，已经自行修复。"
    acts.decide_levy(case.id, task.id, by=by, verdict=verdict, reason=reason, basis=basis)


def _collect(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
    today = timekeeping.local(timekeeping.now()).date()
    owed = dues.of(case)
    whole = owed.amount + owed.surcharge(today) if owed else 0
    number = f"川财{rng.randrange(10**8):08}"
    acts.collect(case.id, task.id, by=by, paid_on=today, amount=str(whole), receipt_number=number)


def _pay_out(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
    today = timekeeping.local(timekeeping.now()).date()
    number = f"农商{rng.randrange(10**10):010}"
    acts.pay_out(case.id, task.id, by=by, paid_on=today, voucher_number=number)


def _approve_measure(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
    verdict = "refuse" if rng.random() < 0.1 else "approve"
    reason = "违法行为情节显著轻微，可以不采取行政强制措施。"
    acts.approve_measure(
        case.id, task.id, by=by, verdict=verdict, reason=reason if verdict == "refuse" else ""
    )


def _seize(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
    taking = acts.Taking(
        measure=rng.choice(("seal", "seize")),
        things=[seizures.Thing("施工升降机（SC200/200）", "1台", "防坠安全器超过标定有效期")],
        taken_at=timekeeping.now(),
        place=str(case.form.get("site", "工地")),
        reason=FOUND["03"],
        basis="《中华人民共和国安全生产法》第六十五条第一款第（四）项",
        attended=rng.choice(("signed", "signed", "absent")),
        witness="项目所在社区工作人员（演示）",
        keeping="就地封存，委托项目部保管。",
    )
    acts.seize(case.id, task.id, by=by, taking=taking, officers=_colleagues(case, by))


def _propose(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
    reason = "使用单位已经更换防坠安全器，检测合格。"
    acts.propose_disposal(case.id, task.id, by=by, verdict="release", reason=reason)


def _dispose(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
    reason = "隐患已经消除。"
    acts.decide_seizure(case.id, task.id, by=by, verdict="release", ground="needless", reason=reason)


def _return(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
    acts.return_property(
        case.id, task.id, by=by, recipient=case.applicant["name"], text="封条完好，当场核对。"
    )


def _draft(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
    calendar, today = timekeeping.calendar(), timekeeping.local(timekeeping.now()).date()
    begin = calendar.add_working_days(today + timedelta(days=rng.randint(26, 30)), 0)
    start = rng.randrange(8_000_000, 30_000_000, 500_000)
    terms = acts.Terms(
        start=str(start),
        step="100000",
        deposit=str(start // 5),
        reserve=str(start + 500_000),
        opens_on=begin,
        closes_on=calendar.add_working_days(begin + timedelta(days=10), 0),
        place="广安区公共资源交易服务大厅（演示）",
        decided="局务会集体研究，一致同意。",
    )
    acts.draft_offer(case.id, task.id, by=by, terms=terms)


def _list(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
    """Let the bidders come on the last day, bid in turn, and the chair close the listing."""
    told = offers.of(case)
    late = timekeeping.local(timekeeping.now()).date() > offers.closes_on(told)
    for number in range(1, 1 if late else rng.choice((1, 3, 4, 5))):
        who = invented.applicant(rng, kind="organisation")
        receipt = f"川财{rng.randrange(10**8):08}"
        paid_on = offers.opens_on(told)
        bidder = acts.Bidder(who["name"], who["id_number"], "", receipt, paid_on)
        acts.register_bidder(case.id, task.id, by=by, bidder=bidder)
        price = Decimal(told["start"]) + (number - 1) * Decimal(told["step"]) * rng.randint(3, 6)
        acts.record_bid(case.id, task.id, by=by, number=number, amount=str(price))
    acts.close_offer(case.id, task.id, by=by)


def _contract(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
    today = timekeeping.local(timekeeping.now()).date()
    number = f"5116-2026-{rng.randrange(10**4):04}（演示）"
    acts.sign_contract(case.id, task.id, by=by, verdict="contracted", contract_number=number, signed_on=today)


def _refund(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
    today = timekeeping.local(timekeeping.now()).date()
    number = f"农商{rng.randrange(10**10):010}"
    acts.refund_deposits(case.id, task.id, by=by, refunded_on=today, voucher_number=number)


PLAYED: dict[str, Play] = {
    "approve_case": _approve,
    "investigate": _investigate,
    "tell_penalty": plain(acts.tell_penalty),
    "await_statement": _state,
    "legal_review": plain(acts.legal_review, verdict="agree", text="事实清楚，证据充分，程序合法。"),
    "decide_penalty": _decide,
    "decide_levy": _levy,
    "approve_measure": _approve_measure,
    "seize": _seize,
    "propose_disposal": _propose,
    "decide_seizure": _dispose,
    "return_property": _return,
    "draft_offer": _draft,
    "announce_offer": plain(acts.announce_offer),
    "close_offer": _list,
    "sign_contract": _contract,
    "refund_deposits": _refund,
    "collect": _collect,
    "pay_out": _pay_out,
    "close_case": plain(acts.close_case),
}
WEIGHTY: dict[str, Play] = {
    "approve_case": plain(acts.approve_case, verdict="approve", text="同意立案。"),
    "investigate": _find_major,
    "await_statement": plain(acts.record_statement, statement=STATEMENTS[0], claims=False),
}
"""How a weighty penalty comes to its lawyers, whatever the dice say (行政处罚法 art. 58)."""
