"""The number of an online filing, and the code by which anybody who holds both may ask how it stands."""

from __future__ import annotations

import hmac
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection

from shenpi.apps.timekeeping import local
from shenpi.core.identifiers import CaseNumber
from shenpi.core.identifiers.query_code import ALPHABET, LENGTH

ONLINE = 5
"""Node digits from here on number online filings, those below number at the windows: neither asks the other."""

_NEXT = """
INSERT INTO applications_filingseries (day, last) VALUES (%s, 1)
ON CONFLICT (day) DO UPDATE SET last = applications_filingseries.last + 1 RETURNING last
"""


def next_number(moment: datetime) -> str:
    """Return the next case number of the local day for an online filing (13 digits)."""
    day = local(moment).date()
    node = ONLINE + settings.SHENPI_NODE_DIGIT
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [connection.ops.adapt_datefield_value(day)])
        return CaseNumber.make(day, node, cursor.fetchone()[0]).compact


def query_code(application_id: UUID) -> str:
    """Return the query code of an application, for the one who submits it and only then.

    It follows from the id and the server's secret, so that a second press of the button shows the same code; the
    database keeps its hash alone.
    """
    digest = hmac.digest(settings.SECRET_KEY.encode(), b"query-code:" + application_id.bytes, "sha256")
    number = int.from_bytes(digest, "big")
    return "".join(ALPHABET[number // len(ALPHABET) ** place % len(ALPHABET)] for place in range(LENGTH))
