"""`shenpi grant ROLE`: let the role that the servers sign in with add to the records, and never change them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from shenpi.apps.errors import Invalid
from shenpi.apps.ledger.granting import grant


class Command(BaseCommand):
    help = "给应用的数据库角色授权 / grant the application's database role its rights, as the owner of the tables."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            kept = grant(options["role"])
        except Invalid as error:
            raise CommandError(str(error.message), returncode=1) from error
        self.stdout.write(
            f"{options['role']}：{len(kept)} 张表只能添加 / may only add to {len(kept)} tables：{', '.join(kept)}"
        )
