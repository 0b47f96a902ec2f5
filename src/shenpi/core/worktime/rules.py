"""The limits of the statutes and of the seed regulation, each with its article, as named constants.

Where a statute says 日 for what an authority must do, 行政许可法 art. 82 makes it working days. For what an applicant
must do the same reading is taken when it is the kinder one; `note` says so. Times that run backwards ("seven days
before the hearing") have `before=True`: `calendar.add_working_days(hearing, -rule.limit.amount)`.
"""

from dataclasses import dataclass

from shenpi.core.worktime.limit import Limit, Unit


@dataclass(frozen=True, slots=True)
class Rule:
    """A limit that law or regulation sets.

    `source` is a statute, a seed document ("D3") or "practice"; `article` the article, requirement or place; `quote`
    the words it rests on, as they stand there.
    """

    source: str
    article: str
    zh: str
    en: str
    limit: Limit
    quote: str
    before: bool = False
    note: str = ""


def _working(days: int) -> Limit:
    return Limit(days, Unit.WORKING_DAYS)


LICENCE = "行政许可法"

RECEIPT_ANSWER = Rule(
    LICENCE, "32.4", "一次性告知补正", "tell all corrections at once, or the filing is accepted from its receipt",
    _working(5), "应当当场或者在五日内一次告知申请人需要补正的全部内容",
)  # fmt: skip
DECISION = Rule(
    LICENCE, "42.1", "作出许可决定", "decide after acceptance", _working(20),
    "应当自受理行政许可申请之日起二十日内作出行政许可决定",
)  # fmt: skip
DECISION_EXTENSION = Rule(
    LICENCE, "42.1", "延长决定期限", "extension approved by the authority's head", _working(10),
    "经本行政机关负责人批准，可以延长十日",
)  # fmt: skip
JOINT_DECISION = Rule(
    LICENCE, "42.2", "统一、联合、集中办理", "unified, joint or concentrated handling", _working(45),
    "办理的时间不得超过四十五日",
)  # fmt: skip
JOINT_EXTENSION = Rule(
    LICENCE, "42.2", "延长联合办理期限", "extension approved by the head of that level's government", _working(15),
    "经本级人民政府负责人批准，可以延长十五日",
)  # fmt: skip
LOWER_EXAMINATION = Rule(
    LICENCE, "43", "下级机关审查", "examination by the lower authority", _working(20),
    "下级行政机关应当自其受理行政许可申请之日起二十日内审查完毕",
)  # fmt: skip
CERTIFICATE = Rule(
    LICENCE, "44", "颁发、送达证件", "issue and deliver the certificate", _working(10),
    "应当自作出决定之日起十日内向申请人颁发、送达行政许可证件",
)  # fmt: skip
HEARING_REQUEST = Rule(
    LICENCE, "47", "申请听证", "ask for a hearing after being told of the right", _working(5),
    "在被告知听证权利之日起五日内提出听证申请", note="an applicant's act; working days are the kinder reading",
)  # fmt: skip
HEARING_HELD = Rule(
    LICENCE, "47", "组织听证", "hold the hearing", _working(20), "行政机关应当在二十日内组织听证",
)  # fmt: skip
HEARING_NOTICE = Rule(
    LICENCE, "48.1", "听证通知", "notify time and place before the hearing", _working(7),
    "应当于举行听证的七日前将举行听证的时间、地点通知申请人", before=True,
)  # fmt: skip
RENEWAL_APPLICATION = Rule(
    LICENCE, "50.1", "申请延续", "apply for renewal before expiry", Limit(30, Unit.CALENDAR_DAYS),
    "应当在该行政许可有效期届满三十日前", before=True,
    note="an applicant's act that runs backwards; calendar days are the kinder reading",
)  # fmt: skip
RECONSIDERATION = Rule(
    "行政复议法", "20.1", "申请行政复议", "apply for reconsideration", Limit(60, Unit.CALENDAR_DAYS),
    "自知道或者应当知道该行政行为之日起六十日内",
)  # fmt: skip
SUIT = Rule(
    "行政诉讼法", "46.1", "提起行政诉讼", "bring suit", Limit(6, Unit.MONTHS),
    "自知道或者应当知道作出行政行为之日起六个月内",
)  # fmt: skip
INFORMATION_REPLY = Rule(
    "政府信息公开条例", "33.2", "答复信息公开申请", "answer a request for government information", _working(20),
    "应当自收到申请之日起20个工作日内予以答复",
)  # fmt: skip

