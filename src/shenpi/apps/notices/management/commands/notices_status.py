"""`shenpi notices status`: how many messages stand where, and what is stuck or failed."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from shenpi.apps.notices import queries
from shenpi.apps.notices.kinds import State

SHOWN = 20


class Command(BaseCommand):
    help = "显示短信和邮件的发送情况 / show what became of SMS and e-mail"
    requires_system_checks = ()  # pages need not be read for this

    def handle(self, *args: Any, **options: Any) -> None:
        for state, count in queries.counts().items():
            name = State(state).label if state in State.values else _("发不出去，还在重试")
            self.stdout.write(f"{name}: {count}")
        for notice in [*queries.stuck()[:SHOWN], *queries.outgoing(State.FAILED)[:SHOWN]]:
            self.stdout.write(f"{notice.pk} {notice}: {notice.error}")
