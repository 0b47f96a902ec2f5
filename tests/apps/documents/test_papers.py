"""What each kind of document says, read back from its PDF."""

import re
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from shenpi.apps.documents import facts, kinds, wording
from shenpi.apps.documents.models import WordingVersion
from shenpi.apps.documents.samples import FACTS, paper
from shenpi.apps.documents.typesetting import NotPrintable, pictures, render
from shenpi.core.worktime import Unit

REMEDIES = (
    "自知道本决定之日起六十日内向本级人民政府申请行政复议",
    "六个月内依法向有管辖权的人民法院提起行政诉讼",
)
STATEMENTS = {
    "receipt_voucher": [
        *(
            "建设用地规划许可申请表",
            "营业执照",
            "原件",
            "复印件",
            "上述申请材料共2项",
            "2026年11月16日",
            "李梅",
        ),
        *("不表示申请已经受理", "五个工作日内（2026年11月23日前）告知是否受理", "逾期不告知的", "即为受理"),
    ],
    "acceptance_notice": [
        *(
            "第三十二条第一款第（五）项",
            "予以受理",
            "2026年11月23日",
            "10个工作日",
            "20个工作日",
            "2026年12月7日",
        ),
        *("受理专用章", "收件清单（共3项）", "营业执照", "复印件", "书面承诺", "收件人李梅"),  # D3-028
        "听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审的，所需时间不计入时限",
    ],
    "correction_notice": [
        *(
            "一次性告知需要补正的全部内容",
            "第二页未签字。",
            "宗地图",
            "应当提交原件一份。",
            "2026年12月7日前补正",
        ),
        "逾期未补正，或者补正后仍不齐全、不符合要求的，本机关将依法作出不予受理的决定",
    ],
    "non_acceptance_notice": [
        *("不属于本机关职权范围", "第三十二条第一款第（二）项", "决定不予受理", "用地属于前锋区管辖。"),
        *("请向广安市前锋区自然资源局申请", *REMEDIES),
    ],
    "payment_notice": [
        *(
            "土地复垦费",
            "¥1,200.00",
            "¥101,200.50",
            "人民币壹拾万零壹仟贰佰元伍角整",
            "2026年12月8日前足额缴纳",
        ),
        *("将依法作出不予行政许可的决定", "广安市广安区财政局", "2268010104001234"),
    ],
    "payment_voucher": [
        *(
            "四川某某房地产开发有限公司",
            "2026年11月23日",
            "20261123000451",
            "《土地复垦条例》第十八条",
            "收费登记王敏",
        ),
        *("¥1,200.50", "人民币壹仟贰佰元伍角整", "不是财政票据", "由收款单位按规定另行开具"),
    ],
    "grant_decision": [
        *(
            "第三十八条第一款",
            "决定准予行政许可",
            "应当在一年内开工。",
            "十日内",
            "颁发、送达《建设用地规划许可证》",
        ),
        "有效期至2029年11月22日",
    ],
    "refusal_decision": [
        *(
            "第三十八条第二款",
            "决定不予行政许可",
            "理由：用地位于永久基本农田保护范围内。",
            "未取得选址意见书。",
        ),
        *REMEDIES,
    ],
    "certificate": ["持证人", "思源大道1号", "2026年11月23日至2029年11月22日"],
    "originals_notice": ["核验原件", "宗地图", "3号窗口", "不是补正"],
    "gap_notice": ["2026年11月23日起先行受理", "宗地图", "2026年11月30日前补齐", "申请人承诺", "签名、盖章"],
    "gap_termination": ["2026年11月20日前补齐", "宗地图", "决定终止办理", *REMEDIES],
    "commitment_letter": ["一、行政机关告知", "经营场所应当符合安全要求。", "二、申请人承诺", "依法撤销"],
    "filing_return": ["尚未受理", "项目调整", "材料退还", "自今日起不再办理"],
    "suspension_notice": [
        *("第四十五条", "需要专家评审", "10个工作日", "2026年11月23日至2026年12月7日", "郑国华"),
        *("不计算在办理时限内", "由2026年12月7日顺延至2026年12月21日", "期满，办理时限继续计算"),
    ],
    "extension_notice": ["第四十二条", "局长郑国华批准", "10个工作日", "只此一次", "顺延至2026年12月21日"],
    "hearing_rights_notice": [
        "第四十七条",
        "五个工作日内",
        "2026年11月30日",
        "二十个工作日内",
        "不收取任何费用",
    ],
    "hearing_notice": [
        *("第四十八条", "公开举行", "2026年12月10日9:30", "主持人", "申请回避"),
        *("第四十五条", "不计算在办理期限内", "至迟于2026年12月18日举行"),
    ],
    "hearing_record": [
        *("第四十八条第二款", "申请人陈述意见", "李四（申请人）", "签字或者盖章", "主持人：", "审查人员："),
    ],
    "benefit_decision": ["符合规定条件", "第二十七条", "每人每月¥590.00", "人民币伍佰玖拾元整", "银行账户"],
    "payout_voucher": ["独生子女死亡家庭特别扶助金", "2026年11月23日", "农商银行2026112300123", "周敏"],
    "case_approval": ["监督检查中发现", "巡查发现", "同意立案", "王磊", "郑国华"],
    "investigation_report": ["王磊、孙丽", "现场检查笔录", "第七条第一款", "给予行政处罚：罚款60,000.00元"],
    "penalty_notice": [  # 行政处罚法 art. 44, 45, 63, 64
        *("第四十四条", "陈述和申辩", "五个工作日内", "不会因陈述、申辩给予更重的处罚"),
        *("罚款60,000.00元", "第六十三条", "要求听证", "听证不收取费用"),
    ],
    "penalty_decision": [  # everything that art. 59 names
        *("四川某某房地产开发有限公司", "思源大道1号", "10月8日起组织施工", "询问笔录", "罚款60,000.00元"),
        *(
            "《建设工程质量管理条例》第五十七条",
            "听取、复核",
            "十五日内",
            "人民币陆万元整",
            "百分之三加处罚款",
        ),
        *("不停止执行", *REMEDIES),
    ],
    "penalty_exemption": ["第三十三条", "第（二）项", "决定不予行政处罚", "引以为戒"],
    "case_transfer": ["公安机关：", "第二十七条", "第（四）项", "随案移送的证据材料"],
    "levy_decision": ["城市道路挖掘修复费", "¥8,400.00", "人民币捌仟肆佰元整", "15日内", "催告", *REMEDIES],
    "levy_waiver": ["决定不予征收", "已经自行修复"],
    "performance_reminder": [  # 行政强制法 art. 35
        *("第三十五条、第五十四条", "十个工作日内", "¥60,000.00", "¥1,800.00", "陈述和申辩"),
    ],
    "enforcement_application": [
        "广安市广安区人民法院：",
        "第五十三条",
        "2026年11月3日送达催告书",
        "负责人签名",
    ],
    "measure_approval": [
        "施工升降机防坠安全器过期",
        "二十四小时内报告并补办批准手续",
        "批准。",
        "王磊",
        "郑国华",
    ],
    "scene_record": [  # 行政强制法 art. 18
        *(
            "2026年11月20日10:30",
            "王磊、孙丽",
            "出示执法身份证件",
            "邀请见证人赵静",
            "救济途径",
            "不知道过期",
        ),
        *("施工升降机", "防坠安全器超过标定期限", "见证人签名"),
    ],
    "seizure_decision": [  # everything that 行政强制法 art. 24.2 names
        *("扣押决定书", "四川某某房地产开发有限公司", "思源大道1号", "第六十五条第一款第（四）项"),
        *("自2026年11月20日至2026年12月20日", "钢丝绳", "120米", "陈述和申辩", *REMEDIES),
    ],
    "seizure_list": ["扣押清单", "强决〔2026〕3号", "以上共2项", "一式二份"],
    "seizure_extension": [  # art. 25
        *("延长扣押期限决定书", "外省出租单位", "延长30日", "由2026年12月20日延长至2027年1月19日", *REMEDIES),
    ],
    "release_decision": ["解除扣押决定书", "不再需要", "第二十八条", "立即退还"],
    "disposal_decision": ["扣押财物处理决定书", "罚决〔2026〕12号", "予以没收", *REMEDIES],
    "property_transfer": ["扣押财物移送告知书", "第二十一条", "一并移送"],
    "offer_announcement": [  # 招标拍卖挂牌出让国有建设用地使用权规定 art. 8, 9
        *("GA-2026-08", "商业", "¥12,000,000.00", "¥2,400,000.00", "2026年12月15日至2026年12月28日"),
        *("公共资源交易服务大厅", "五个工作日内退还，不计利息"),
    ],
    "bidder_notice": ["四川某某置业有限公司", "竞买号为2号", "¥2,400,000.00"],
    "deal_confirmation": [  # art. 20
        *(
            "四川某某置业有限公司",
            "2号",
            "¥12,500,000.00",
            "转作受让地块的定金",
            "2027年1月12日前",
            "具有法律效力",
        ),
    ],
    "offer_result": ["成交", "四川某某置业有限公司", "¥12,500,000.00", "3个", "7次"],
    "deposit_forfeiture": ["第五百八十七条", "¥2,400,000.00不予退还", "没有签订出让合同"],
    "deposit_refund": ["广安某某商贸有限公司", "李四", "¥4,800,000.00", "农商银行2026123000456", "不计利息"],
    "return_voucher": ["退还财物凭证", "李四", "封条完好", "已经全部退还"],
    "complaint_reply": ["区住房和城乡建设局", "部分属实", "已责令改正。", "三十日内", "原承办人以外"],
    "hearing_refusal": ["超过规定期限提出", "不予组织听证", "第四十七条", "一并提出"],
    "hearing_announcement": [
        "公开举行听证",
        "2026年12月10日9:30",
        "采光和通行",
        "旁听",
        "第四十六条、第四十八条",
    ],
    "field_check_record": [
        "第三十四条第三款",
        "2名工作人员核查",
        "王磊、孙丽（授权，代吴强）",
        "东侧有灌溉渠。",
        "石岗村三组",
    ],
    "third_party_notice": [
        "石岗村三组村民委员会：",
        "第三十六条",
        "陈述和申辩",
        "2026年11月30日前",
        "通行和排水",
    ],
    "statement_record": ["赵五", "要求降低层高。", "2026年11月20日", "签字"],
    "meeting_minutes": [
        "办公会议",
        "一致认为符合规划。",
        "会议决定：准予许可",
        "郑国华、陈刚、赵静",
        "2026年11月20日",
    ],
    "rectification_order": [
        "监督检查",
        "占用规划道路约120平方米",
        "第六十六条",
        "2026年12月8日前改正",
        "如不服本通知",
        *REMEDIES[1:],
    ],
    "inspection_notice": [  # 行政许可法 arts 61 to 63
        *("第六十一条", "2026年11月30日", "王磊、孙丽", "用地范围", "出示执法证件", "不收取任何费用"),
    ],
    "inspection_record": [
        *(
            "第六十一条第二款",
            "2026年11月18日",
            "发现问题",
            "临时堆放建筑材料。",
            "公众有权查阅",
            "王磊、孙丽",
        ),
        *("孙丽补充：已拍照取证。", "被检查人签字："),
    ],
    "inspection_advice": ["思源大道1号施工现场", "每月自查一次", "另行作出决定"],
    "inspection_letter": ["广安市广安区综合行政执法局：", "结果为发现问题", "将处理结果函告本机关"],
    "superior_report": ["四川省自然资源厅：", "拟同意", "第三十五条", "妥否，请批示"],
    "partial_grant_decision": ["部分准予行政许可", "一号地块", "二号地块涉及永久基本农田。", *REMEDIES],
    "service_proof": ["邮寄送达", "李四", "1234567890123", "准予行政许可决定书", "送达人：周敏"],
    "renewal_decision": ["第五十条第二款", "视为准予延续", "2029年12月31日", "广安区自然资许证〔2023〕7号"],
    "renewal_refusal": ["第五十条", "不予延续", "未按期完成土地复垦。", *REMEDIES],
    "change_decision": ["第四十九条", "四川某某置业有限公司", "原证件同时作废"],
    "change_refusal": ["第四十九条", "变更后的用途不符合规划。", *REMEDIES],
    "revocation_notice": ["第六十九条", "有权陈述和申辩", "2026年11月30日", "拟撤销"],
    "revocation_decision": ["第六十九条", "决定撤销", "已经听取", "不正当手段", *REMEDIES],
    "revocation_closed": ["决定终止撤销程序", "继续有效", "勘测报告真实"],
    "recall_notice": ["第八条第二款", "公共利益", "客观情况发生重大变化", "拟予补偿", "2026年11月30日"],
    "recall_decision": ["第八条第二款", "决定撤回", "给予补偿", "全额补偿", "已经听取", *REMEDIES],
    "recall_closed": ["决定终止撤回程序", "继续有效", "不再占用"],
    "cancellation_decision": ["第七十条", "决定注销", "有效期届满未延续", *REMEDIES],
    "withdrawal_decision": ["2026年11月20日请求撤回", "决定准予撤回", "自本决定作出之日起终止", "项目调整。"],
}
OPENING = "你（单位）就“{item}”提出的申请（编号{number}）收悉"
FULL = {
    "opening": OPENING,
    "basis": "《四川省政务服务条例》第十二条。",
    "notes": "请带身份证领取。",
    "organ": "广安市广安区人民政府",
    "court": "广安市广安区人民法院",
    "remedies": "复议申请可以寄送至思源大道1号。",
    "contact": "三楼5号窗口",
    "footer": "思源大道1号　邮编638000",
}
RARE = "𠮷㐂䶮𫖯𰻞喆"  # U+20BB7 and other characters outside the common sets


