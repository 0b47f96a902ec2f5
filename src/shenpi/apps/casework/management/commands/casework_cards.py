"""`shenpi cards`: compare the index of cases with the cases."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from shenpi.apps.casework import cards


class Command(BaseCommand):
    help = "核对办件索引 / compare the index of cases with the cases; exit 1 when a card differs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--repair", action="store_true", help="改正不一致的卡片 / write the cards that differ anew"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["repair"]:
            written = cards.repair()
            self.stdout.write(f"已改正 {written} 张 / {written} cards written")
            return
        differing = [card.number for card in cards.differences()]
        if differing:
            self.stderr.write("\n".join(differing[:SHOWN]))
            count = len(differing)
            raise CommandError(f"有 {count} 张索引卡片不一致 / {count} cards differ", returncode=1)
        self.stdout.write("办件索引与办件一致 / every case has its card")


SHOWN = 50
