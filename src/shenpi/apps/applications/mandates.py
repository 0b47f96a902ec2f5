"""Who may see and do what with a filing: its account, and where an agent filed, the resident and the agent.

The agent's powers are the mandate's and end with it; the resident's own never do. Nobody sees another filing of
the same resident (D2-015, D10-043).
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.errors import NotFound, Refusal
from shenpi.apps.organisation.models import Person

from .mandate_models import Mandate, Power
from .models import Application, PublicCertificate


def owned(person: Person) -> Q:
    """Return the filter of the filings that a person may see."""
    if person.is_staff:
        return Q(person=person, mandate__isnull=False, mandate__ended_at=None)
    given = list(
        Mandate.objects.filter(resident=person).values_list("pk", flat=True)
    )  # read first: two indexes
    return Q(person=person) | Q(mandate_id__in=given) if given else Q(person=person)


def own_application(application_id: UUID, *, by: Person, power: str = "") -> Application:
    """Return a filing that the person may act on, locked; an agent needs the mandate, and `power` if one is named.

    Raises NotFound for anybody else's, Refusal.
    """
    mine = Application.objects.select_for_update(of=("self",)).select_related("item_version__item")
    found = mine.filter(owned(by), pk=application_id).first()
    if found is None:
        raise NotFound("application", _("没有找到这件申请。"))
    if found.mandate_id is not None and by.is_staff:
        in_force(found.mandate_id, items={found.item_version.item.code}, power=power)
    return found


def in_force(mandate_id: UUID, *, items: Collection[str], power: str = "", lock: bool = False) -> Mandate:
    """Return the mandate under which its agent may act now on these items: this one, or one that renewed it.

    Raises Refusal saying what to do instead.
    """
    found = Mandate.objects.select_for_update(of=("self",)) if lock else Mandate.objects
    mandate = found.select_related("agent", "file").get(pk=mandate_id)
    today = timekeeping.local(timekeeping.now()).date()
    stands = mandate.stands(today)
    if stands == Mandate.Standing.ENDED:
        raise Refusal(
            "mandate_ended", _("这份委托已经终止，不能再为居民办理。请居民自己办理，或者重新委托。")
        )
    if stands == Mandate.Standing.EXPIRED:
        same = {"agent_id": mandate.agent_id, "identifier": mandate.identifier, "ended_at": None}
        newer = found.select_related("agent", "file").filter(**same, begins_on__lte=today, ends_on__gte=today)
        mandate = next((each for each in newer.order_by("-recorded_at") if each.covers(items)), mandate)
    if mandate.stands(today) != Mandate.Standing.IN_FORCE:
        raise Refusal("mandate_not_in_force", _("这份委托现在不在有效期内，不能办理。请居民重新委托。"))
    if not mandate.covers(items):
        raise Refusal(
            "item_not_entrusted", _("委托书没有写这个事项，不能代办。请居民自己办理，或者重新委托。")
        )
    if power and power not in mandate.powers:
        words = _("委托书没有委托“%(power)s”。请居民自己办理，或者重新委托。")
        raise Refusal("power_not_given", words % {"power": Power(power).label})
    return mandate


def entrusted(mandate_id: UUID | None, *, by: Person, items: Collection[str]) -> Mandate | None:
    """Return the mandate under which its agent begins something, none without one. Raises NotFound, Refusal."""
    if mandate_id is None:
        return None
    return in_force(agents_mandate(mandate_id, by=by).pk, items=items, lock=True)


def issued_upon(
    certificate: PublicCertificate, *, by: Person, mandate_id: UUID | None = None
) -> Application | None:
    """Return the filing upon which a certificate was issued, if it is the person's own, or his principal's; or None.

    An agent knows of it by its number, which the holder shows him; whose it is the citizen number says.
    """
    related = ("item_version__item__current", "item_version__item__agency")
    filed = Application.objects.select_related(*related).filter(pk=certificate.case_id)
    if mandate_id is None:
        return None if by.is_staff else filed.filter(owned(by)).first()
    resident = agents_mandate(mandate_id, by=by).identifier
    return filed.filter(applicant__id_number=resident).first()


def agents_mandate(mandate_id: UUID, *, by: Person) -> Mandate:
    """Return a mandate of which the person is the agent. Raises NotFound."""
    found = own_mandate(mandate_id, by=by)
    if found.agent_id != by.pk:
        raise NotFound("mandate", _("没有找到这份委托。"))
    return found


def own_mandate(mandate_id: UUID, *, by: Person) -> Mandate:
    """Return a mandate of which the person is the agent or the resident. Raises NotFound."""
    mine = Q(agent=by) | Q(resident=by)
    found = Mandate.objects.select_related("agent", "file").filter(mine, pk=mandate_id).first()
    if found is None:
        raise NotFound("mandate", _("没有找到这份委托。"))
    return found