def words(pdf: bytes) -> str:
    """Return the text of a PDF without blanks and line breaks."""
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages))


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_each_kind_states_what_the_law_requires(kind: str) -> None:
    """Licence Law arts 32, 38, 44, 45, 58; D3-031, D3-035, D3-054 to D3-057, D10-030 to D10-032, D10-037.

    Every refusal also tells both remedies: 行政复议法 art. 20, 行政诉讼法 art. 46.
    """
    document = paper(kind)
    text = words(render(document))
    common = [
        document.title,
        document.number,
        document.data["agency"],
        document.data["item"],
        "2026年11月23日",
    ]
    verification = ["ABCD-2345-EFGH", "/verify/ABCD2345EFGH", document.data["case_number"]]
    for statement in [*common, *verification, document.seal_name, *STATEMENTS[kind]]:
        assert statement in text, statement


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_an_agencys_words_are_printed_in_an_archival_pdf(kind: str) -> None:
    """Each passage that a kind offers is printed, the remedies keep their terms (D10-075); fonts embedded (D10-013).

    PDF/A: a paper read in thirty years looks as it was issued.
    """
    document = paper(kind)
    passages = {each.code: FULL[each.code] for each in wording.of(kind)}
    document.wording = WordingVersion(passages=passages)
    pdf = render(document)
    text = words(pdf)
    for said in passages.values():
        filled = said.format(item=document.data["item"], number=document.data["case_number"])
        assert "".join(filled.split()) in text
    if "remedies" in passages:
        assert "六十日内向广安市广安区人民政府申请行政复议" in text
        assert "六个月内依法向广安市广安区人民法院提起行政诉讼" in text
    reader = PdfReader(BytesIO(pdf))
    assert b"pdfaid" in reader.xmp_metadata.stream.get_data()
    fonts_used = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts_used
    for font in fonts_used:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)
        assert re.match(r"/[A-Z]{6}\+", descriptor["/FontName"])


