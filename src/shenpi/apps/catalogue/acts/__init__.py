"""What can be done to the catalogue: each act guards, changes and records, in one transaction."""

from .import_catalogue import ImportReport, import_catalogue

__all__ = ["ImportReport", "import_catalogue"]
