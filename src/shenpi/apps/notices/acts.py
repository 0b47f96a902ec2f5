"""What people do with messages: read them, send a failed one again or let it be, and set plan, words and addresses."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shenpi.apps import exchange, places, timekeeping, typed
from shenpi.apps.errors import Invalid, NotAllowed, NotFound, Stale
from shenpi.apps.ids import uuid7
from shenpi.apps.notices import people
from shenpi.apps.notices.kinds import Channel, State
from shenpi.apps.notices.models import LONGEST, Contact, Notice, PlanEntry, TextVersion
from shenpi.apps.notices.plan import DEFAULTS
from shenpi.apps.notices.texts import PLACES, TEXTS
from shenpi.apps.organisation.acts.record import record
from shenpi.apps.organisation.models import Person
from shenpi.apps.organisation.queries import holdings
from shenpi.core import contracts

OPEN = (State.WAITING, State.FAILED)


def mark_read(notice_ids: Collection[UUID], *, by: Person) -> int:
    """Remember that a person has read messages of his own; returns how many were new."""
    mine = Notice.objects.filter(pk__in=notice_ids, person_id=by.pk, channel=Channel.SITE, read_at=None)
    return mine.update(read_at=timekeeping.now())


@transaction.atomic
def send_again(notice_id: UUID, *, by: Person) -> None:
    """Try a waiting or failed message now, from the first provider on. Raises NotAllowed, NotFound, Stale.

    After a failure it is a new sending with a new idempotency key: the person decided that, where it was unclear,
    twice is better than never.
    """
    notice = _open(notice_id, by)
    _again(notice)
    now = timekeeping.now()
    record("message.sent_again", by=by, subject=notice.pk, at=now, event=notice.event, channel=notice.channel)


@transaction.atomic
def send_all_again(notice_ids: Collection[UUID] | None = None) -> int:
    """Try all failed and stuck messages again, or those named: for who runs the machine; returns how many."""
    found = Notice.objects.select_for_update().filter(
        Q(state=State.FAILED) | Q(state=State.WAITING, attempts__gt=0)
    )
    if notice_ids is not None:
        found = found.filter(pk__in=notice_ids)
    notices = list(found)
    for notice in notices:
        _again(notice)
    return len(notices)


@transaction.atomic
def drop(notice_id: UUID, *, by: Person) -> None:
    """Let a message be: the person was told otherwise. The row stays. Raises NotAllowed, NotFound, Stale."""
    notice = _open(notice_id, by)
    Notice.objects.filter(pk=notice.pk).update(state=State.DROPPED)
    record("message.dropped", by=by, subject=notice.pk, at=timekeeping.now(), event=notice.event)


@transaction.atomic
def set_plan(event: str, channels: Collection[str], *, by: Person, item_code: str = "") -> None:
    """Decide by which channels an event is told, for one item or all; the public zone is told too.

    Raises NotAllowed, Invalid.
    """
    _administers(by)
    if event not in DEFAULTS or not set(channels) <= set(Channel.values):
        raise Invalid("plan_unknown", _("没有这种事件或渠道。请在页面上选择。"))
    if event.startswith("case.") and Channel.SITE not in channels:
        raise Invalid("plan_site", _("站内消息不能取消：申请人总能在网上看到办理情况。"))
    entry = PlanEntry(
        item_code=item_code,
        event=event,
        channels=sorted(channels),
        by_name=by.name,
        at=timekeeping.now(),
    )
    entry.save(force_insert=True)
    _tell("plan_set", entry, event=event, item_code=item_code, channels=entry.channels)


@transaction.atomic
def set_text(event: str, *, subject: str, body: str, by: Person) -> None:
    """Give an event new words: the next version; messages written before keep theirs. Raises NotAllowed, Invalid."""
    _administers(by)
    if event not in TEXTS:
        raise Invalid("text_unknown", _("没有这种事件。请在页面上选择。"))
    subject, body = subject.strip(), body.strip()
    faults = {
        name: found for name, text in (("subject", subject), ("body", body)) if (found := _faults(name, text))
    }
    if faults:
        raise Invalid("text_wrong", _("文本还不能使用，请改正后再保存。"), fields=faults)
    latest = TextVersion.objects.select_for_update().filter(event=event).order_by("-version").first()
    text = TextVersion(
        event=event,
        version=latest.version + 1 if latest else 1,
        subject=subject,
        body=body,
        by_name=by.name,
        at=timekeeping.now(),
    )
    text.save(force_insert=True)
    _tell("text_set", text, event=event, version=text.version, subject=subject, body=body)


def set_contact(*, by: Person, email: str, phone: str = "") -> None:
    """Say where one wants to be told beside our own pages; empty: not there. Raises Invalid."""
    email, phone = email.strip(), phone.strip()
    faults: dict[str, list[Any]] = {}
    if phone and not people.is_mobile(phone):
        faults["phone"] = [_("请填写 11 位手机号码。")]
    try:
        if email:
            validate_email(email)
    except ValidationError:
        faults["email"] = [_("邮箱地址不完整，例如 name@example.cn。")]
    if faults:
        raise Invalid("contact_wrong", _("请改正后再保存。"), fields=faults)
    Contact.objects.update_or_create(person=by, defaults={"email": email, "phone": phone})


def _faults(name: str, text: str) -> list[Any]:
    if not text:
        return [_("必填")]
    if unfit := typed.unfit(text, LONGEST[name]):
        return unfit
    try:
        unknown = places.unknown(text, PLACES)
    except ValueError:
        return [_("花括号没有成对。")]
    return [_("没有这种内容：{names}").format(names="、".join(unknown))] if unknown else []


def _open(notice_id: UUID, by: Person) -> Notice:
    _administers(by)
    notice = Notice.objects.select_for_update().filter(pk=notice_id).first()
    if notice is None:
        raise NotFound("message_unknown", _("没有这条消息。"))
    if notice.state not in OPEN:
        raise Stale("message_settled", _("这条消息已经发出或不再发送。请刷新页面查看。"))
    return notice


def _again(notice: Notice) -> None:
    if notice.state == State.FAILED:
        notice.round, notice.provider = notice.round + 1, ""
    notice.state, notice.next_try_at = State.WAITING, timekeeping.now()
    notice.save(update_fields=["round", "provider", "state", "next_try_at"])


def _administers(by: Person) -> None:
    held = holdings(by, timekeeping.now())
    if not any(holding.allows("administer") for holding in held):
        raise NotAllowed("not_administrator", _("消息由系统管理员管理。"))


def _tell(kind: str, row: PlanEntry | TextVersion, **data: Any) -> None:
    """Tell the public zone, which writes messages by the same plan and words."""
    said = {"id": str(row.pk), **data, "by": row.by_name, "at": contracts.moment(row.at)}
    exchange.send(
        contracts.message(
            type=f"{contracts.PREFIX}notices.{kind}",
            source=f"/internal/{settings.SHENPI_NODE}",
            subject=row.event,
            data=said,
            time=row.at,
            id=uuid7(),
        )
    )
