"""A document of each kind with the facts of an invented case: for previews of wording, and for tests."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from shenpi.apps.documents import kinds, numbers, typesetting
from shenpi.apps.documents.models import Document, WordingVersion
from shenpi.apps.documents.samples_other_acts import OTHER_ACTS
from shenpi.apps.documents.samples_upon_certificates import UPON_CERTIFICATES
from shenpi.apps.organisation.models import Agency

CASE = UUID("01939000-0000-7000-8000-000000000001")
ISSUED = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
COMMON = {
    "case_number": "26112300123X7",
    "item": "建设用地（含临时用地）规划许可",
    "agency": "广安市广安区自然资源局",
    "applicant": "四川某某房地产开发有限公司",
    "received_on": "2026-11-16",
    "enquiries": "广安区政务服务中心12号窗口，0826-2345678",
}
INSPECTED = {
    "inspected_on": "2026-11-18",
    "place": "思源大道1号施工现场",
    "findings": "实际用地与许可范围一致。\n地块东侧临时堆放建筑材料。",
    "result": "发现问题",
}
FACTS: dict[str, dict[str, Any]] = {
    "receipt_voucher": {
        "materials": [
            {"name": "建设用地规划许可申请表", "copies": 1, "form": "original"},
            {"name": "营业执照", "copies": 2, "form": "copy"},
        ],
        "received_by": "李梅",
        "channel": "window",
        "answer_due_on": "2026-11-23",
    },
    "acceptance_notice": {
        "accepted_on": "2026-11-23",
        "materials": [
            {"name": "建设用地规划许可申请表", "copies": 1, "form": "original"},
            {"name": "营业执照", "copies": 2, "form": "copy"},
            {"name": "场所证明", "copies": 1, "form": "commitment"},
        ],
        "received_by": "李梅",
        "promised_limit": {"amount": 10, "unit": "working_days"},
        "statutory_limit": {"amount": 20, "unit": "working_days"},
        "due_on": "2026-12-07",
    },
    "correction_notice": {
        "faults": [
            {"name": "申请表", "problem": "第二页未签字。"},
            {"name": "宗地图", "problem": "缺少。\n应当提交原件一份。"},
        ],
        "due_on": "2026-12-07",
    },
    "non_acceptance_notice": {
        "ground": "not_competent",
        "reason": "用地属于前锋区管辖。",
        "referral": "广安市前锋区自然资源局",
    },
    "originals_notice": {"materials": [{"name": "宗地图"}], "place": "政务服务中心3号窗口，带身份证。"},
    "gap_notice": {
        "accepted_on": "2026-11-23",
        "materials": [{"name": "宗地图"}],
        "due_on": "2026-11-30",
    },
    "gap_termination": {
        "accepted_on": "2026-11-16",
        "materials": [{"name": "宗地图"}],
        "promised_on": "2026-11-20",
    },
    "commitment_letter": {
        "commitments": [{"name": "场所证明", "notice": "经营场所应当符合安全要求。"}],
    },
    "filing_return": {"reason": "项目调整", "materials": [{"name": "申请表", "copies": 1}]},
    "suspension_notice": {
        "procedure": "专家评审",
        "reason": "项目涉及高边坡，须组织专家评审。",
        "needed": {"amount": 10, "unit": "working_days"},
        "accepted_on": "2026-11-16",
        "begins_on": "2026-11-23",
        "ends_on": "2026-12-07",
        "approved_by": "郑国华",
        "due_before": "2026-12-07",
        "due_after": "2026-12-21",
    },
    "extension_notice": {
        "reason": "现场情况复杂，需要补充踏勘。",
        "extension": {"amount": 10, "unit": "working_days"},
        "accepted_on": "2026-11-16",
        "approved_by": "局长郑国华",
        "due_before": "2026-12-07",
        "due_after": "2026-12-21",
    },
    "hearing_rights_notice": {"matter": "拟准予的许可涉及相邻权人的采光。", "claim_by": "2026-11-30"},
    "hearing_notice": {
        "held_at": "2026年12月10日 9:30",
        "place": "区政务服务中心三楼会议室",
        "chair": "吴强",
        "hold_by": "2026-12-18",
    },
    "hearing_refusal": {
        "ground": "超过规定期限提出",
        "reason": "听证权利告知书于2026年11月9日送达，期限至11月16日届满，申请于11月20日提出。",
        "basis": "《中华人民共和国行政许可法》第四十七条第一款",
    },
    "hearing_announcement": {
        "held_at": "2026年12月10日 9:30",
        "place": "区政务服务中心三楼会议室",
        "chair": "吴强",
        "matter": "拟准予的许可涉及思源大道沿线居民的采光和通行。",
    },
    "hearing_record": {
        "held_at": "2026年12月10日 9:30",
        "place": "区政务服务中心三楼会议室",
        "chair": "吴强",
        "attendees": "李四（申请人）、王磊（审查人员）",
        "record": "申请人陈述意见。\n审查人员说明依据。",
    },
    "complaint_reply": {
        "about": "区住房和城乡建设局",
        "result": "投诉反映的问题部分属实",
        "text": "窗口没有一次性告知。\n已责令改正。",
        "basis": "《行政许可法》第三十二条",
        "reviewable": True,
    },
    "field_check_record": {
        "matter": "核对用地红线。",
        "checked_on": "2026-11-20",
        "place": "官盛镇石岗村三组",
        "present": "李四（申请人代表）",
        "findings": "界址清楚。\n现场没有建筑物。",
        "officers": [
            {"name": "王磊", "remark": ""},
            {"name": "孙丽（授权，代吴强）", "remark": "东侧有灌溉渠。"},
        ],
    },
    "third_party_notice": {
        "party": "石岗村三组村民委员会",
        "address": "官盛镇石岗村",
        "matter": "涉及相邻地块的通行和排水。",
        "speak_by": "2026-11-30",
    },
    "statement_record": {
        "party": "赵五",
        "matter": "涉及采光。",
        "heard_on": "2026-11-20",
        "statement": "要求降低层高。",
        "recorder": "王磊",
    },
    "meeting_minutes": {
        "body": "办公会议",
        "held_on": "2026-11-20",
        "attendees": "郑国华、陈刚、赵静",
        "summary": "各科室说明审查意见。\n一致认为符合规划。",
        "conclusion": "准予许可",
        "recorder": "王磊",
    },
    "rectification_order": {
        "found": "2026年11月18日检查发现，该地块东侧临时堆放建筑材料，占用规划道路约120平方米。",
        "violated": "《中华人民共和国城乡规划法》第四十四条，依据该法第六十六条",
        "demand": "清除占用规划道路的建筑材料，恢复原状，并将改正情况书面报告本机关。",
        "due_on": "2026-12-08",
    },
    "inspection_notice": {
        "matter": "许可条件的保持情况、用地范围和用途。",
        "officers": ["王磊", "孙丽"],
        "inspect_on": "2026-11-30",
    },
    "inspection_record": INSPECTED
    | {
        "matter": "许可条件的保持情况、用地范围和用途。",
        "present": "李四（项目负责人）",
        "officers": [{"name": "王磊", "remark": ""}, {"name": "孙丽", "remark": "已拍照取证。"}],
    },
    "inspection_advice": INSPECTED | {"advice": "在施工现场设置材料堆放区，每月自查一次并留存记录。"},
    "inspection_letter": INSPECTED | {"recipient": "广安市广安区综合行政执法局"},
    "superior_report": {"superior": "四川省自然资源厅", "opinion": "经审查符合条件，拟同意。"},
    "partial_grant_decision": {
        "granted": "一号地块的临时使用。",
        "refused": "二号地块的临时使用。",
        "reason": "二号地块涉及永久基本农田。",
        "basis": "《土地管理法》第三十五条",
    },
    "payment_notice": {
        "items": [
            {"name": "土地复垦费", "amount": "1200.00", "basis": "《土地复垦条例》第十八条"},
            {"name": "耕地开垦费", "amount": "100000.50"},
        ],
        "amount": "101200.50",
        "due_on": "2026-12-08",
        "account": {
            "name": "广安市广安区财政局",
            "bank": "中国农业银行广安区支行",
            "number": "2268010104001234",
        },
    },
    "payment_voucher": {
        "items": [{"name": "土地复垦费", "amount": "1200.50", "basis": "《土地复垦条例》第十八条"}],
        "amount": "1200.50",
        "paid_on": "2026-11-23",
        "receipt_number": "20261123000451",
        "collected_by": "王敏",
    },
    "grant_decision": {
        "basis": "《中华人民共和国城乡规划法》第三十七条",
        "conditions": ["用地性质不得擅自改变。", "应当在一年内开工。"],
        "certificate": "建设用地规划许可证",
        "years": 3,
    },
    "refusal_decision": {
        "reason": "用地位于永久基本农田保护范围内。\n未取得选址意见书。",
        "basis": "《中华人民共和国城乡规划法》第三十七条",
    },
    "certificate": {
        "certificate": "建设用地规划许可证",
        "years": 3,
        "content": [{"label": "用地位置", "value": "思源大道1号"}],
    },
    "service_proof": {
        "served": [{"title": "准予行政许可决定书", "number": "广安区自然资许准决〔2026〕12号"}],
        "method": "邮寄送达",
        "recipient": "李四",
        "served_on": "2026-11-23",
        "served_by": "周敏",
        "tracking": "1234567890123",
        "address": "思源大道1号",
        "note": "",
    },
    **UPON_CERTIFICATES,
    **OTHER_ACTS,
    "withdrawal_decision": {"requested_on": "2026-11-20", "reason": "项目调整。"},
}


def paper(kind: str, **changes: Any) -> Document:
    """Return an unsaved document of `kind`, its facts changed by `changes`."""
    return Document(
        case_id=CASE,
        kind=kind,
        number="" if kind == "receipt_voucher" else "广安区自然资许准决〔2026〕12号",
        data={**COMMON, **FACTS[kind], **changes},
        verification_code="ABCD2345EFGH",
        issued_at=ISSUED,
        next_try_at=ISSUED,
    )


def picture(agency: Agency, kind: str, passages: dict[str, str]) -> list[bytes]:
    """Return the pages of an agency's document of a kind in these words, as PNG. Raises NotPrintable, FontsMissing."""
    return typesetting.pictures(_sample(agency, kind, passages), _mark(), ppi=80)


def pdf(agency: Agency, kind: str, passages: dict[str, str]) -> bytes:
    """Return the same as PDF/A. Raises NotPrintable for a character that no font has, FontsMissing."""
    return typesetting.render(_sample(agency, kind, passages), _mark())


def _sample(agency: Agency, kind: str, passages: dict[str, str]) -> Document:
    document = paper(kind, agency=agency.full_name)
    nature = kinds.nature(kind, document.data)
    document.number = numbers.text(agency.short_name, nature, ISSUED.year, 1) if nature else ""
    document.wording = WordingVersion(agency=agency, kind=kind, passages=passages)
    return document


def _mark() -> str:
    return _("样张　无效")
