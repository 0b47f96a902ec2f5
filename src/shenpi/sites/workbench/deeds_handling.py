"""What may be chosen on the steps of handling: field checks, third parties, meetings, and reports upward."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shenpi.apps.casework import acts, proceedings
from shenpi.sites.workbench import performing_handling as performing
from shenpi.sites.workbench.deed import Beginning, Deed
from shenpi.sites.workbench.performing import opinion

Kind = proceedings.Kind

_DECIDE_TOGETHER = Deed(
    "decide",
    _("登记会议决定并签发"),
    _("会议纪要附卷，决定一经签发即生成文书，不能收回。"),
    performing.decide,
    "decision_meeting",
)
ESCALATE = Deed(
    "escalate",
    _("提交上一级决定"),
    _("本环节不再决定，转由上一级决定。"),
    performing.escalate,
    "reasons",
    right="decide",
)

SEND_BACK = Deed(
    "send_back",
    pgettext_lazy("button", "退回"),
    _("退回的环节重新办理，已用时间照常计算，材料不能改动。"),
    performing.send_back,
    "send_back",
)

HANDLING: dict[str, tuple[Deed, ...]] = {
    "joint_review": (
        _DECIDE_TOGETHER,
        Deed(
            "escalate",
            _("提交办公会议"),
            _("会审纪要附卷，由办公会议讨论决定。"),
            performing.escalate,
            "escalate_meeting",
            right="decide",
        ),
        SEND_BACK,
    ),
    "executive_meeting": (_DECIDE_TOGETHER, SEND_BACK),
    "check_rectification": (
        Deed(
            "check_rectification",
            _("登记复查结果"),
            _("已改正的，到此为止；未改正的，写明理由和依法如何处理。"),
            opinion(acts.check_rectification),
            "check_rectification",
        ),
    ),
    "check_originals": (
        Deed(
            "check_originals",
            _("核对材料原件"),
            _("一致的，转领导决定；不符的，退回预审。"),
            performing.check_originals,
            "check_originals",
        ),
    ),
    "forward": (
        Deed(
            "forward",
            _("转报上级"),
            _("生成请示，书面告知申请人；等待批复期间计时暂停。"),
            performing.forward,
            "forward",
        ),
    ),
    "register_reply": (
        Deed(
            "register_reply",
            _("登记批文"),
            _("按批文生成决定书，转窗口送达。"),
            performing.register_reply,
            "register_reply",
        ),
    ),
    "record_field_check": (
        Deed(
            "record_field_check",
            _("登记现场核查笔录"),
            _("您首先签名，其他核查人员随后核对、签名。"),
            performing.record_field_check,
            "record_field_check",
        ),
    ),
    "sign_field_check": (
        Deed(
            "sign_field_check",
            _("核对笔录并签名"),
            _("以您的实名签名；全部签名后笔录附卷，不能再改。"),
            performing.sign_field_check,
            "sign_field_check",
        ),
    ),
    "record_inspection": (
        Deed(
            "record_inspection",
            _("登记监督检查"),
            _("您首先签名，其他检查人员随后核对、签名；要责令改正的，另行出具通知书。"),
            performing.record_inspection,
            "record_inspection",
        ),
    ),
    "sign_inspection": (
        Deed(
            "sign_inspection",
            _("核对检查记录并签名"),
            _("以您的实名签名；全部签名后记录归档，不能再改。"),
            performing.sign_inspection,
            "sign_field_check",
        ),
    ),
    "hear_third_party": (
        Deed(
            "hear_third_party",
            _("登记陈述申辩"),
            _("笔录附卷，决定前应当考虑。"),
            performing.hear_third_party,
            "hear_third_party",
        ),
    ),
    "record_meeting": (
        Deed(
            "record_meeting",
            _("登记会议纪要"),
            _("纪要附卷，签发的决定须与会议决定一致。"),
            performing.record_meeting,
            "record_meeting",
        ),
    ),
}
"""By the act that the drawing names for the step."""

STEPS: dict[str, Promise] = {
    "joint_review": _("会审"),
    "executive_meeting": _("办公会议"),
    "check_originals": _("窗口核对材料"),
    "forward": _("转报上级"),
    "register_reply": _("登记批文"),
    "record_field_check": _("现场核查"),
    "sign_field_check": _("核查签名"),
    "record_inspection": _("监督检查"),
    "sign_inspection": _("检查签名"),
    "hear_third_party": _("听取利害关系人意见"),
    "record_meeting": _("会议纪要"),
    "check_rectification": _("复查改正情况"),
}

BEGINNINGS = (
    Beginning(
        "order_field_check",
        Kind.FIELD_CHECK,
        _("指派现场核查"),
        _("核查人员都签名后笔录附卷；在此之前不能作出决定。"),
        performing.begin_field_check,
        "order_field_check",
    ),
    Beginning(
        "tell_third_parties",
        Kind.THIRD_PARTY,
        _("告知利害关系人"),
        _("出具利害关系人告知书；听取意见或者陈述期满前不能作出决定。"),
        performing.begin_third_parties,
        "tell_third_parties",
    ),
    Beginning(
        "order_inspection",
        Kind.INSPECTION,
        _("指派监督检查"),
        _("对被许可人从事许可活动的情况进行检查；检查人员都签名后，监督检查记录归档。"),
        performing.begin_inspection,
        "order_inspection",
    ),
    Beginning(
        "order_rectification",
        Kind.RECTIFY,
        _("责令改正"),
        _("出具责令改正通知书；期限届满后七日内复查，复查前不能结案。"),
        performing.begin_rectification,
        "order_rectification",
    ),
    Beginning(
        "call_meeting",
        Kind.MEETING,
        _("召集会审或者提交办公会议"),
        _("五个工作日内召开，会议决定作出前不能签发，签发须与会议决定一致。"),
        performing.begin_meeting,
        "call_meeting",
    ),
)
