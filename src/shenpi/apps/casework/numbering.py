"""Case numbers that a clerk can read out by telephone: day, node, serial, check digit."""

from datetime import datetime

from django.conf import settings
from django.db import connection

from shenpi.apps import rows
from shenpi.apps.timekeeping import local
from shenpi.core.identifiers import CaseNumber

_NEXT = """
INSERT INTO casework_numberseries (day, last) VALUES (%s, 1)
ON CONFLICT (day) DO UPDATE SET last = casework_numberseries.last + 1 RETURNING last
"""
_UNHURRIED = ", set_config('synchronous_commit', 'off', true)"
"""Drawn in a transaction of its own, a number need not wait for the disc: the commit of the case that bears it does,
and what was written before lies before it in the log."""


def next_case_number(moment: datetime) -> str:
    """Return the next number of the local day, 13 digits, unique within this node."""
    day = local(moment).date()
    alone = rows.vendor() == "postgresql" and not connection.in_atomic_block
    cursor = rows.Cursor()
    cursor.execute(_NEXT + _UNHURRIED if alone else _NEXT, [connection.ops.adapt_datefield_value(day)])
    serial, *_told = cursor.fetchall()[0]
    return CaseNumber.make(day, settings.SHENPI_NODE_DIGIT, serial).compact
