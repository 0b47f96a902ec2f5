"""Giving a post to a person, and taking it back (D3-016, D10-040)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps.errors import Invalid, NotAllowed, Stale
from shenpi.apps.organisation.models import Office, Person, Post, Window
from shenpi.apps.organisation.queries import holdings
from shenpi.apps.organisation.roles import Role
from shenpi.apps.timekeeping import now

from .record import record


@transaction.atomic
def appoint(
    *,
    by: Person | None,
    person: Person,
    office: Office,
    role: str,
    window: Window | None = None,
    standby: Person | None = None,
    valid_from: datetime | None = None,
    valid_until: datetime | None = None,
) -> Post:
    """Give `person` the role in the office from `valid_from` (now) until `valid_until` (open end).

    `by=None` is the system loading an organisation. Raises NotAllowed without the right to appoint, Invalid
    for an applicant's account, a clerk without window, a window outside the window role, or a standby who is
    the post's own holder.
    """
    moment = now()
    _guard_right(by, moment)
    if person.kind != Person.Kind.STAFF or role not in Role.values or role == Role.APPLICANT:
        raise Invalid("organisation.not_staff", _("岗位只能授予工作人员，请先核对人员与角色。"))
    if window is not None and role != Role.ACCEPTOR:
        raise Invalid("organisation.window_role", _("只有窗口受理人员可以派驻窗口，请去掉窗口或改选角色。"))
    if role == Role.ACCEPTOR and window is None and office.kind != Office.Kind.WINDOW:
        raise Invalid("organisation.window_missing", _("受理岗位须设在窗口，请选择窗口。"))
    if standby == person:
        raise Invalid("organisation.own_standby", _("B岗不能是本人，请选择其他工作人员。"))
    if valid_until is not None and valid_until <= (valid_from or moment):
        raise Invalid("organisation.period", _("任职截止时间须晚于开始时间。"))
    post = Post.objects.create(
        person=person,
        office=office,
        role=role,
        window=window,
        standby=standby,
        valid_from=valid_from or moment,
        valid_until=valid_until,
    )
    record(
        "post.appointed",
        by=by,
        subject=post.pk,
        at=moment,
        person=str(person.pk),
        office=office.code,
        role=role,
    )
    return post


@transaction.atomic
def relieve(*, by: Person | None, post: Post, at: datetime | None = None) -> None:
    """End a post at `at` (now). Raises NotAllowed without the right, Stale if the post has ended already."""
    moment = now()
    _guard_right(by, moment)
    open_post = Post.objects.filter(pk=post.pk).exclude(valid_until__lte=moment)
    if not open_post.update(valid_until=at or moment):
        raise Stale("organisation.post_ended", _("该岗位任职已经结束，请刷新页面。"))
    record("post.relieved", by=by, subject=post.pk, at=moment, until=(at or moment).isoformat())


def _guard_right(by: Person | None, moment: datetime) -> None:
    if by is not None and not holdings(by, moment).may("appoint"):
        raise NotAllowed("organisation.may_not_appoint", _("您没有任免岗位的权限，请联系系统管理员。"))
