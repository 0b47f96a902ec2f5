"""`shenpi catalogue publish`: send the whole catalogue to a public zone on another machine that is new."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from shenpi.apps.catalogue import acts


class Command(BaseCommand):
    help = "向另一台机器上的公众端发送全部事项（可重复执行） / send the whole catalogue to a public zone elsewhere"

    def handle(self, *args: Any, **options: Any) -> None:
        sent = acts.announce_catalogue()
        if sent:
            self.stdout.write(_("已排队发送 %(count)d 个事项") % {"count": sent})
        else:
            self.stdout.write(_("没有需要发送的事项：公众端与内网共用数据库，或者目录是空的"))
