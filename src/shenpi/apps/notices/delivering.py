"""Carrying messages out: nothing is sent twice, and nothing is lost while a provider is down.

Before a provider is asked, the row says so (`provider`) and is leased. An answer clears or closes it. After a cut
line or a killed worker the row still names the provider that may have the message: a gateway is asked again under
the same id, which it takes once, and no other provider is asked; a mail server cannot tell, so the message waits for
a person, marked as unclear.
"""

import logging
import time
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from shenpi.apps import timekeeping, typed
from shenpi.apps.exchange import retry
from shenpi.apps.notices import providers, quiet
from shenpi.apps.notices.kinds import Channel, State
from shenpi.apps.notices.models import Notice
from shenpi.apps.notices.plan import AT_ONCE
from shenpi.apps.notices.providers.base import NotTaken, Outgoing, Provider, Refused, Unclear

log = logging.getLogger(__name__)

BATCH = 50
LEASE = timedelta(minutes=2)
CEILING = timedelta(minutes=10)
TOO_OLD = timedelta(days=7)
"""A message that could not be sent for so long is given up and shown: late news would mislead."""


def deliver(limit: int = BATCH) -> int:
    """Try at most `limit` messages that are due; returns how many were handed over.

    A provider that cannot be reached is left alone for the rest of the batch; what the time of the lease does not
    suffice for is due again when it ends.
    """
    down: set[str] = set()
    until = time.monotonic() + LEASE.total_seconds() / 2
    return sum(attempt(notice, down) for notice in _leased(limit) if time.monotonic() < until)


def _leased(limit: int) -> list[Notice]:
    """Take due messages for this process; should it die, they are due again when the lease ends."""
    now = timekeeping.now()
    zones = settings.SHENPI_ZONES
    due = Notice.objects.filter(state=State.WAITING, next_try_at__lte=now, zone__in=zones).order_by(
        "next_try_at"
    )
    if quiet.after_quiet_hours(now) > now:  # a later try, too, disturbs nobody at night
        due = due.filter(~Q(channel=Channel.SMS) | Q(event__in=AT_ONCE))
    if not due.exists():
        return []
    with transaction.atomic():
        rows = list(due.select_for_update(skip_locked=True)[:limit])
        Notice.objects.filter(pk__in=[row.pk for row in rows]).update(next_try_at=now + LEASE)
    return rows


def attempt(notice: Notice, down: set[str]) -> bool:
    """Try to hand a message over that is due and nobody else's; `down` names the providers not to be asked."""
    known = providers.of(notice.channel)
    unclear = bool(notice.provider)
    if unclear:
        known = [each for each in known if each.name == notice.provider and each.repeatable]
        if not known:
            return _failed(notice, _("发送中断，不能确定是否已经送出"))
    elif not notice.round and notice.created_at < timekeeping.now() - TOO_OLD:
        return _failed(notice, notice.error or _("长期不能送出，已过时效"))
    words = "" if known else _("没有配置这一渠道的通道")
    refused = 0
    for provider in known:
        if provider.name in down:
            words = words or _("通道连接不上")
            continue
        try:
            return _hand_over(notice, provider)
        except Unclear as broken:
            down.add(provider.name)
            return _later(notice, str(broken)) if provider.repeatable else _failed(notice, str(broken))
        except Refused as wrong:
            refused, words, unclear = refused + 1, str(wrong), False
        except NotTaken as error:
            down.add(provider.name)
            words = str(error)
        if not unclear:  # what an earlier attempt may have left with the provider stays there
            notice.provider = ""
    if known and refused == len(known):
        return _failed(notice, words)
    return _later(notice, words)


def _hand_over(notice: Notice, provider: Provider) -> bool:
    """Ask one provider, after the row says that it is being asked. Raises NotTaken, Refused, Unclear."""
    waiting = Notice.objects.filter(pk=notice.pk, state=State.WAITING)
    if not waiting.update(provider=provider.name):
        return False  # somebody decided otherwise meanwhile
    notice.provider = provider.name
    outgoing = Outgoing(f"{notice.pk}.{notice.round}", notice.address, notice.subject, notice.body)
    told = {
        "reference": provider.send(outgoing),
        "attempts": notice.attempts + 1,
        "sent_at": timekeeping.now(),
    }
    if not waiting.update(state=State.SENT, error="", **told):
        Notice.objects.filter(pk=notice.pk).update(
            **told
        )  # a receipt overtook the answer: what it said stays
    return True


def _later(notice: Notice, words: str) -> bool:
    attempts = notice.attempts + 1
    Notice.objects.filter(pk=notice.pk, state=State.WAITING).update(
        provider=notice.provider,
        attempts=attempts,
        error=typed.legible(words, 500),
        next_try_at=retry.after(attempts, timekeeping.now(), CEILING),
    )
    return False


def _failed(notice: Notice, words: str) -> bool:
    Notice.objects.filter(pk=notice.pk, state=State.WAITING).update(
        state=State.FAILED,
        provider=notice.provider,
        attempts=notice.attempts + 1,
        error=typed.legible(words, 500),
    )
    log.warning("message %s (%s) failed: %s", notice.pk, Channel(notice.channel).name, words)
    return False