PENALTY = "行政处罚法"  # art. 85: 二日、三日、五日、七日 are working days; longer times are calendar days
COERCION = "行政强制法"  # art. 69: times of up to ten days are working days
PENALTY_DECISION = Rule(
    PENALTY, "60", "作出行政处罚决定", "decide after the case was filed", Limit(90, Unit.CALENDAR_DAYS), "",
    note="自行政处罚案件立案之日起九十日内",
)  # fmt: skip
PENALTY_HEARING_REQUEST = Rule(
    PENALTY, "64.1", "要求听证", "ask for a hearing after being told", _working(5), "",
    note="在行政机关告知后五日内提出",
)  # fmt: skip
PENALTY_HEARING_NOTICE = Rule(
    PENALTY, "64.2", "听证通知", "notify before the hearing", _working(7), "", before=True, note="在举行听证的七日前",
)  # fmt: skip
PENALTY_SERVICE = Rule(
    PENALTY, "61", "送达处罚决定书", "serve the decision", _working(7), "", note="在七日内",
)  # fmt: skip
FINE_PAYMENT = Rule(
    PENALTY, "67.3", "缴纳罚款", "pay the fine after receiving the decision", Limit(15, Unit.CALENDAR_DAYS), "",
    note="自收到行政处罚决定书之日起十五日内",
)  # fmt: skip
SEIZURE = Rule(
    COERCION, "25.1", "查封、扣押", "seizure", Limit(30, Unit.CALENDAR_DAYS), "",
    note="不得超过三十日: no holiday prolongs it (`Clock.unmoved`); art. 69 makes working days of ten days at most",
)  # fmt: skip
SEIZURE_EXTENSION = Rule(
    COERCION, "25.1", "延长查封、扣押", "seizure extended by the authority's head", Limit(30, Unit.CALENDAR_DAYS), "",
    note="延长期限不得超过三十日",
)  # fmt: skip
URGENT_APPROVAL = Rule(
    COERCION, "19", "补办批准", "have an urgent measure approved", Limit(24, Unit.HOURS), "",
    note="在二十四小时内向行政机关负责人报告，并补办批准手续",
)  # fmt: skip
URGED = Rule(
    COERCION, "54", "催告", "after being urged, before the court is applied to", _working(10), "",
    note="催告书送达十日后",
)  # fmt: skip
COURT = Rule(
    COERCION, "53", "申请法院强制执行", "apply to the court after the remedies have run out", Limit(3, Unit.MONTHS), "",
    note="自期限届满之日起三个月内",
)  # fmt: skip

OFFER = "招标拍卖挂牌出让国有建设用地使用权规定"
OFFER_ANNOUNCEMENT = Rule(
    OFFER, "8", "发布挂牌公告", "announce before the listing begins", Limit(20, Unit.CALENDAR_DAYS), "", before=True,
    note="至少在挂牌开始日前20日",
)  # fmt: skip
OFFER_LISTING = Rule(
    OFFER, "18", "挂牌时间", "the listing lasts at least", Limit(10, Unit.CALENDAR_DAYS), "", note="不得少于10日",
)  # fmt: skip
OFFER_REFUND = Rule(
    OFFER, "21", "退还保证金", "return the others' deposits, without interest", _working(5), "",
    note="活动结束后5个工作日内",
)  # fmt: skip
OFFER_RESULT = Rule(
    OFFER, "22", "公布出让结果", "publish the result", _working(10), "", note="活动结束后10个工作日内",
)  # fmt: skip

PAPER_ENTRY = Rule("D10", "D10-027", "当日录入纸质申请", "enter a paper filing the same day", _working(0), "")
IMPORT_ELECTRONIC = Rule(
    "D3", "D3-036", "电子报件导入", "import an electronic filing", _working(2), "在2个工作日内导入"
)
IMPORT_PAPER = Rule(
    "D3", "D3-037", "纸质报件扫描导入", "scan a paper filing", _working(3), "于3个工作日内导入"
)
EXAMINATION = Rule(
    "D3", "D3-041", "经办人审查意见", "the handler's examination", _working(5), "在5个工作日内签署审查意见"
)
PRELIMINARY = Rule(
    "D3",
    "D3-045",
    "处室负责人初审意见",
    "the office head's opinion",
    _working(3),
    "在3个工作日内签署是否同意的初审意见",
)
JOINT_REVIEW = Rule(
    "D3", "D3-049", "会审会议", "the joint review meeting", _working(5), "5个工作日内组织召开"
)
PAYMENT_NOTICE = Rule(
    "D3", "D3-054", "当日通知缴费", "notify payment the same day", _working(0), "于当日通知申请人"
)
PUBLICATION = Rule(
    "D3", "D3-060", "颁发证照后公示", "publish after a certificate was issued", _working(5),
    "在颁发有关证照后5日内公示",
    note="「日」 without 工作; read as working days by 行政许可法 art. 82, as in the two below",
)  # fmt: skip
APPROVAL_PUBLICATION = Rule(
    "D3", "D3-061", "批准后公示", "publish an approval without a certificate", _working(5),
    "应当在作出批准之日起5日内公示",
)  # fmt: skip
REPLY_PUBLICATION = Rule(
    "D3", "D3-062", "批文下达后公示", "publish what a superior approved", _working(5), "待批文下达之日起5日内公示"
)  # fmt: skip
REFUSAL_PUBLICATION = Rule(
    "D3", "D3-063", "不予批准即公示", "publish a refusal at once", _working(0), "应当在作出不予批准之日起公示",
    note="no number of days is given: from the day itself, so that same day",
)  # fmt: skip
COMPLAINT_ACCEPTANCE = Rule(
    "practice", "law.md §7", "决定是否受理投诉", "decide whether to take up a complaint", _working(5), "",
    note="local regulations (lawyee lar/170306), not a statute",
)  # fmt: skip
YELLOW_LIGHT = Rule(
    "D3", "D3-066", "黄灯", "yellow light before the limit ends", Limit(24, Unit.HOURS),
    "进入到办结期限的24小时之内", before=True,
)  # fmt: skip

RULES = {name: rule for name, rule in list(globals().items()) if isinstance(rule, Rule)}
"""All rules by the name of their constant."""