def test_the_same_facts_give_the_same_bytes() -> None:
    assert render(paper("grant_decision")) == render(paper("grant_decision"))


def test_rare_characters_are_printed_and_can_be_copied() -> None:
    """Names with characters outside the common sets (issue 2, bad input: 生僻字)."""
    assert RARE in words(render(paper("acceptance_notice", applicant=RARE)))


def test_a_character_without_glyph_is_named() -> None:
    with pytest.raises(NotPrintable, match=r"U\+E000"):
        render(paper("acceptance_notice", applicant="张\ue000"))


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_text_of_people_is_never_markup(kind: str) -> None:
    hostile = '#panic("x") *a* _b_ $c$ <d> @e \\ `f` // g /* h */ [i] "j"'
    shown = re.sub(r"\s+", "", hostile)
    assert shown in words(render(paper(kind, item=hostile)))


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_only_required_facts_are_needed_and_nothing_empty_is_printed(kind: str) -> None:
    needed = facts.COMMON | facts.REQUIRED[kind]
    document = paper(kind)
    document.data = {key: value for key, value in document.data.items() if key in needed}
    text = words(render(document))
    for leftover in ("none", "None", "null", "代理人", "咨询方式", "开户银行", "（）", "《》"):
        assert leftover not in text


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_long_names_stay_on_the_page(kind: str) -> None:
    """Names of 110 characters, 30 materials, unbroken Latin text: no ink in the margins or across the foot."""
    name = "广安市广安区" + "某" * 104
    crowded = {
        "materials": [{"name": name, "copies": 12, "form": "original"}] * 30,
        "faults": [{"name": name, "problem": "x" * 300}] * 30,
        "items": [{"name": name, "amount": "99999999.99", "basis": name}] * 20,
        "reason": "y" * 3000,
        "conditions": [name] * 20,
    }
    changes = {key: value for key, value in crowded.items() if key in FACTS[kind]}
    document = paper(kind, agency=name, applicant=name, item=name, **changes)
    framed = kind == "certificate"
    for number, picture in enumerate(pictures(document, ppi=50)):
        page = Image.open(BytesIO(picture)).convert("L")
        wide, high = (297, 210) if framed else (210, 297)
        blank = {
            "left": (13, 13, 23, high - 13) if framed else (0, 0, 23, high),
            "right": (wide - 23, 13, wide - 13, high - 13) if framed else (wide - 23, 0, wide, high),
            "above the foot": (13, 172.5, wide - 13, 173.5) if framed else (0, 263, wide, 267),
        }
        for place, area in blank.items():
            darkest, _lightest = page.crop(tuple(round(mm / 25.4 * 50) for mm in area)).getextrema()
            assert darkest > 250, f"ink {place} on page {number + 1}"


