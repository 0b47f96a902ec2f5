"""The options of an item's version: how it is received and handled, beyond what the law fixes for all.

`ItemVersion.options`, every key optional:

| key | value | what it means |
|---|---|---|
| circulation | "electronic" (default), "paper" | scanned for the offices, or paper travels along (D10-028, D10-033) |
| gap_limit | `{"amount", "unit"}` | time for what may follow (容缺受理), within the promise; default 5 working days |
| check_limit | `{"amount", "unit"}` | time to check commitments after the decision; default 40 working days |
| external_system | name | handled in a province-wide system; cases come by exchange, not by hand (D1-007) |
| co_agency_limit | `{"amount", "unit"}` | time for other agencies to answer; default 8 working days (5 and 3, D3-041) |
| tacit_consent | true | an agency that is silent then has agreed; otherwise it is urged (default) |
| hearing_from | `{"person", "organisation"}` | from which amount in yuan a fine gives a right to a hearing |
| hearing_by | instrument and article | prescribes a hearing: nothing is decided before it (行政许可法 art. 46) |
| benefit | `{"kinds": [{"name", "least", "most"}], "basis", "every"}` | what is paid, by which standard |
| offer | `{"days"}` | a public resource: offered by listing, and so many days until the contract is signed |
| exemption | `{"authority", "basis"}` | not received at the service centre's windows, by whose leave (D3-003) |

Rows of `ItemVersion.materials` may say `"may_follow": true` (a secondary material, which may follow the acceptance),
`"commitment": text` (what the applicant is told and commits to, instead of handing it in: 告知承诺).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from shenpi.apps.errors import Message
from shenpi.core.worktime import BadLimit, Limit, Unit

ELECTRONIC, PAPER = "electronic", "paper"
CHECK_LIMIT = Limit(40, Unit.WORKING_DAYS)
"""Two months (国办发〔2020〕42号 leaves the time to the item)."""

CO_AGENCY_LIMIT = Limit(8, Unit.WORKING_DAYS)

OFFER = "offer"
"""The key of an item whose cases offer a public resource: the agency begins them, and nobody applies (D8-015)."""

_LIMITS = ("gap_limit", "check_limit", "co_agency_limit")
_KEYS = frozenset(
    {
        "circulation",
        "external_system",
        "exemption",
        "tacit_consent",
        "hearing_by",
        "hearing_from",
        "benefit",
        OFFER,
        *_LIMITS,
    }
)


def travels_on_paper(options: Mapping[str, Any]) -> bool:
    """Tell whether the paper file goes along with the case."""
    return options.get("circulation") == PAPER


def limit(options: Mapping[str, Any], key: str) -> Limit | None:
    """Return a limit among the options, or None."""
    return Limit.from_dict(options[key]) if options.get(key) else None


def answering(options: Mapping[str, Any]) -> dict[str, str]:
    """Return the limits of a joint process: when silent agencies are urged, or have agreed; the other is empty."""
    time = (limit(options, "co_agency_limit") or CO_AGENCY_LIMIT).to_text()
    tacit = bool(options.get("tacit_consent"))
    return {"tacit_consent": time if tacit else "", "co_agency_limit": "" if tacit else time}


def following(materials: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the keys of the materials that may follow the acceptance."""
    return [row["key"] for row in materials if row.get("may_follow")]


def commitments(materials: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return by key what the applicant is told and may commit to instead of handing the material in."""
    return {row["key"]: row["commitment"] for row in materials if row.get("commitment")}


def objections(
    options: Mapping[str, Any], materials: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[str, Message]]:
    """Yield what stands against publishing these options, with its place."""
    if set(options) - _KEYS:
        yield "options", _("有不认识的选项，请核对。")
    if options.get("circulation", ELECTRONIC) not in (ELECTRONIC, PAPER):
        yield "options.circulation", _("请选择电子流转或纸质流转。")
    for key in _LIMITS:
        try:
            limit(options, key)
        except BadLimit:
            yield f"options.{key}", _("时限须有数量和单位。")
    if not all(_yuan(each) for each in options.get("hearing_from", {}).values()):
        yield "options.hearing_from", _("金额以元为单位，如 50000.00。")
    if not str(options.get("hearing_by", "-")).strip():
        yield "options.hearing_by", _("请写明规定应当听证的法律、法规、规章及条款。")
    for row in (options.get("benefit") or {"kinds": ()})["kinds"]:
        if not (row.get("name") and _yuan(row.get("least")) and _yuan(row.get("most"))):
            yield "options.benefit", _("给付种类须有名称和最低、最高金额，以元为单位。")
    if OFFER in options and not 1 <= int(options[OFFER].get("days") or 0) <= 90:
        yield "options.offer", _("请写明成交后几日内签订合同（1 至 90）。")
    exemption = options.get("exemption")
    if exemption is not None and not (exemption.get("authority") and exemption.get("basis")):
        yield "options.exemption", _("不进驻窗口的，请写明批准的机关和依据。")
    for row in materials:
        if row.get("may_follow") and row.get("commitment"):
            yield f"materials.{row.get('key', '')}", _("一项材料不能既可以容缺又可以告知承诺。")


def _yuan(text: object) -> bool:
    """Tell whether a text is an amount in yuan."""
    return isinstance(text, str) and re.fullmatch(r"[0-9]{1,8}(\.[0-9]{1,2})?", text) is not None
