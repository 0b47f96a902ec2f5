"""What the portal reads of mandates; a mandate shows itself to its agent, its resident, and who holds its code."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from shenpi.apps.catalogue.models import Item
from shenpi.apps.errors import NotFound, Refusal
from shenpi.apps.organisation.models import Person
from shenpi.core.identifiers import query_code_matches

from .mandate_models import Mandate, Power
from .mandates import in_force, own_mandate
from .models import Application, Progress


def mandates(agent: Person, words: str = "") -> QuerySet[Mandate]:
    """Return an agent's mandates, the newest first; `words` is a resident's name or the number of one."""
    found = Mandate.objects.filter(agent=agent)
    bare = words.replace("-", "").replace(" ", "")
    return found.filter(Q(name__contains=words.strip()) | Q(number=bare)) if bare else found


def mandates_given(resident: Person) -> QuerySet[Mandate]:
    """Return the mandates that a resident took into his account, the newest first."""
    return Mandate.objects.filter(resident=resident).select_related("agent")


def mandate(mandate_id: UUID, person: Person) -> Mandate:
    """Return a mandate of which the person is the agent or the resident. Raises NotFound."""
    return own_mandate(mandate_id, by=person)


def mandate_by_code(number: str, code: str) -> Mandate:
    """Return the mandate with this number if the code is its own. Raises NotFound without saying what was wrong."""
    digits = "".join(sign for sign in number if sign in "0123456789")[:13]
    found = Mandate.objects.select_related("agent").filter(number=digits).first()
    if found is None or not query_code_matches(code, found.number, found.code_hash):
        raise NotFound("mandate", _("委托编号和查询码对不上，请对照代办员给您的委托回执。"))
    return found


def filed_under(mandate: Mandate) -> list[Progress]:
    """Return how the cases stand that were filed under a mandate, the newest first."""
    filed = (
        Application.objects.filter(mandate=mandate)
        .order_by("-submitted_at")
        .values_list("pk", flat=True)[:100]
    )
    where = Progress.objects.in_bulk(list(filed))
    return [where[key] for key in filed if key in where]


@dataclass(frozen=True)
class Powers:
    """What a person may do with a filing beside supplementing it."""

    receive: bool = True
    dispose: bool = True


def powers(application: Application, person: Person) -> Powers:
    """Return the powers of a person over a filing that he may see: all, but for an agent those of the mandate."""
    if application.mandate is None or not person.is_staff:
        return Powers()
    given = application.mandate.powers
    return Powers(Power.RECEIVE in given, Power.DISPOSE in given)


def objection(mandate: Mandate, item_codes: Collection[str]) -> Refusal | None:
    """Return why the agent cannot act on these items now, or None."""
    try:
        in_force(mandate.pk, items=item_codes)
    except Refusal as refusal:
        return refusal
    return None


def entrusted_items(mandate: Mandate) -> list[Item]:
    """Return the items that a mandate names, none where it speaks of all."""
    return list(Item.objects.filter(code__in=mandate.items).order_by("name"))
