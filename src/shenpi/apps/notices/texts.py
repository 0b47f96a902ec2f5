"""The words of the messages: Chinese source, catalogue beside it; an administrator's wording is a new version.

A message says no more than it must: the case's number, the item (not of a private one), what happened, what to do
and until when. Reasons, opinions and materials are read behind a sign-in (requirement D1-021).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import dateformat, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from shenpi.apps import timekeeping
from shenpi.apps.notices.models import TextVersion
from shenpi.core.identifiers import show_case_number

CHINESE = "zh-hans"
PLACES = frozenset(
    {"name", "item", "number", "agency", "outcome", "due", "amount", "at", "step", "who", "office"}
)
"""What a text may speak of; facts that an event does not carry are left blank."""

OUTCOMES = {
    "granted": lazy("准予"),
    "refused": lazy("不予"),
    "lapsed": lazy("终止"),
}


@dataclass(frozen=True)
class Text:
    """Title and words of a message; version 0 is packaged and can be read in every language."""

    subject: str | Promise
    body: str | Promise
    version: int = 0

    def render(self, facts: Mapping[str, Any]) -> tuple[str, str]:
        """Return title and words with the facts filled in, in the language that is active."""
        words = dict.fromkeys(PLACES, "") | {key: _words(key, value) for key, value in facts.items()}
        return str(self.subject).format_map(words), str(self.body).format_map(words)


TEXTS: Mapping[str, Text] = {
    "case.received": Text(
        lazy("已收到您的申请"),
        lazy("{name}：您申请的{item}（编号{number}）已收到，{due}前告知是否受理。凭编号和查询码可查进度。"),
    ),
    "case.correction.requested": Text(
        lazy("请补正申请材料"),
        lazy("{name}：您申请的{item}（编号{number}）需要补正材料，请于{due}前补齐。补正内容见补正告知书。"),
    ),
    "case.accepted": Text(
        lazy("申请已受理"), lazy("{name}：您申请的{item}（编号{number}）已受理，{due}前作出决定。")
    ),
    "case.deemed_accepted": Text(
        lazy("申请视为受理"),
        lazy("{name}：您申请的{item}（编号{number}）逾期未答复，依法视为受理，{due}前作出决定。"),
    ),
    "case.acceptance.refused": Text(
        lazy("申请不予受理"),
        lazy("{name}：您申请的{item}（编号{number}）不予受理，理由和救济途径见不予受理通知书。"),
    ),
    "case.gap.promised": Text(
        lazy("已容缺受理，请补齐材料"),
        lazy("{name}：您申请的{item}（编号{number}）已容缺受理，承诺补交的材料请于{due}前补齐。"),
    ),
    "case.gap.lapsed": Text(
        lazy("承诺的材料没有补齐"),
        lazy("{name}：您申请的{item}（编号{number}）承诺补交的材料逾期没有补齐，详见文书。"),
    ),
    "case.originals.called": Text(
        lazy("请带原件核验"),
        lazy("{name}：您申请的{item}（编号{number}）需要核验原件，请按网上或窗口告知的地点携带原件办理。"),
    ),
    "case.suspension.begun": Text(
        lazy("进入特别程序"),
        lazy("{name}：您申请的{item}（编号{number}）需进行特别程序，预计{due}结束，其间不计入办理期限。"),
    ),
    "case.suspension.ended": Text(
        lazy("特别程序结束"), lazy("{name}：您申请的{item}（编号{number}）特别程序已结束，继续计算办理期限。")
    ),
    "case.extension.granted": Text(
        lazy("办理期限延长"),
        lazy("{name}：您申请的{item}（编号{number}）经批准延长办理期限至{due}，理由见延期告知书。"),
    ),
    "case.hearing.told": Text(
        lazy("您有权要求听证"),
        lazy("{name}：您申请的{item}（编号{number}）可以要求听证，请于{due}前提出；逾期视为放弃。"),
    ),
    "case.hearing.scheduled": Text(
        lazy("听证时间已定"),
        lazy("{name}：您申请的{item}（编号{number}）定于{at}举行听证，地点见听证通知书。"),
    ),
    "case.decided": Text(
        lazy("已作出决定"),
        lazy("{name}：您申请的{item}（编号{number}）已作出{outcome}许可的决定，请查看决定文书。"),
    ),
    "case.payment.requested": Text(
        lazy("请缴纳费用"),
        lazy("{name}：您申请的{item}（编号{number}）应缴{amount}元，请于{due}前按缴费通知书缴纳。"),
    ),
    "case.payment.declaration_rejected": Text(
        lazy("缴费未核实"),
        lazy("{name}：您申报的{item}（编号{number}）缴费未能核实，请于{due}前缴纳或重新申报。"),
    ),
    "case.payment.recorded": Text(
        lazy("缴费已确认，准予通知已出具"),
        lazy("{name}：您申请的{item}（编号{number}）缴费已确认，批准通知已送窗口，请留意领取。"),
    ),
    "case.payment.lapsed": Text(
        lazy("逾期未缴费"),
        lazy("{name}：您申请的{item}（编号{number}）逾期未缴费，已依法处理，详见文书。"),
    ),
    "case.certificate.issued": Text(
        lazy("证照已制发"),
        lazy("{name}：您申请的{item}（编号{number}）证照已制好，请到窗口领取或等待寄送。"),
    ),
    "case.document.posted": Text(
        lazy("文书已寄出"), lazy("{name}：您申请的{item}（编号{number}）文书已交邮寄送，请留意查收。")
    ),
    "case.document.undelivered": Text(
        lazy("邮件被退回"),
        lazy("{name}：您申请的{item}（编号{number}）寄送的文书被退回，请联系窗口领取。"),
    ),
    "case.document.served": Text(
        lazy("文书已送达"), lazy("{name}：您申请的{item}（编号{number}）文书已送达。如有异议请联系窗口。")
    ),
    "case.filing.returned": Text(
        lazy("申请已退还"), lazy("{name}：您申请的{item}（编号{number}）已按您的要求退还，未进入办理。")
    ),
    "case.withdrawn": Text(
        lazy("申请已撤回"), lazy("{name}：您申请的{item}（编号{number}）已撤回，办理终止。")
    ),
    "case.completed": Text(lazy("已办结"), lazy("{name}：您申请的{item}（编号{number}）已办结。")),
    "case.terminated": Text(
        lazy("办理已终止"), lazy("{name}：您的{item}（编号{number}）已终止办理，详见文书。")
    ),
    "case.certificate.expiring": Text(
        lazy("证照将到期"),
        lazy("{name}：您持有的证照（{item}，编号{number}）将到期，需要延续的请于{due}前提出申请。"),
    ),
    "case.deemed_renewed": Text(
        lazy("证照视为准予延续"),
        lazy("{name}：您的延续申请（{item}，编号{number}）逾期未作决定，依法视为准予延续。"),
    ),
    "staff.returned": Text(
        lazy("办件退回重办"), lazy("{who}把{item}（编号{number}）退回到您的“{step}”，原因见办件。")
    ),
    "staff.corrected": Text(
        lazy("申请人已补正"), lazy("{item}（编号{number}）的补正材料已到，请在{due}前审查。")
    ),
    "prompt.handler": Text(
        lazy("待办将到期"), lazy("您承办的{item}（编号{number}）“{step}”将于{due}到期，请及时办理。")
    ),
    "prompt.head": Text(
        lazy("本科室待办亮黄灯"),
        lazy("{office}{who}承办的{item}（编号{number}）“{step}”已亮黄灯，{due}到期，请督促办理。"),
    ),
    "prompt.supervisor": Text(
        lazy("环节亮红灯"),
        lazy("{agency}{office}{who}承办的{item}（编号{number}）“{step}”已于{due}超期，亮红灯。"),
    ),
}


class Texts:
    """The words in force, read once for a batch."""

    def __init__(self) -> None:
        rows = TextVersion.objects.order_by("version")
        self._written = {row.event: Text(row.subject, row.body, row.version) for row in rows}

    def of(self, event: str) -> Text:
        """Return an event's latest words."""
        return self._written.get(event) or TEXTS[event]


def chinese(text: Text, facts: Mapping[str, Any]) -> tuple[str, str]:
    """Return title and words as they are sent."""
    with translation.override(CHINESE):
        return text.render(facts)


def _words(key: str, value: Any) -> str:
    if key in ("due", "at") and value:
        if len(value) == len("2026-11-23"):
            return dateformat.format(date.fromisoformat(value), _("Y年n月j日"))
        return dateformat.format(timekeeping.local(datetime.fromisoformat(value)), _("Y年n月j日 H:i"))
    if key == "number":
        return show_case_number(value)
    if key == "outcome":
        return str(OUTCOMES.get(value, value))
    return str(value)
