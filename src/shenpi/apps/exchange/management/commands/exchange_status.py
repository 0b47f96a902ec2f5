"""`shenpi exchange status`: what waits, what is stuck, which lines work."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from shenpi.apps.exchange import queries

SHOWN = 20


class Command(BaseCommand):
    help = (
        "显示各区之间待处理和失败的消息，以及对端链路的状态 / show waiting and failed messages, and the links"
    )
    requires_system_checks = ()  # pages need not be read for this

    def handle(self, *args: Any, **options: Any) -> None:
        for queue in queries.queues():
            words = _("%(direction)s %(zone)s：待处理 %(waiting)d，已放弃 %(dead)d")
            self.stdout.write(words % vars(queue))
        for link in queries.links():
            self.stdout.write(f"{link.peer}: {link.error or _('正常')}")
        for row in [*queries.stuck_outgoing()[:SHOWN], *queries.stuck_incoming()[:SHOWN]]:
            self.stdout.write(f"{row.message_id} {row}: {row.error}")
