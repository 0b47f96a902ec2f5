"""After an upgrade: tallies and seals for an installation that had none, once its tables are all as this code wants."""

from typing import Any

from django.db import connections
from django.db.migrations.loader import MigrationLoader

from shenpi.apps.supervision import recounting, sealing

APP = "supervision"


def on_migrated(*, using: str, **_signal: Any) -> None:
    """Handle `post_migrate`, which also comes when other apps migrate, or ours only in part."""
    known = MigrationLoader(connections[using])
    if all(leaf in known.applied_migrations for leaf in known.graph.leaf_nodes(APP)):
        recounting.fill_when_empty()
        sealing.begin_chain()
