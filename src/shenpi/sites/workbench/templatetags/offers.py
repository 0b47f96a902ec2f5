"""The words of an offer by listing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.utils.translation import gettext as _

from shenpi.apps.casework import offers

if TYPE_CHECKING:
    from shenpi.apps.casework.models import Case

register = template.Library()


@register.simple_tag
def contract_choices() -> list[tuple[str, str]]:
    """What became of the contract."""
    return [("contracted", _("已经签订")), ("breached", _("竞得人没有按时签订，保证金不予退还"))]


@register.simple_tag
def offer_of(case: Case) -> dict[str, Any]:
    """The offer as it stands: its terms, the next least bid, the bids with their bidders, the newest first."""
    told = offers.of(case)
    if not told:
        return {}
    names = {each["number"]: each["name"] for each in told["bidders"]}
    bids = [{**each, "name": names[each["number"]]} for each in reversed(told["bids"])]
    return {**told, "reserve": None, "bids": bids, "least": offers.least(told)}
