"""How personal data enter the ledger: as a salted commitment to their canonical JSON (RFC 8785)."""

from typing import Any

import rfc8785

from shenpi.apps.casework.models import Case
from shenpi.core import ledger


def committed(case: Case, value: dict[str, Any]) -> str:
    """Return the commitment to `value` under the case's own salt."""
    return ledger.commitment(rfc8785.dumps(value).decode(), bytes(case.salt))
