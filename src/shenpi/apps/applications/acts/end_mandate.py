"""终止委托: the resident revokes what he entrusted, or the agent lays it down; the resident takes it over (D2-015)."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.applications.mandate_models import Mandate
from shenpi.apps.applications.mandate_queries import mandate_by_code
from shenpi.apps.applications.mandates import own_mandate
from shenpi.apps.applications.models import Applicant
from shenpi.apps.errors import Refusal
from shenpi.apps.organisation.models import Person


@transaction.atomic
def end_mandate(mandate_id: UUID, *, by: Person) -> Mandate:
    """End a mandate as its agent or its resident; from now on the agent sees and does nothing under it.

    What was filed goes on. Ending twice is ending once. Raises NotFound.
    """
    mandate = own_mandate(mandate_id, by=by)
    return _ended(mandate.pk, by_resident=mandate.agent_id != by.pk)


@transaction.atomic
def revoke_mandate(number: str, code: str) -> Mandate:
    """End a mandate as the resident who holds number and code, without an account. Raises NotFound."""
    return _ended(mandate_by_code(number, code).pk, by_resident=True)


@transaction.atomic
def take_mandate(number: str, code: str, *, by: Person) -> Mandate:
    """Take a mandate into the resident's own account, and with it all that was filed under it.

    Raises NotFound, Refusal for an account under another citizen number or a mandate in another's account.
    """
    known = mandate_by_code(number, code)
    mandate = Mandate.objects.select_for_update(of=("self",)).get(pk=known.pk)
    mine = Applicant.objects.filter(pk=by.pk, organisation="", identifier=mandate.identifier).exists()
    if not mine or mandate.resident_id not in (None, by.pk):
        raise Refusal("not_your_mandate", _("这份委托的居民不是您的账号登记的本人，不能加入您的账号。"))
    mandate.resident = by
    mandate.save(update_fields=["resident"])
    return mandate


def _ended(mandate_id: UUID, *, by_resident: bool) -> Mandate:
    mandate = Mandate.objects.select_for_update(of=("self",)).get(pk=mandate_id)
    if mandate.ended_at is None:
        mandate.ended_at, mandate.ended_by_resident = timekeeping.now(), by_resident
        mandate.save(update_fields=["ended_at", "ended_by_resident"])
    return mandate
