"""How each page is used, in a sentence or three (D1-028: help beside the work, for every role)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PAGES: Mapping[str, Promise] = {
    "home": _("输入事项、证件或部门的名称，两个字就能查；也可以从主题或部门进入。办过的事在“我的办件”里看。"),
    "portal_search": _("点事项名称看办事指南：谁能办、带什么、多久、多少钱。能在线申请的，指南上有按钮。"),
    "portal_item": _("先看材料清单和条件，备齐再点“在线申请”。没有按钮的事项请到窗口办理。"),
    "portal_bundle_guide": _("一次申请几个事项：共用的内容只填一次，共用的材料只交一次，各事项分别办理。"),
    "portal_bundle": _(
        "一件事的全部事项在这里：每个事项办到哪一步、最迟什么时候。点开一个，看它的文书和过程。"
    ),
    "portal_draft": _("逐节填写，随填随存，可以下次再来。全部完成后核对并提交。"),
    "portal_check": _(
        "逐项核对，有误就点“修改”。提交后不能再改，办件编号和查询码请抄下；以后怎样通知您，这里也写明了。"
    ),
    "portal_mine": _("每件申请下面写着下一步该谁做、最迟什么时候。需要您补正或缴费的排在办件页的最上面。"),
    "portal_case": _("左边是办理过程，右边是可以下载的文书。到期时间怎么算的，点开就能看到逐日说明。"),
    "portal_agent": _("居民签了授权委托书，先点“登记委托”；以后点居民的姓名，为他填写、提交、跟进。"),
    "portal_mandate_record": _(
        "照委托书填：办哪些事、有哪些权限、到哪一天。登记后把编号和查询码打印交给居民。"
    ),
    "portal_agent_mandate": _(
        "在这里为这位居民开始新的申请，接着填没填完的，看他的办件；他自己办的您看不到。"
    ),
    "portal_mandates": _("编号和查询码在代办员给您的委托回执上。看他为您办了什么，不同意的，随时撤销。"),
    "portal_mandate": _("看代办员为您办了什么；不同意的，随时撤销，已提交的申请由您自己跟进。"),
    "portal_messages": _("办件的每个进展都在这里。填了邮箱，也会发到邮箱。"),
    "work_tray": _(
        "最先到期的排在最前。先看红灯和黄灯；可以按环节、事项、机关和文字筛选，把常用的筛选存为视图。"
    ),
    "work_case": _(
        "左边是案卷：材料、申请表、文书；右边是轮到您办的事，按钮就是法定的办理方式，下面一行写着后果。"
    ),
    "work_case_messages": _("申请人什么时候、用什么方式被告知，是否送达。没有送达的，请电话告知。"),
    "work_choose": _("选申请人要办的事项；带不全材料的也先接件，审查时再一次性告知补正。"),
    "work_receive_bundle": _("填一次、清点一次，系统按事项分成几件；共用的材料每件都有。"),
    "work_bundle": _("一件事的全部办件：各自的状态和期限。点办件编号进入办理。"),
    "work_receive": _("按清单勾选收到的材料和份数，核对过原件的勾上。接件后打印接件凭证，交给申请人查询码。"),
    "work_cases": _("输入办件编号、申请人或事项名称，两个字就能查。没有权限的内容会遮住。"),
    "work_delegations": _("外出前把岗位授权给同事，已在待办里的也一并转交；回来可以随时收回。"),
    "work_oversight": _("监察机构发来的督办要在期限内答复；对本人的查处可以陈述和申诉。"),
    "work_processes": _("每个事项按哪张流程图办，各环节由谁办、多少天。"),
    "work_messages": _("到期提醒、退回重办和补正到件都在这里。填了手机或邮箱，也会发到那里。"),
    "work_messages_out": _("先看“发不出去”和“未送达”的，问明原因再发一次；已经另行告知的，点“不再发送”。"),
    "work_messages_plan": _("勾选每件事用哪些渠道通知，按行保存。只想改一个事项的，先输入它的编码。"),
    "work_messages_text": _("花括号里的内容由系统填写。保存后是新的一版，以前发出的不变。"),
    "work_wording": _("左边改用语，右边的样张随着变。保存要写原因；以前的版本都在下面，可以恢复。"),
    "work_watched": _("点办件编号看那一件。误点也会记下，问清楚再处理；记录谁也不能改。"),
    "wall": _("数字都能点开，看到后面的办件。灯是即时算出的，信号和警示记录不能更改。"),
    "steps": _("所有在办环节，最先到期的在前；可以按灯号、部门和科室筛选。"),
    "signals": _("规则发现的预警、异常、黄牌、红牌。点开一条，可以督办、立案或者说明理由撤销。"),
    "records": _("超期的环节自动记录在案，任何人不能更改；撤销的也保留原记录和理由。"),
    "matters": _("督办和违规查处从发出到结案的全过程，轮到谁办、什么期限。"),
    "rules": _("每条规则何时预警、何时亮牌；改动要写理由，并且留有记录。"),
    "evaluation": _("按人员、科室、部门计分；每一分都能追到具体办件。"),
    "shelves": _("先画图，再看右边的证明；有死锁或走不完的流程不能发布。"),
    "demo_door": _("选一个角色就能进入。可以随便试，什么也不会弄坏。"),
}

ZONES: Mapping[str, Promise] = {
    "public": _("这里供申请人办事。不清楚下一步做什么时，打开“我的办件”，每件都写着。"),
    "internal": _("这里供工作人员办理。从“我的待办”开始，点开一件，按页面上给出的操作办。"),
    "supervision": _("这里供监察人员查看。数字都能点开，看到后面的办件。"),
    "demonstration": _("选一个角色就能进入。可以随便试，什么也不会弄坏。"),
}


def of(page: str, zone: str, *, always: bool) -> Promise | None:
    """Return the help of a page by the name of its route; `always`: at least its zone's."""
    return PAGES.get(page) or (ZONES[zone] if always else None)
