"""Look-ups for the forms of receipt by the item's options."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from django import template
from django.utils.translation import gettext as _

from shenpi.apps.casework import acts, intake_queries, paper, queries
from shenpi.apps.casework.states import Checked
from shenpi.apps.catalogue import options
from shenpi.sites.workbench.refused import Refused

if TYPE_CHECKING:
    from shenpi.apps.casework.models import Case, CaseMaterial
    from shenpi.apps.organisation.models import Person

register = template.Library()


@register.simple_tag
def missing_materials(case: Case) -> list[dict[str, Any]]:
    """The materials that may follow and have not come."""
    handed = {each.key for each in queries.materials(case)}
    following = set(options.following(case.item_version.materials)) - handed
    return [row for row in case.item_version.materials if row["key"] in following]


@register.simple_tag
def unscanned_materials(case: Case) -> list[dict[str, str]]:
    """What came on paper and has no scan, with ids as text for the names of fields."""
    words = {"original": _("原件"), "copy": _("复印件")}
    return [
        {
            "id": str(each.id),
            "name": each.name,
            "form_words": _("%(form)s %(copies)s 份") % {"form": words[each.form], "copies": each.copies},
        }
        for each in acts.unscanned(case.id)
    ]


@register.simple_tag
def gap_list(case: Case) -> SimpleNamespace:
    """The item's list cut to what was promised to follow."""
    awaited = {row["key"] for row in intake_queries.gap(case)}
    return SimpleNamespace(materials=[row for row in case.item_version.materials if row["key"] in awaited])


@register.simple_tag
def paper_receivers(case: Case) -> list[Person]:
    """To whom the paper file may be handed."""
    return paper.receivers(case)


@register.simple_tag
def commitment_choices() -> list[tuple[str, str]]:
    """What a check of commitments finds."""
    return [("kept", _("承诺属实")), ("broken", _("承诺不实"))]


@register.simple_tag
def checked_choices() -> list[tuple[str, Any]]:
    """What comparing with the original finds (D10-041)."""
    return list(Checked.choices)


@register.simple_tag
def typed_checked(refused: Refused, material: CaseMaterial) -> str:
    """What was chosen for a material before the refusal, else what is on record."""
    if refused and refused.refusal is not None:
        return refused.typed.get(f"checked-{material.id}", "")
    return material.checked


@register.simple_tag
def past_sheet(refused: Refused) -> SimpleNamespace:
    """What the shared field templates need of the form for a case from before."""
    return SimpleNamespace(prefix="past", refused=refused)


@register.simple_tag
def past_ends() -> list[tuple[str, str]]:
    """How a case from before may have ended."""
    return [
        ("granted", _("准予许可")),
        ("refused", _("不予许可")),
        ("not_accepted", _("不予受理")),
        ("withdrawn", _("申请人撤回")),
    ]
