"""Lending one's power before an absence (D3-022 to D3-025)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shenpi.apps.errors import Invalid, NotAllowed
from shenpi.apps.organisation.administering import administers
from shenpi.apps.organisation.models import Delegation, Office, Person, Post
from shenpi.apps.organisation.roles import DelegationKind, Role, marker
from shenpi.apps.timekeeping import now

from .record import record

Scope = dict[str, list[Any]]

_TYPING_TIME = timedelta(minutes=10)
"""How far back a beginning may lie: a form takes time to fill in. Power is never lent for the past."""


@transaction.atomic
def delegate(
    *,
    by: Person,
    delegate: Person,
    ends_at: datetime,
    reason: str,
    begins_at: datetime | None = None,
    principal: Person | None = None,
    roles: Iterable[str] = (),
    offices: Iterable[Office] = (),
) -> Delegation:
    """Lend the principal's (default: one's own) posts to `delegate` from `begins_at` (now) until `ends_at`.

    `roles` and `offices` narrow what is lent. The marker is 代理 when the delegate is the B-post of every
    lent post, else 授权. Borrowed posts cannot be lent on. Raises NotAllowed when lending for somebody else
    without the right to, Invalid for a wrong period, person or scope.
    """
    moment = now()
    principal = principal or by
    begins_at = begins_at or moment
    if principal != by and not administers(by, moment, principal):
        raise NotAllowed("organisation.not_own_power", _("只能授出本人的岗位权限。"))
    _guard_period(begins_at, ends_at, moment)
    if not reason.strip():
        missing = _("请填写授权原因，例如出差、培训。")
        raise Invalid("organisation.reason", missing, fields={"reason": [missing]})
    scope: Scope = {"roles": sorted(set(roles)), "offices": sorted({office.pk for office in offices})}
    lent = _lent_posts(principal, scope, begins_at)
    _guard_delegate(principal, delegate, lent)
    kind = (
        DelegationKind.STANDBY
        if all(post.standby_id == delegate.pk for post in lent)
        else DelegationKind.AUTHORISED
    )
    made = Delegation.objects.create(
        principal=principal,
        delegate=delegate,
        kind=kind,
        marker=marker(kind),
        scope=scope,
        begins_at=begins_at,
        ends_at=ends_at,
        reason=reason.strip(),
    )
    record(
        "delegation.begun",
        by=by,
        subject=made.pk,
        at=moment,
        principal=str(principal.pk),
        delegate=str(delegate.pk),
        marker=made.marker,
        scope=scope,
        begins_at=begins_at.isoformat(),
        ends_at=ends_at.isoformat(),
        reason=made.reason,
    )
    return made


def _guard_period(begins_at: datetime, ends_at: datetime, moment: datetime) -> None:
    if ends_at <= begins_at or ends_at <= moment:
        raise Invalid(
            "organisation.period",
            _("授权截止时间须晚于开始时间和现在。"),
            fields={"ends_at": [_("时间过早")]},
        )
    if begins_at < moment - _TYPING_TIME:
        raise Invalid(
            "organisation.past",
            _("授权须在外出前办理，不能补办以前的授权。"),
            fields={"begins_at": [_("时间过早")]},
        )


def _lent_posts(principal: Person, scope: Scope, begins_at: datetime) -> list[Post]:
    """Return the principal's own posts in the scope; only own posts can be lent."""
    posts = Post.objects.select_related("office").filter(
        Q(valid_until=None) | Q(valid_until__gt=begins_at), person=principal
    )
    if scope["roles"]:
        posts = posts.filter(role__in=scope["roles"])
    if scope["offices"]:
        posts = posts.filter(office__in=scope["offices"])
    lent = list(posts)
    if not lent:
        raise Invalid(
            "organisation.nothing_to_lend", _("授权人在所选范围内没有本人的岗位；受托的权限不能转授。")
        )
    return lent


def _guard_delegate(principal: Person, delegate: Person, lent: list[Post]) -> None:
    if delegate == principal or delegate.kind != Person.Kind.STAFF or not delegate.is_active:
        raise Invalid("organisation.delegate", _("请选择另一位在职工作人员作为被授权人。"))
    agencies = {post.office.agency_id for post in lent}
    if not Post.objects.filter(person=delegate, office__agency__in=agencies).exists():
        raise Invalid("organisation.other_agency", _("被授权人须为本机关工作人员。"))
    lends_window = any(post.role == Role.ACCEPTOR for post in lent)
    if lends_window and not Post.objects.filter(person=delegate, role=Role.ACCEPTOR).exists():
        raise Invalid(
            "organisation.window_power", _("受理权限只能授给窗口受理人员，请另选人员或缩小授权范围。")
        )
