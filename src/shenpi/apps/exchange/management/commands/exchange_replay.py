"""`shenpi exchange replay`: give messages that were given up new attempts."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from shenpi.apps.exchange import acts


class Command(BaseCommand):
    help = "重新处理已放弃的消息；不指定标识时处理全部 / try given-up messages again; all without an id"
    requires_system_checks = ()  # pages need not be read for this

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("message", nargs="*", type=UUID, help="消息标识 / message ids")

    def handle(self, *args: Any, **options: Any) -> None:
        count = acts.replay(options["message"] or None)
        acts.try_links_now()
        self.stdout.write(_("已重新排队 %(count)d 条消息") % {"count": count})
