"""What can be done to the catalogue: each act guards, changes and records, in one transaction."""

from .announce_catalogue import announce_catalogue
from .draft_process import (
    discard_process_draft,
    draft_process,
    save_process_draft,
    save_process_scenarios,
)
from .draft_version import draft_version
from .import_catalogue import ImportReport, import_catalogue
from .load_worked_items import load_worked_items
from .publish_process import load_processes, publish_process
from .publish_version import publish_version

__all__ = [
    "ImportReport",
    "announce_catalogue",
    "discard_process_draft",
    "draft_process",
    "draft_version",
    "import_catalogue",
    "load_processes",
    "load_worked_items",
    "publish_process",
    "publish_version",
    "save_process_draft",
    "save_process_scenarios",
]
