"""`shenpi ledger verify`: prove that the ledgers are whole, or name what is not."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from tqdm import tqdm

from shenpi.apps.ledger.models import CaseEvent
from shenpi.apps.ledger.verification import verify


class Command(BaseCommand):
    help = (
        "核验办件账本的摘要链；发现缺失、改动、次序或链接错误时逐条列出，退出状态为 1 / "
        "prove the hash chains of the ledgers; every gap, change or broken link is listed, exit status 1"
    )
    requires_system_checks = ()  # pages need not be read for this

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--case", type=UUID, help="只核验这一办件（标识） / only this case (id)")
        parser.add_argument("--no-progress", action="store_true", help="不显示进度 / without a progress bar")

    def handle(self, *args: Any, **options: Any) -> None:
        stored = (
            CaseEvent.objects.filter(case_id=options["case"]) if options["case"] else CaseEvent.objects.all()
        )
        total = stored.count()
        faults = 0
        with tqdm(total=total, unit="event", disable=options["no_progress"] or None) as bar:
            for fault in verify(options["case"], progress=bar.update):
                faults += 1
                words = fault.zh if (get_language() or "zh").startswith("zh") else fault.en
                with bar.external_write_mode():
                    self.stdout.write(f"{fault.case_id}: {words}")
        if faults:
            raise CommandError(
                ngettext("账本有 %(count)d 处问题", "账本有 %(count)d 处问题", faults) % {"count": faults},
                returncode=1,
            )
        self.stdout.write(_("账本完整：已核验 %(count)d 个事件") % {"count": total})