@pytest.mark.parametrize("kind", ["hearing_rights_notice", "hearing_notice"])
def test_a_third_party_is_addressed_by_name_and_told_whose_application_it_is(kind: str) -> None:
    """行政许可法 art. 47, 48: applicants and interested third parties alike."""
    text = words(render(paper(kind, party="石岗村三组", address="石岗村12号")))
    assert "石岗村三组：" in text
    assert "送达地址：石岗村12号" in text
    assert "你（单位）提出" not in text


def test_a_voucher_names_the_fiscal_receipt_that_was_made_out() -> None:
    """财政票据管理办法 (财政部令第70号): what counts is the form of the treasury, and no paper of ours."""
    told = words(render(paper("payment_voucher", fiscal_number="川财 0009")))
    assert "财政票据号码川财0009" in told
    assert "以财政票据为准" in told
    assert "不是财政票据" not in told


def test_the_time_of_a_superior_is_not_called_a_special_procedure() -> None:
    """行政许可法 art. 35, 43: what a superior decides is none of the eight of art. 45."""
    text = words(render(paper("suspension_notice", procedure="报上级机关审批", superior="四川省自然资源厅")))
    assert "第三十五条、第四十三条的规定，所需时间不计算在本机关办理时限内" in text
    assert "第四十五条" not in text


