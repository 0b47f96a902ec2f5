"""The kinds of official documents as data: name, number, seal, who receives it.

Sources: Licence Law arts 32, 38, 39; the union of the provincial document sets in ../shared/law.md §2;
requirements D3-035, D3-054 to D3-057, D10-030, D10-032. One template file per kind in `templates_typ/`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEMPLATES = Path(__file__).resolve().parent / "templates_typ"
TEMPLATE_VERSION = 1
"""Raised whenever the words or the layout of a template change."""

AGENCY_SEAL = ""
"""The authority's own seal: nothing beneath the star."""


@dataclass(frozen=True)
class Kind:
    """A kind of document.

    `heading` is the printed title and `nature` the part of the number behind the agency's short name; in both
    `{matter}` stands for the word of the item's type (`MATTERS`), `{measure}` for 查封 or 扣押. An empty nature means:
    no number.
    """

    code: str
    name: str | Promise
    heading: str
    nature: str
    seal: str
    external: bool = True

    @property
    def template(self) -> str:
        return f"{self.code}.typ"


@dataclass(frozen=True)
class Matter:
    """What an item's type is called on paper: in titles, in numbers, and on the special seal."""

    word: str
    mark: str
    seal: str


LICENCE = "01"
_SERVICE_SEAL = "政务服务专用章"
_OFFICIAL_SEAL = "行政执法专用章"
MATTERS = {  # keys: item types of GB/T 39046-2020, as in the catalogue
    LICENCE: Matter("行政许可", "许", "行政许可专用章"),
    "02": Matter("行政处罚", "罚", _OFFICIAL_SEAL),
    "03": Matter("行政强制", "强", _OFFICIAL_SEAL),
    "04": Matter("行政征收", "征", _OFFICIAL_SEAL),
    "05": Matter("行政给付", "给", _SERVICE_SEAL),
    "07": Matter("行政确认", "确", _SERVICE_SEAL),
    "08": Matter("行政奖励", "奖", _SERVICE_SEAL),
    "09": Matter("行政裁决", "裁", _SERVICE_SEAL),
}
OTHER_MATTER = Matter("办理", "办", _SERVICE_SEAL)

SPECIAL_SEAL = "{seal}"
RECEIPT_SEAL = "受理专用章"
"""What the window seals with what it says of a filing's receipt (D3-028; 行政许可法 art. 32.2)."""

_OTHER_ACTS = (
    Kind("benefit_decision", _("行政给付决定书"), "{matter}决定书", "{mark}决", SPECIAL_SEAL),
    Kind("payout_voucher", _("给付发放凭证"), "{matter}发放凭证", "{mark}发", SPECIAL_SEAL),
    Kind("case_approval", _("立案审批表"), "{matter}立案审批表", "{mark}立", AGENCY_SEAL, external=False),
    Kind(
        "investigation_report",
        _("案件调查终结报告"),
        "案件调查终结报告",
        "{mark}调",
        AGENCY_SEAL,
        external=False,
    ),
    Kind("penalty_notice", _("行政处罚事先告知书"), "行政处罚事先告知书", "{mark}告", AGENCY_SEAL),
    Kind("penalty_decision", _("行政处罚决定书"), "行政处罚决定书", "{mark}决", AGENCY_SEAL),
    Kind("penalty_exemption", _("不予行政处罚决定书"), "不予行政处罚决定书", "{mark}不决", AGENCY_SEAL),
    Kind("case_transfer", _("案件移送书"), "涉嫌犯罪案件移送书", "{mark}移", AGENCY_SEAL, external=False),
    Kind("levy_decision", _("行政征收决定书"), "行政征收决定书", "{mark}决", AGENCY_SEAL),
    Kind("levy_waiver", _("不予征收决定书"), "不予征收决定书", "{mark}不决", AGENCY_SEAL),
    Kind("performance_reminder", _("催告书"), "履行行政决定催告书", "{mark}催", AGENCY_SEAL),
    Kind(
        "enforcement_application",
        _("强制执行申请书"),
        "行政强制执行申请书",
        "{mark}申",
        AGENCY_SEAL,
        external=False,
    ),
    Kind(
        "measure_approval",
        _("实施行政强制措施审批表"),
        "实施行政强制措施审批表",
        "{mark}批",
        AGENCY_SEAL,
        external=False,
    ),
    Kind("scene_record", _("现场笔录"), "现场笔录", "{mark}录", AGENCY_SEAL, external=False),
    Kind("seizure_decision", _("查封、扣押决定书"), "{measure}决定书", "{mark}决", AGENCY_SEAL),
    Kind("seizure_list", _("查封、扣押清单"), "{measure}清单", "{mark}清", AGENCY_SEAL),
    Kind(
        "seizure_extension",
        _("延长查封、扣押期限决定书"),
        "延长{measure}期限决定书",
        "{mark}延",
        AGENCY_SEAL,
    ),
    Kind("release_decision", _("解除查封、扣押决定书"), "解除{measure}决定书", "{mark}解", AGENCY_SEAL),
    Kind(
        "disposal_decision",
        _("查封、扣押财物处理决定书"),
        "{measure}财物处理决定书",
        "{mark}处",
        AGENCY_SEAL,
    ),
    Kind(
        "property_transfer",
        _("查封、扣押财物移送告知书"),
        "{measure}财物移送告知书",
        "{mark}移告",
        AGENCY_SEAL,
    ),
    Kind("return_voucher", _("退还财物凭证"), "退还财物凭证", "{mark}还", AGENCY_SEAL, external=False),
    Kind("offer_announcement", _("挂牌出让公告"), "国有建设用地使用权挂牌出让公告", "挂牌告", AGENCY_SEAL),
    Kind("bidder_notice", _("竞买资格确认书"), "竞买资格确认书", "竞买", AGENCY_SEAL, external=False),
    Kind("deal_confirmation", _("成交确认书"), "成交确认书", "成交", AGENCY_SEAL, external=False),
    Kind("offer_result", _("挂牌出让结果公告"), "国有建设用地使用权挂牌出让结果公告", "挂牌果", AGENCY_SEAL),
    Kind(
        "deposit_forfeiture",
        _("保证金不予退还通知书"),
        "保证金不予退还通知书",
        "保证金",
        AGENCY_SEAL,
        external=False,
    ),
    Kind("deposit_refund", _("保证金退还清单"), "竞买保证金退还清单", "退保", AGENCY_SEAL, external=False),
)
"""Of other acts than licences (行政处罚法 art. 44, 57, 59; 行政强制法 art. 18 to 55): under the agency's own seal."""

