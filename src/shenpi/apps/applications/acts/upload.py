"""A file that comes with an act for one of the item's materials; its bytes are kept already."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Upload:
    """A kept file for one of the item's materials."""

    material: str
    filename: str
    sha256: str
    size: int
    media_type: str

    def as_file(self) -> dict[str, Any]:
        """Return the file alone, as filings and messages carry it."""
        return {
            "sha256": self.sha256,
            "filename": self.filename,
            "size": self.size,
            "media_type": self.media_type,
        }
