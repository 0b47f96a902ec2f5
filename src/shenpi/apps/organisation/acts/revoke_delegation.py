"""Taking lent power back before its end; it takes effect with the delegate's next act."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps.errors import NotAllowed, Stale
from shenpi.apps.organisation.administering import administers
from shenpi.apps.organisation.models import Delegation, Person
from shenpi.apps.timekeeping import now

from .record import record


def revoke_delegation(*, by: Person, delegation: Delegation) -> None:
    """End a delegation now (D3-022).

    Raises NotAllowed, and keeps a record of the attempt, unless `by` is its principal, administers the agency of
    principal or delegate, or the whole system; Stale when it is over already.
    """
    moment = now()
    principal, delegate = delegation.principal, delegation.delegate
    if by.pk != principal.pk and not administers(by, moment, principal, delegate):
        record("delegation.revocation_refused", by=by, subject=delegation.pk, at=moment)
        raise NotAllowed(
            "organisation.not_own_delegation", _("只有授权人本人、其单位的系统管理员可以收回授权。")
        )
    with transaction.atomic():
        running = Delegation.objects.filter(pk=delegation.pk, revoked_at=None, ends_at__gt=moment)
        if not running.update(revoked_at=moment):
            raise Stale("organisation.delegation_ended", _("该授权已经结束或收回，请刷新页面。"))
        record("delegation.revoked", by=by, subject=delegation.pk, at=moment)
