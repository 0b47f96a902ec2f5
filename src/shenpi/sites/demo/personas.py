"""The people a newcomer may be, in one click: invented, with one sentence each on what to try."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shenpi.apps.errors import NotFound
from shenpi.apps.organisation import queries as organisation

if TYPE_CHECKING:
    from shenpi.apps.organisation.models import Person

APPLICANT = "demo.applicant"
AGENT = "luo.yufen"


@dataclass(frozen=True)
class Persona:
    """A role on the stage: whom one becomes, where one arrives, what to try."""

    key: str
    username: str
    title: Promise
    try_this: Promise
    start: str


PERSONAS = (
    Persona(
        "applicant",
        APPLICANT,
        _("申请人"),
        _("搜索事项，读办事指南，在线填表、传材料、提交，再看进度。"),
        "/",
    ),
    Persona(
        "agent",
        AGENT,
        _("代办员（乡镇）"),
        _("登记居民的书面委托，替他填表、提交，跟进补正；居民随时可以查看和撤销。"),
        "/agent/",
    ),
    Persona(
        "clerk", "zhang.wei", _("窗口受理人员"), _("收一份纸质申请，或受理网上申报，打印文书。"), "/work/"
    ),
    Persona("handler", "gao.xuemei", _("承办人（主办科室）"), _("审查一件申请，签署明确的意见。"), "/work/"),
    Persona(
        "co_handler", "guo.xiulan", _("承办人（协办科室）"), _("和主办科室同时审查同一件申请。"), "/work/"
    ),
    Persona(
        "head", "he.yong", _("科室负责人"), _("签署初审意见，或退回承办人；外出前授权给同事。"), "/work/"
    ),
    Persona("leader", "xiao.xuemei", _("分管领导"), _("各科室都同意之后，签发准予或不予的决定。"), "/work/"),
    Persona(
        "secretary",
        "duan.xiaolan",
        _("会议秘书"),
        _("把等待办公会议的办件排入议程，会后登记会议纪要。"),
        "/work/meetings/",
    ),
    Persona(
        "legal",
        "jin.hui",
        _("法制审核人员"),
        _("重大处罚作出决定之前，审核事实、证据、程序和依据，通过或者退回调查。"),
        "/work/",
    ),
    Persona(
        "supervisor",
        "fu.lei",
        _("监察人员"),
        _("看全县的绿灯、黄灯、红灯，点开数字看后面的办件和不可更改的警示记录。"),
        "/supervise/",
    ),
    Persona(
        "inspector",
        "tan.wenhui",
        _("部门监察人员"),
        _("只看本单位的办件和信号，受理、调查、答复对本单位的投诉。"),
        "/supervise/feedback/",
    ),
    Persona(
        "designer",
        "xie.minghui",
        _("流程设计人员"),
        _("画一张流程图，边画边看证明，演示它怎样出错，改好后送审。"),
        "/studio/",
    ),
    Persona(
        "approver",
        "jiang.xiulan",
        _("审改人员"),
        _("看送审的流程和检查结果，核准发布或退回，再指定给事项使用。"),
        "/studio/",
    ),
    Persona(
        "administrator",
        "cai.siyuan",
        _("系统管理员"),
        _("查看各事项的办理流程，看全部现行授权，必要时收回。"),
        "/work/processes/",
    ),
)


def persona(key: str) -> Persona:
    """Return the persona. Raises NotFound."""
    for each in PERSONAS:
        if each.key == key:
            return each
    raise NotFound("persona_unknown", _("没有这个演示角色。"))


def person(username: str) -> Person:
    """Return the account behind a persona. Raises NotFound before the demonstration data are made."""
    found = organisation.account(username)
    if found is None:
        raise NotFound("demonstration_empty", _("演示数据还没有生成，请先运行 make demo。"))
    return found
