"""What is received: an applicant's filing with its materials, alone or under a bundle's number."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from shenpi.apps.casework.certificates import Upon


@dataclass(frozen=True)
class HandedIn:
    """One material as handed in: which one of the item's list, how many, and the stored file if any."""

    key: str
    name: str
    form: str = "electronic"
    copies: int = 1
    sha256: str = ""
    filename: str = ""
    checked: str = ""

    def told(self) -> dict[str, Any]:
        """Return what the ledger keeps: the file by its hash, not by a name that may be somebody's."""
        told = {key: value for key, value in vars(self).items() if key != "filename"}
        return {key: value for key, value in told.items() if value or key != "checked"}


@dataclass(frozen=True)
class Bundled:
    """The bundle that a filing belongs to: its number, and at the window the one code for all of its cases."""

    number: str
    version_id: UUID
    query_code: str = ""


@dataclass(frozen=True)
class Filing:
    """What an applicant files. An online filing brings its own id, number and moment of filing.

    At the window `filed_at` is when the paper arrived, as the clerk states it; entered on a later day, `late_reason`
    says why (D10-027). `follows`: keys of materials that the applicant promises to hand in after the acceptance.
    """

    version_id: UUID
    applicant: dict[str, Any]
    form: dict[str, Any]
    materials: Sequence[HandedIn] = field(default_factory=tuple)
    case_id: UUID | None = None
    number: str = ""
    filed_at: datetime | None = None
    late_reason: str = ""
    follows: Sequence[str] = ()
    upon: Upon | None = None
    bundle: Bundled | None = None
