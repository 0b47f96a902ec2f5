"""What reports say of items: names, classes, limits, as the catalogue's messages published them; the four filings."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from shenpi.apps.organisation.models import Agency
from shenpi.apps.organisation.roles import Role
from shenpi.apps.supervision import agencies
from shenpi.apps.supervision.models import KnownAgency, PublishedItem
from shenpi.apps.supervision.reports.table import Asked, Column, Row, Table, total
from shenpi.core.process import ProcessError, read_bpmn
from shenpi.core.process.elements import Kind
from shenpi.core.worktime import BadLimit, Limit

CLASSES = {  # GB/T 39046-2020, table of item types
    "01": lazy("行政许可"),
    "02": lazy("行政处罚"),
    "03": lazy("行政强制"),
    "04": lazy("行政征收"),
    "05": lazy("行政给付"),
    "06": lazy("行政检查"),
    "07": lazy("行政确认"),
    "08": lazy("行政奖励"),
    "09": lazy("行政裁决"),
    "10": lazy("其他行政权力"),
    "20": lazy("公共服务"),
}
UNITS = {
    "working_days": lazy("个工作日"),
    "calendar_days": lazy("日"),
    "months": lazy("个月"),
    "hours": lazy("小时"),
}
HANDLING = {
    "immediate": lazy("即办件"),
    "committed": lazy("承诺件"),
    "reported": lazy("上报件"),
    "joint": lazy("联办件"),
}


def latest(*parts: str) -> dict[str, PublishedItem]:
    """Return the latest published version of every item, by code; with these parts of its content (none: all).

    Processes and forms are long: who needs a name asks for the name.
    """
    rows = PublishedItem.objects.order_by("item_code", "number")
    if not parts:
        return {row.item_code: row for row in rows}
    told = rows.values_list("item_code", *(f"content__{part}" for part in parts))
    return {
        code: PublishedItem(item_code=code, content=dict(zip(parts, content, strict=True)))
        for code, *content in told
    }


def name(items: Mapping[str, PublishedItem], code: str) -> str:
    """Name an item; one that was never published here keeps its code."""
    known = items.get(code)
    return str(known.content.get("name") or code) if known else code or _("未说明")


def classes() -> dict[str, str]:
    """Return the class of every item by its code."""
    return {code: item.content.get("item_type") or "" for code, item in latest("item_type").items()}


def class_name(code: str) -> str:
    """Name a class of items."""
    return str(CLASSES.get(code, code or _("未说明")))


def limits(item: PublishedItem | None) -> tuple[str, str, float | None]:
    """Return the law's limit and the promise in words, and by how many per cent the promise is shorter."""
    if item is None:
        return "", "", None
    law, promise = item.content.get("statutory_limit"), item.content.get("promised_limit")
    return _limit(law), _limit(promise), _shorter(law, promise)


def item_statistics(asked: Asked) -> Table:
    """区审批项目统计表 (D10-081): how many items each agency publishes, by class, and what they ask of people."""
    items = list(latest().values())
    shown = sorted({str(item.content.get("item_type") or "") for item in items})
    columns = (
        Column(lazy("部门"), "text"),
        Column(lazy("事项数")),
        *(Column(class_name(code)) for code in shown),
        Column(lazy("收费的")),
        Column(lazy("发证的")),
        Column(lazy("即办件")),
        Column(lazy("承诺短于法定的")),
    )
    names = agencies.names()
    by_agency: defaultdict[str, list[PublishedItem]] = defaultdict(list)
    for item in items:
        if asked.agency in ("", item.agency_code):
            by_agency[item.agency_code].append(item)
    rows = [
        Row(
            (
                names.get(code, code),
                len(found),
                *(sum((item.content.get("item_type") or "") == kind for item in found) for kind in shown),
                sum(bool((item.content.get("fee") or {}).get("due")) for item in found),
                sum(bool(item.content.get("certificate")) for item in found),
                sum(item.content.get("handling_kind") == "immediate" for item in found),
                sum((limits(item)[2] or 0) > 0 for item in found),
            )
        )
        for code, found in sorted(by_agency.items())
    ]
    return Table(columns, rows, total(columns, rows, _("合计")))


