"""The samples of other acts than licences: penalty, levy, payment of benefits."""

from typing import Any

PENAL = {"item_type": "02", "item": "建设单位未取得施工许可证擅自施工的处罚"}
GIVEN = {
    "item_type": "05",
    "item": "计划生育家庭特别扶助金",
    "benefit": "独生子女死亡家庭特别扶助金",
    "amount": "590.00",
    "every": "每人每月",
}
LEVIED = {"item_type": "04", "item": "城市道路占用费、挖掘修复费征收"}
FOUND = {
    "facts": "当事人在未取得施工许可证的情况下，于2026年10月8日起组织施工。",
    "evidence": "现场检查笔录、施工合同、询问笔录。",
    "violated": "《中华人民共和国建筑法》第七条第一款",
    "basis": "《建设工程质量管理条例》第五十七条",
}
TAKEN = {
    "item_type": "03",
    "item": "查封、扣押不符合安全标准的设施、设备、器材",
    "address": "思源大道1号",
    "measure": "扣押",
    "things": [
        {"name": "施工升降机（SC200/200）", "amount": "1台", "condition": "防坠安全器超过标定期限"},
        {"name": "钢丝绳", "amount": "120米", "condition": "断丝、锈蚀"},
    ],
    "taken_on": "2026-11-20",
    "until": "2026-12-20",
}
WHY = {
    "reason": "检查发现施工升降机的防坠安全器超过标定有效期，仍在使用。",
    "basis": "《中华人民共和国安全生产法》第六十五条第一款第（四）项",
}
SOLD = {
    "item_type": "10",
    "item": "国有建设用地使用权挂牌出让",
    "closed_on": "2026-12-28",
    "bidders": 3,
    "bids": 7,
}
LAND = {
    "land": [
        {"name": "宗地编号", "value": "GA-2026-08"},
        {"name": "位置", "value": "官盛新区滨江路东侧"},
        {"name": "面积", "value": "15200平方米"},
        {"name": "用途", "value": "商业"},
        {"name": "使用年期", "value": "40年"},
    ]
}
OFFERED = {
    "item_type": "10",
    "item": "国有建设用地使用权挂牌出让",
    "start": "12000000.00",
    "step": "100000.00",
    "deposit": "2400000.00",
    "opens_on": "2026-12-15",
    "closes_on": "2026-12-28",
    "place": "广安区公共资源交易服务大厅",
}
OTHER_ACTS: dict[str, dict[str, Any]] = {
    "benefit_decision": GIVEN | {"basis": "《中华人民共和国人口与计划生育法》第二十七条"},
    "payout_voucher": GIVEN
    | {"paid_on": "2026-11-23", "voucher_number": "农商银行2026112300123", "paid_by": "周敏"},
    "case_approval": PENAL
    | {
        "source": "监督检查中发现",
        "found": "巡查发现该项目未取得施工许可证即开工。",
        "address": "思源大道1号",
        "asked_by": "王磊",
        "approved": True,
        "approved_by": "郑国华",
        "opinion": "属于本机关管辖。",
    },
    "investigation_report": PENAL
    | FOUND
    | {
        "officers": ["王磊", "孙丽"],
        "source": "监督检查中发现",
        "proposal": "给予行政处罚",
        "imposed": ["罚款60,000.00元"],
    },
    "penalty_notice": PENAL | FOUND | {"imposed": ["罚款60,000.00元"], "hearing": True},
    "penalty_decision": PENAL
    | FOUND
    | {
        "party_number": "91511602MA6XXXXX0X",
        "address": "思源大道1号",
        "reason": "项目已经停工，能够配合调查，从轻处罚。",
        "imposed": ["罚款60,000.00元"],
        "heard": "statement",
        "owed": "60000.00",
        "fine": True,
    },
    "penalty_exemption": PENAL
    | {
        "facts": FOUND["facts"],
        "reason": "违法行为轻微并及时改正，没有造成危害后果。",
        "basis": "《行政处罚法》第三十三条",
    },
    "case_transfer": PENAL
    | {"facts": FOUND["facts"], "evidence": FOUND["evidence"], "reason": "涉嫌伪造国家机关证件。"},
    "levy_decision": LEVIED
    | {
        "address": "思源大道1号",
        "items": [
            {"name": "城市道路挖掘修复费", "amount": "8400.00", "basis": "《城市道路管理条例》第三十七条"}
        ],
        "amount": "8400.00",
        "days": 15,
        "reason": "经核查，挖掘城市道路28平方米。",
        "basis": "《城市道路管理条例》第三十七条",
    },
    "levy_waiver": LEVIED | {"reason": "应急抢修，已经自行修复。"},
    "performance_reminder": PENAL
    | {"amount": "60000.00", "surcharge": "1800.00", "fine": True, "due_on": "2026-11-20"},
    "enforcement_application": PENAL
    | {
        "court": "广安市广安区人民法院",
        "address": "思源大道1号",
        "amount": "60000.00",
        "surcharge": "60000.00",
        "urged_on": "2026-11-03",
    },
    "measure_approval": TAKEN
    | {
        "source": "监督检查中发现",
        "found": "施工升降机防坠安全器过期，拟予扣押。",
        "asked_by": "王磊",
        "urgent": True,
        "approved": True,
        "approved_by": "郑国华",
        "opinion": "情况属实。",
    },
    "scene_record": TAKEN
    | WHY
    | {
        "taken_at": "2026年11月20日 10:30",
        "place": "思源大道商业楼工地",
        "officers": ["王磊", "孙丽"],
        "attended": "absent",
        "witness": "赵静",
        "statement": "设备是租来的，不知道过期。",
        "keeping": "就地封存，委托项目部保管。",
    },
    "seizure_decision": TAKEN
    | WHY
    | {"place": "思源大道商业楼工地", "keeping": "就地封存，委托项目部保管。"},
    "seizure_list": TAKEN | {"decision": "广安区住建强决〔2026〕3号", "officers": ["王磊", "孙丽"]},
    "seizure_extension": TAKEN
    | {
        "reason": "设备来源须向外省出租单位核实，情况复杂。",
        "extension": {"amount": 30, "unit": "calendar_days"},
        "approved_by": "郑国华",
        "due_before": "2026-12-20",
        "until": "2027-01-19",
    },
    "release_decision": TAKEN
    | {
        "ground": "其他不再需要采取查封、扣押措施的情形",
        "reason": "防坠安全器已经更换并检测合格。",
        "article": "第二十八条",
    },
    "disposal_decision": TAKEN
    | {
        "verdict": "forfeit",
        "reason": "经查，该设备属于国家明令淘汰的设备。",
        "basis": "《中华人民共和国行政强制法》第二十七条",
        "penalty": "广安区住建罚决〔2026〕12号",
    },
    "property_transfer": TAKEN
    | {"reason": "涉嫌危险作业罪。", "basis": "《中华人民共和国行政强制法》第二十一条"},
    "offer_announcement": OFFERED | LAND,
    "bidder_notice": OFFERED | {"party": "四川某某置业有限公司", "bidder_number": 2},
    "deal_confirmation": OFFERED
    | LAND
    | {
        "party": "四川某某置业有限公司",
        "bidder_number": 2,
        "amount": "12500000.00",
        "closed_on": "2026-12-28",
        "contract_by": "2027-01-12",
    },
    "offer_result": SOLD | LAND | {"winner": "四川某某置业有限公司", "amount": "12500000.00"},
    "deposit_forfeiture": SOLD
    | {
        "party": "四川某某置业有限公司",
        "deposit": "2400000.00",
        "amount": "12500000.00",
        "reason": "至2027年1月12日没有签订出让合同。",
    },
    "deposit_refund": SOLD
    | {
        "rows": [{"number": 1, "name": "广安某某商贸有限公司"}, {"number": 3, "name": "李四"}],
        "deposit": "2400000.00",
        "amount": "4800000.00",
        "refunded_on": "2026-12-30",
        "voucher_number": "农商银行2026123000456",
        "paid_by": "王磊",
    },
    "return_voucher": TAKEN
    | {"returned_on": "2026-12-10", "recipient": "李四", "returned_by": "王磊", "note": "封条完好。"},
}