def test_an_ordered_hearing_is_not_said_to_have_been_claimed() -> None:
    """行政许可法 art. 46: the agency holds it of its own motion, and says why; nobody asked for it."""
    for to in ({}, {"party": "石岗村三组"}):
        text = words(render(paper("hearing_notice", ordered="涉及公共利益的重大行政许可事项", **to)))
        assert "因涉及公共利益的重大行政许可事项，本机关决定公开举行听证" in text
        assert "第四十六条、第四十八条" in text
        assert "要求听证。" not in text


def test_a_revocation_tells_what_becomes_of_loss_and_gain() -> None:
    """行政许可法 art. 69.4: loss by the agency's own fault is made good; what fraud brought is not protected."""
    loss, gain = "可以依照《中华人民共和国行政许可法》第六十九条第四款的规定请求赔偿", "取得的利益不受保护"
    text = words(render(paper("revocation_decision", ground="超越法定职权作出准予行政许可决定", fraud=False)))
    assert (loss in text, gain in text) == (True, False)
    text = words(render(paper("revocation_decision", fraud=True)))
    assert (loss in text, gain in text) == (False, True)


def test_other_item_types_are_not_called_licences() -> None:
    """A benefit (GB/T 39046 type 05) is granted by a 给付 decision, not under the Licence Law."""
    text = words(render(paper("grant_decision", item_type="05")))
    assert "准予行政给付决定书" in text
    assert "政务服务专用章" in text
    assert "行政许可法" not in text


def test_deemed_acceptance_says_why() -> None:
    """Silence for five working days is acceptance from the day of receipt (Licence Law art. 32.4; D10-031)."""
    text = words(render(paper("acceptance_notice", deemed=True)))
    assert "五个工作日内未告知需要补正的内容" in text
    assert "第三十二条第一款第（四）项" in text
    text = words(render(paper("acceptance_notice", deemed=True, supplemented=True)))
    assert "自收到补正材料之日起即为受理" in text


def test_every_unit_of_a_limit_has_its_word() -> None:
    assert set(facts.UNITS) == set(Unit)
