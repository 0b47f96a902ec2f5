"""The statutory and the seed's own limits, by name and source."""

from dataclasses import dataclass

from shenpi.core.worktime.limit import Limit, Unit


@dataclass(frozen=True, slots=True)
class Rule:
    """A limit with the article or requirement it comes from."""

    source: str
    zh: str
    limit: Limit


def _working(source: str, zh: str, days: int) -> Rule:
    return Rule(source, zh, Limit(days, Unit.WORKING_DAYS))


RECEIPT_ANSWER = _working("行政许可法 art. 32; D10-030", "告知补正或者受理", 5)
DECISION = _working("行政许可法 art. 42", "作出决定", 20)
DECISION_EXTENSION = _working("行政许可法 art. 42", "延长决定期限", 10)
JOINT_DECISION = _working("行政许可法 art. 42", "统一、联合、集中办理", 45)
JOINT_EXTENSION = _working("行政许可法 art. 42", "联合办理延长", 15)
LOWER_EXAMINATION = _working("行政许可法 art. 43", "下级机关先行审查", 20)
CERTIFICATE = _working("行政许可法 art. 44", "颁发、送达证件", 10)
HEARING_REQUEST = _working("行政许可法 art. 47", "申请听证", 5)
HEARING_HELD = _working("行政许可法 art. 47", "组织听证", 20)
HEARING_NOTICE = _working("行政许可法 art. 48", "听证通知", 7)
RENEWAL_APPLICATION = Rule("行政许可法 art. 50", "申请延续", Limit(30, Unit.CALENDAR_DAYS))
IMPORT_ELECTRONIC = _working("D3-036", "电子报件导入", 2)
IMPORT_PAPER = _working("D3-037", "纸质报件扫描导入", 3)
EXAMINATION = _working("D3-041", "承办人审查", 5)
PRELIMINARY = _working("D3-045", "处室负责人初审", 3)
JOINT_REVIEW = _working("D3-049", "会审", 5)
PUBLICATION = _working("D3-060", "结果公示", 5)
RECONSIDERATION = Rule("行政复议法 art. 20", "申请行政复议", Limit(60, Unit.CALENDAR_DAYS))
COMPLAINT_ACCEPTANCE = _working("law.md §7", "投诉受理决定", 5)
