"""What can be done to the catalogue: each act guards, changes and records, in one transaction."""

from .announce_catalogue import announce_catalogue
from .assign_process import PROMISE_SHORT, assign_process
from .decide_process import approve_process, return_process, withdraw_process
from .draft_process import (
    discard_process_draft,
    draft_process,
    save_process_draft,
    save_process_scenarios,
)
from .draft_version import draft_version
from .import_catalogue import ImportReport, import_catalogue
from .load_worked_items import load_worked_items
from .mark_private import mark_private
from .mark_secret import mark_secret
from .propose_process import propose_process
from .publish_bundle import load_bundles, publish_bundle
from .publish_process import load_processes, publish_process
from .publish_version import publish_version

__all__ = [
    "PROMISE_SHORT",
    "ImportReport",
    "announce_catalogue",
    "approve_process",
    "assign_process",
    "discard_process_draft",
    "draft_process",
    "draft_version",
    "import_catalogue",
    "load_bundles",
    "load_processes",
    "load_worked_items",
    "mark_private",
    "mark_secret",
    "propose_process",
    "publish_bundle",
    "publish_process",
    "publish_version",
    "return_process",
    "save_process_draft",
    "save_process_scenarios",
    "withdraw_process",
]
