"""`load_organisation`: bring the demonstration's offices, windows and invented people in."""

from typing import Any

from django.core.management.base import BaseCommand

from shenpi.apps.organisation import acts


class Command(BaseCommand):
    help = "Bring in the demonstration's organisation (idempotent)."

    def handle(self, *args: Any, **options: Any) -> None:
        acts.load_regions()
        self.stdout.write(f"people: {len(acts.load_organisation())}")