def organisation_codes(asked: Asked) -> Table:
    """区各单位组织机构代码一览表 (D10-081)."""
    columns = tuple(
        Column(word, "text")
        for word in (lazy("部门"), lazy("全称"), lazy("机关代码"), lazy("统一社会信用代码"), lazy("区划代码"))
    )
    own = {agency.code: agency for agency in Agency.objects.all()}
    rows = [
        Row(
            (
                own[known.code].name if known.code in own else known.name,
                known.name,
                known.code,
                own[known.code].uscc if known.code in own else "",
                known.region_code,
            )
        )
        for known in KnownAgency.objects.order_by("code")
        if asked.agency in ("", known.code)
    ]
    return Table(columns, rows)


def item_details(asked: Asked) -> Table:
    """区各单位审批项目明细 (D10-081)."""
    heads = (
        *(lazy("事项"), lazy("部门"), lazy("事项编码"), lazy("版本"), lazy("类别"), lazy("办件类型")),
        *(lazy("法定时限"), lazy("承诺时限"), lazy("收费"), lazy("申请材料"), lazy("证件")),
    )
    names = agencies.names()
    rows = []
    for code, item in sorted(latest().items()):
        if asked.agency not in ("", item.agency_code):
            continue
        content = item.content
        law, promise, _shortened = limits(item)
        materials = "；".join(str(each.get("name", "")) for each in content.get("materials") or ())
        fee = _("收费") if (content.get("fee") or {}).get("due") else _("不收费")
        kind = str(HANDLING.get(content.get("handling_kind") or "", ""))
        called = (name({code: item}, code), names.get(item.agency_code, item.agency_code), code)
        asks = (class_name(content.get("item_type") or ""), kind, law, promise, fee, materials)
        rows.append(
            Row((*called, str(item.number), *asks, str((content.get("certificate") or {}).get("name", ""))))
        )
    return Table(tuple(Column(word, "text") for word in heads), rows)


def flow_charts(asked: Asked) -> Table:
    """各审批项目办理流程图 (D10-081): the steps in their order; the drawing is a page away (`flow`)."""
    heads = (lazy("事项"), lazy("部门"), lazy("序号"), lazy("环节"), lazy("承担者"), lazy("时限"))
    names = agencies.names()
    steps: dict[str, list[tuple[str, str, str]]] = {}
    rows = []
    for code, item in sorted(latest().items()):
        text = bpmn(item)
        if not text or asked.agency not in ("", item.agency_code):
            continue
        if text not in steps:
            steps[text] = _steps(text)
        for place, (step, role, limit) in enumerate(steps[text], 1):
            cells = (name({code: item}, code), names.get(item.agency_code, ""), str(place), step, role, limit)
            rows.append(Row(cells, {"flow": code}))
    return Table(tuple(Column(word, "text") for word in heads), rows)


def bpmn(item: PublishedItem) -> str:
    """Return the item's process as BPMN, "" without one."""
    return str((item.content.get("process") or {}).get("bpmn") or "")


def _steps(text: str) -> list[tuple[str, str, str]]:
    try:
        nodes = read_bpmn(text.encode()).nodes
    except ProcessError:
        return []
    drawn = [(node.name, node.duties) for node in nodes if node.kind is Kind.USER]
    return [(name, _role(duties.role), _drawn_limit(duties.limit)) for name, duties in drawn]


def _role(role: str) -> str:
    return str(Role(role).label) if role in Role.values else role


def _drawn_limit(text: str) -> str:
    """Word a limit as a process writes it: an amount, or the name of what each item fixes for itself."""
    if not text:
        return ""
    try:
        limit = Limit.parse(text)
    except BadLimit:
        return _("按事项规定")
    return limit.zh() if (get_language() or "").startswith("zh") else limit.en()


def _limit(limit: Any) -> str:
    return f"{limit['amount']} {UNITS.get(limit['unit'], limit['unit'])}" if limit else ""


def _shorter(law: Any, promise: Any) -> float | None:
    try:
        one, other = (Limit.from_dict(each) if each else None for each in (law, promise))
    except BadLimit:
        return None
    if one is None or other is None or one.unit is not other.unit or not one.amount:
        return None
    return round(100 * (one.amount - other.amount) / one.amount, 1)
