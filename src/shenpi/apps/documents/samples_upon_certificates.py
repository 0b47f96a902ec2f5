"""The samples of what may become of a certificate: renewed, changed, revoked, recalled, cancelled."""

from typing import Any

UPON = {"certificate": "建设用地规划许可证", "certificate_number": "广安区自然资许证〔2023〕7号"}
RECALLED = UPON | {
    "ground": "准予行政许可所依据的客观情况发生重大变化",
    "reason": "城市轨道交通一号线调整线位，该地块须用作车站。",
    "compensation": "已经发生的勘察、设计费用按评估结果全额补偿，自本决定送达之日起三十日内支付。",
}
UPON_CERTIFICATES: dict[str, dict[str, Any]] = {
    "renewal_decision": UPON
    | {"valid_until_before": "2026-12-31", "valid_until": "2029-12-31", "deemed": True},
    "renewal_refusal": UPON | {"reason": "未按期完成土地复垦。", "basis": "《土地复垦条例》第二十条"},
    "change_decision": UPON | {"changes": [{"label": "持证人", "value": "四川某某置业有限公司"}]},
    "change_refusal": UPON | {"reason": "变更后的用途不符合规划。"},
    "revocation_notice": UPON
    | {
        "ground": "被许可人以欺骗、贿赂等不正当手段取得行政许可",
        "reason": "申请时提交的勘测报告系伪造。",
        "answer_by": "2026-11-30",
    },
    "revocation_decision": UPON
    | {
        "ground": "被许可人以欺骗、贿赂等不正当手段取得行政许可",
        "reason": "申请时提交的勘测报告系伪造。",
        "basis": "《城乡规划法》第三十九条",
        "fraud": True,
        "heard": True,
    },
    "revocation_closed": UPON | {"reason": "经复核，勘测报告真实。"},
    "recall_notice": RECALLED | {"answer_by": "2026-11-30"},
    "recall_decision": RECALLED | {"basis": "《城乡规划法》第五十条", "heard": True},
    "recall_closed": UPON | {"reason": "轨道线位已经调整，不再占用该地块。"},
    "cancellation_decision": UPON
    | {"ground": "行政许可有效期届满未延续", "reason": "有效期至2026年10月31日，未申请延续。"},
}
