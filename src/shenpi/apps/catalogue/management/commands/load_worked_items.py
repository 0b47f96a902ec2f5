"""`load_worked_items`: bring in the items that are worked out in full."""

from typing import Any

from django.core.management.base import BaseCommand

from shenpi.apps.catalogue import acts


class Command(BaseCommand):
    help = (
        "Publish the packaged items with form, materials and process, and the bundles of them (idempotent)."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"worked items: {len(acts.load_worked_items())}")
        self.stdout.write(f"bundles: {len(acts.load_bundles())}")
