"""The index of cases: a card for each, written in the transaction that brings or changes what it is found by.

So no case is ever missing from a list or a search. `differences` and `repair` compare all cards with their cases.
"""

from collections.abc import Iterator
from itertools import islice

from shenpi.apps import grams, rows
from shenpi.apps.casework.models import Case, IndexCard

CHANGING = frozenset({"applicant", "form"})
"""Columns of a case whose change changes its card; what else a card holds never changes."""

_COPIED = ("number", "item_version_id", "agency_id", "received_at", "applicant", "grams")
_AT_ONCE = 1000


def of(case: Case) -> IndexCard:
    """Return the card that the case ought to have."""
    name, number = case.applicant["name"], case.applicant.get("id_number", "")
    return IndexCard(
        case_id=case.id,
        number=case.number,
        item_version_id=case.item_version_id,
        agency_id=case.agency_id,
        received_at=case.received_at,
        applicant=name,
        grams=grams.cut([name, *grams.leaves(case.form)], whole=number),
    )


def writing(case: Case) -> rows.Statement:
    """Return the statement that writes the case's card, or writes it anew."""
    sql, params = rows.insert(of(case))
    changed = "applicant = excluded.applicant, grams = excluded.grams"
    return f"{sql} ON CONFLICT (case_id) DO UPDATE SET {changed}", params


def differences() -> Iterator[IndexCard]:
    """Return the right card of every case whose card is missing or says something else."""
    cases = Case.objects.select_related("card").defer("context", "marking").order_by("id")
    for case in cases.iterator(chunk_size=_AT_ONCE):
        right = of(case)
        kept = getattr(case, "card", None)
        if kept is None or _told(kept) != _told(right):
            yield right


def repair() -> int:
    """Write every card that differs; returns how many."""
    found = differences()
    written = 0
    while right := list(islice(found, _AT_ONCE)):
        IndexCard.objects.bulk_create(
            right, update_conflicts=True, unique_fields=["case"], update_fields=list(_COPIED)
        )
        written += len(right)
    return written


def _told(card: IndexCard) -> list[object]:
    return [getattr(card, name) for name in _COPIED]
