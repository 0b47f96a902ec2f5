"""The county's people are told: messages sent at their moments through a gateway of the stage, and its receipts."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from django.conf import settings

from shenpi.apps import timekeeping
from shenpi.apps.exchange.pumping import settle
from shenpi.apps.notices import acts, delivering, following, providers, queries, receipts
from shenpi.apps.notices.kinds import State
from shenpi.apps.notices.models import Notice
from shenpi.apps.notices.providers.base import Outgoing, Refused
from shenpi.apps.organisation.models import Person
from shenpi.sites.demo import online, personas, story

OVERHEARD = timedelta(seconds=6)
"""How long the stage's gateway takes to report an arrival."""


class StageGateway:
    """Takes every message but those to numbers out of use, and keeps none."""

    name = "演示短信通道"
    repeatable = True

    def send(self, message: Outgoing) -> str:
        """Refuse one number in a hundred, always the same."""
        if message.to.endswith("17"):
            raise Refused("422 号码已停用")
        return f"D{message.id[-10:]}"


def catch_up() -> None:
    """Send what fell due up to now, each message at its own moment, and report its arrival."""
    while following.follow():
        pass
    due = Notice.objects.filter(
        state=State.WAITING, next_try_at__lte=timekeeping.now(), zone__in=settings.SHENPI_ZONES
    )
    with providers.using(StageGateway()):
        for notice in due.order_by("next_try_at"):
            with timekeeping.at(notice.next_try_at):
                if delivering.attempt(notice, set()):
                    arrived = notice.next_try_at + OVERHEARD
                    receipts.settle(notice.pk, notice.round, True, arrived, "")


def begin(rng: Random) -> None:
    """Give the applicant of the stage an address, a case with news, and what was read long ago as read."""
    applicant = personas.person(personas.APPLICANT)
    acts.set_contact(by=applicant, email="li.xiaoming@example.cn")
    if (version := story.stage()) is not None:
        online.file_online(version, rng, by=applicant)
        settle()
    catch_up()
    _read_what_is_old()


def _read_what_is_old() -> None:
    before = timekeeping.now() - timedelta(days=2)
    for person in Person.objects.filter(pk__in=Notice.objects.values("person_id")):
        read = queries.inbox(person).filter(created_at__lt=before)
        acts.mark_read(list(read.values_list("pk", flat=True)), by=person)
