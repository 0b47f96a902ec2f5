"""The words and choices of cases that the agency begins by itself."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import template
from django.utils.translation import gettext as _

from shenpi.apps import timekeeping
from shenpi.apps.casework import dues, penalties
from shenpi.apps.organisation import queries as organisation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shenpi.apps.casework.models import Case
    from shenpi.apps.organisation.models import Person, Post
    from shenpi.sites.workbench.refused import Refused

register = template.Library()


@register.simple_tag
def penalty_sorts() -> list[tuple[str, Any]]:
    """The kinds of penalty (行政处罚法 art. 9)."""
    return list(penalties.Sort.choices)


@register.simple_tag
def penalty_verdicts() -> list[tuple[str, Any]]:
    """What an investigation may lead to (行政处罚法 art. 57)."""
    return list(penalties.Verdict.choices)


@register.simple_tag
def levy_verdicts() -> list[tuple[str, str]]:
    """What may be decided on a levy."""
    return [("levy", _("征收")), ("spare", _("不予征收"))]


@register.filter
def penalty_words(told: dict[str, Any]) -> str:
    """A proposed penalty in words."""
    return _("；").join(penalties.read(told).words()) if told else ""


@register.filter
def ticked(refused: Refused, name: str) -> Sequence[str]:
    """The values that were ticked in a list of boxes before the refusal."""
    return refused.ticked.get(name, ())


@register.filter
def money_typed(amount: str | None) -> str:
    """An amount as it stands in a field: empty for none."""
    return amount if amount and Decimal(amount) else ""


@register.simple_tag
def fellow_officers(case: Case, person: Person) -> list[Post]:
    """Who of the agency may investigate together with a person."""
    serving = organisation.serving(case.agency_id, "investigate", timekeeping.now())
    return [post for post in serving.values() if post.person_id != person.pk]


@register.simple_tag
def owed(case: Case) -> dict[str, Any] | None:
    """What is owed, and what it comes to when it is paid today."""
    found = dues.of(case)
    if found is None:
        return None
    extra = found.surcharge(timekeeping.local(timekeeping.now()).date())
    return {"amount": found.amount, "due_on": found.due_on, "extra": extra, "whole": found.amount + extra}
