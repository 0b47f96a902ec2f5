"""`shenpi exchange key`: our public key, for the peers files of the other machines."""

from typing import Any

from django.core.management.base import BaseCommand

from shenpi.apps.exchange.keys import own_public_key


class Command(BaseCommand):
    help = "显示本机的公钥（写入对端的 SHENPI_PEERS_FILE） / show our public key (for the peer's SHENPI_PEERS_FILE)"
    requires_system_checks = ()  # pages need not be read for this

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(own_public_key())
