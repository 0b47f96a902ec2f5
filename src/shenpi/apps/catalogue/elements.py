"""The fourteen elements that every item publishes (D10-042, D3-005), in the order in which people read them.

`ItemVersion.content` keeps a text or a list of texts for each key. Six follow from the version's own fields and
are written by `derive` when a version is drafted, so that guide and handling cannot disagree.
"""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from shenpi.core.worktime import BadLimit, Limit

Content = dict[str, str | list[str]]


class Element(models.TextChoices):
    """Keys of `ItemVersion.content`; the order is that of D10-042."""

    NAME = "name", _("项目名称")
    CERTIFICATE = "certificate", _("颁发证件及有效期")
    TYPE = "type", _("审批类型及法律效力")
    BASIS = "basis", _("设定依据")
    CONDITIONS = "conditions", _("审批条件")
    MATERIALS = "materials", _("申请材料")
    ACCEPTANCE = "acceptance", _("受理机构及地点")
    DECIDER = "decider", _("审批决定机关")
    PROCEDURE = "procedure", _("审批程序")
    LIMIT = "limit", _("审批时限")
    FEE = "fee", _("审批收费")
    FORMS = "forms", _("审批表格")
    ANNUAL = "annual", _("年审或年检")
    ENQUIRIES = "enquiries", _("咨询与投诉")


UNKNOWN = "以实施机关公布的内容为准"
"""What a guide says of an element that the imported catalogue does not tell. Content is Chinese by nature."""

_FEE_PARTS = {"name", "standard", "basis", "days", "unpaid"}


def derive(version: Mapping[str, Any], *, name: str) -> Content:
    """Return the elements that follow from a version's fields: name, certificate, materials, limit, fee, forms."""
    return {
        Element.NAME: name,
        Element.CERTIFICATE: _certificate(version.get("certificate")),
        Element.MATERIALS: _materials(version.get("materials") or []),
        Element.LIMIT: _limits(version.get("statutory_limit"), version.get("promised_limit")),
        Element.FEE: _fee(version.get("fee") or {}),
        Element.FORMS: _forms(version.get("form_schema") or {}, name),
    }


def missing(content: Mapping[str, Any]) -> list[Element]:
    """Return the elements that a content does not tell."""
    return [element for element in Element if not content.get(element)]


def _certificate(certificate: Mapping[str, Any] | None) -> str:
    if certificate is None:
        return "不颁发证件"
    years = certificate.get("years")
    return f"{certificate['name']}，" + (f"有效期{years}年" if years else "长期有效")


def _materials(materials: list[Mapping[str, Any]]) -> list[str]:
    return [
        f"{row['name']}（{'必要' if row.get('required', True) else '非必要'}，"
        f"{row.get('original_copy', '')}{row.get('copies', 1)}份；依据：{row.get('basis', '')}）"
        for row in materials
        if row.get("name")
    ]


def _limits(statutory: Mapping[str, Any] | None, promised: Mapping[str, Any] | None) -> list[str]:
    if not statutory or not promised:
        return []
    try:
        law, promise = Limit.from_dict(statutory), Limit.from_dict(promised)
    except BadLimit:
        return []  # a draft may be wrong; publication names what is
    return [f"法定时限：{law.zh()}", f"承诺时限：{promise.zh()}"]


def _fee(fee: Mapping[str, Any]) -> str:
    if not fee:
        return ""
    if not fee.get("due"):
        return "不收费"
    if not set(fee) >= _FEE_PARTS:
        return ""
    consequence = {"refuse": "逾期未缴的，不予许可", "close": "逾期未缴的，终止办理"}.get(fee["unpaid"], "")
    rate = f"{fee['name']}，{fee['standard']}（依据：{fee['basis']}）"
    return f"{rate}；收到缴费通知书之日起{fee['days']}日内缴清，{consequence}"


def _forms(schema: Mapping[str, Any], name: str) -> list[str]:
    return [f"《{name}申请表》（在线填写，可打印）"] if schema.get("properties") else []
