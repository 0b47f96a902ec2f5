"""`load_regions`: bring the packaged administrative divisions in."""

from typing import Any

from django.core.management.base import BaseCommand

from shenpi.apps.organisation import acts


class Command(BaseCommand):
    help = "Bring in the administrative divisions (idempotent)."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"regions: {acts.load_regions()}")