KINDS = {
    kind.code: kind
    for kind in (
        Kind("receipt_voucher", _("接件凭证"), "接件凭证", "", RECEIPT_SEAL),
        Kind("acceptance_notice", _("受理通知书"), "受理通知书", "{mark}受", RECEIPT_SEAL),
        Kind("correction_notice", _("补正告知书"), "补正告知书", "{mark}补", RECEIPT_SEAL),
        Kind("non_acceptance_notice", _("不予受理通知书"), "不予受理通知书", "{mark}不受", RECEIPT_SEAL),
        Kind("payment_notice", _("缴费通知书"), "缴费通知书", "{mark}缴", SPECIAL_SEAL),
        Kind("payment_voucher", _("缴费凭证"), "缴费凭证", "{mark}缴凭", SPECIAL_SEAL),
        Kind("grant_decision", _("准予行政许可决定书"), "准予{matter}决定书", "{mark}准决", SPECIAL_SEAL),
        Kind("refusal_decision", _("不予行政许可决定书"), "不予{matter}决定书", "{mark}不准决", SPECIAL_SEAL),
        Kind("certificate", _("证照"), "{certificate}", "{mark}证", AGENCY_SEAL),
        Kind(
            "withdrawal_decision",
            _("准予撤回行政许可申请决定书"),
            "准予撤回{matter}申请决定书",
            "{mark}撤决",
            SPECIAL_SEAL,
        ),
        Kind("filing_return", _("申请材料退还凭证"), "申请材料退还凭证", "{mark}退", SPECIAL_SEAL),
        Kind("originals_notice", _("核验原件通知书"), "核验原件通知书", "{mark}核", SPECIAL_SEAL),
        Kind("gap_notice", _("容缺受理通知书"), "容缺受理通知书", "{mark}容", SPECIAL_SEAL),
        Kind("gap_termination", _("终止办理决定书"), "终止办理决定书", "{mark}终", SPECIAL_SEAL),
        Kind("commitment_letter", _("告知承诺书"), "告知承诺书", "{mark}诺", SPECIAL_SEAL),
        Kind("suspension_notice", _("特别程序时间告知书"), "特别程序时间告知书", "{mark}特告", SPECIAL_SEAL),
        Kind("extension_notice", _("延长办理期限告知书"), "延长办理期限告知书", "{mark}延", SPECIAL_SEAL),
        Kind("hearing_rights_notice", _("听证权利告知书"), "听证权利告知书", "{mark}听告", SPECIAL_SEAL),
        Kind("hearing_notice", _("听证通知书"), "听证通知书", "{mark}听通", SPECIAL_SEAL),
        Kind("hearing_refusal", _("不予听证通知书"), "不予听证通知书", "{mark}不听", SPECIAL_SEAL),
        Kind("hearing_announcement", _("听证公告"), "听证公告", "{mark}听公", SPECIAL_SEAL),
        Kind("hearing_record", _("听证笔录"), "听证笔录", "{mark}听录", SPECIAL_SEAL),
        Kind(
            "field_check_record", _("现场核查笔录"), "现场核查笔录", "{mark}查", SPECIAL_SEAL, external=False
        ),
        Kind(
            "third_party_notice",
            _("利害关系人告知书"),
            "利害关系人告知书",
            "{mark}利告",
            SPECIAL_SEAL,
            external=False,
        ),
        Kind("statement_record", _("陈述申辩笔录"), "陈述申辩笔录", "{mark}陈", SPECIAL_SEAL, external=False),
        Kind("meeting_minutes", _("会议纪要"), "集体讨论会议纪要", "{mark}纪", AGENCY_SEAL, external=False),
        Kind("superior_report", _("转报请示"), "关于报请审批的请示", "{mark}报", AGENCY_SEAL, external=False),
        Kind(
            "partial_grant_decision",
            _("部分准予行政许可决定书"),
            "部分准予{matter}决定书",
            "{mark}部准决",
            SPECIAL_SEAL,
        ),
        Kind("rectification_order", _("责令改正通知书"), "责令改正通知书", "{mark}责改", AGENCY_SEAL),
        Kind("inspection_notice", _("监督检查告知书"), "监督检查告知书", "{mark}检告", AGENCY_SEAL),
        Kind("inspection_record", _("监督检查记录"), "监督检查记录", "{mark}检录", AGENCY_SEAL),
        Kind("inspection_advice", _("监督检查建议书"), "监督检查建议书", "{mark}检建", AGENCY_SEAL),
        Kind(
            "inspection_letter",
            _("监督检查情况抄告函"),
            "监督检查情况抄告函",
            "{mark}抄",
            AGENCY_SEAL,
            external=False,
        ),
        Kind("complaint_reply", _("投诉处理答复书"), "投诉处理答复书", "诉复", AGENCY_SEAL),
        Kind("service_proof", _("送达回证"), "送达回证", "", SPECIAL_SEAL, external=False),
        Kind("renewal_decision", _("准予延续决定书"), "准予延续{matter}决定书", "{mark}准延决", SPECIAL_SEAL),
        Kind("renewal_refusal", _("不予延续决定书"), "不予延续{matter}决定书", "{mark}不延决", SPECIAL_SEAL),
        Kind("change_decision", _("准予变更决定书"), "准予变更{matter}决定书", "{mark}准变决", SPECIAL_SEAL),
        Kind("change_refusal", _("不予变更决定书"), "不予变更{matter}决定书", "{mark}不变决", SPECIAL_SEAL),
        Kind("revocation_notice", _("撤销事先告知书"), "撤销{matter}事先告知书", "{mark}撤告", SPECIAL_SEAL),
        Kind("revocation_decision", _("撤销决定书"), "撤销{matter}决定书", "{mark}撤销决", SPECIAL_SEAL),
        Kind("revocation_closed", _("终止撤销告知书"), "终止撤销{matter}告知书", "{mark}撤终", SPECIAL_SEAL),
        Kind("recall_notice", _("撤回事先告知书"), "撤回{matter}事先告知书", "{mark}撤回告", SPECIAL_SEAL),
        Kind("recall_decision", _("撤回决定书"), "撤回{matter}决定书", "{mark}撤回决", SPECIAL_SEAL),
        Kind("recall_closed", _("终止撤回告知书"), "终止撤回{matter}告知书", "{mark}撤回终", SPECIAL_SEAL),
        Kind("cancellation_decision", _("注销决定书"), "注销{matter}决定书", "{mark}注决", SPECIAL_SEAL),
        *_OTHER_ACTS,
    )
}
CONTESTABLE = frozenset(
    {
        "non_acceptance_notice",
        "refusal_decision",
        "partial_grant_decision",
        "renewal_refusal",
        "change_refusal",
        "revocation_decision",
        "recall_decision",
        "rectification_order",
        "cancellation_decision",
        "penalty_decision",
        "levy_decision",
        "seizure_decision",
        "seizure_extension",
        "disposal_decision",
    }
)
"""Kinds that print the remedies; they run from the day of service."""


def matter(data: Mapping[str, Any]) -> Matter:
    """Return the words for the item's type (`data["item_type"]`; a licence when not given)."""
    return MATTERS.get(data.get("item_type", LICENCE), OTHER_MATTER)


def title(code: str, data: Mapping[str, Any]) -> str:
    """Return the title as printed."""
    return KINDS[code].heading.format(
        matter=matter(data).word,
        certificate=data.get("certificate") or "证书",
        measure=data.get("measure", ""),
    )


def nature(code: str, data: Mapping[str, Any]) -> str:
    """Return the number's part behind the agency's short name, e.g. 许准决; empty: the kind has no number."""
    return KINDS[code].nature.format(mark=matter(data).mark)


@lru_cache
def sealed(code: str) -> bool:
    """Tell whether papers of the kind are printed with the seal across date and name: their template says it."""
    return "#signature" in (TEMPLATES / KINDS[code].template).read_text("utf-8")


def seal(code: str, data: Mapping[str, Any]) -> str:
    """Return the words beneath the seal's star; empty for the authority's own seal."""
    return KINDS[code].seal.format(seal=matter(data).seal)
