"""Making the papers of issued documents in the background: pending → rendered, or failed with its reason.

A case never waits for its paper: the document and its number exist from the act on. A worker leases one due
document in a short transaction, makes its paper outside of any, and writes the result; a process that dies in
between loses its lease, and the paper is made again with the same bytes.
"""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from shenpi.apps import timekeeping
from shenpi.apps.documents import files, fonts, inspection, wording
from shenpi.apps.documents.models import Document, StoredFile
from shenpi.apps.documents.typesetting import NotPrintable, render, substituted

__all__ = ["NotPrintable", "on_rendered", "render", "render_now", "render_pending", "retry"]

LEASE = timedelta(minutes=2)
PATIENCE = {1: timedelta(seconds=30), 2: timedelta(minutes=5), 3: timedelta(hours=1)}
"""Pauses after the first failures that may pass (a full disk, missing fonts); the fourth one is final."""

log = logging.getLogger(__name__)
_listeners: list[Callable[[Document], object]] = []


def on_rendered(listener: Callable[[Document], object]) -> None:
    """Call `listener` with each document in the transaction that marks it rendered (once per document)."""
    if listener not in _listeners:
        _listeners.append(listener)


def render_pending(limit: int = 50) -> int:
    """Make up to `limit` papers that are due and return how many were made; cheap when there are none."""
    made = 0
    for _turn in range(limit):
        document = _lease(Document.objects.all())
        if document is None:
            break
        made += _make(document)
    return made


def render_now(document: Document) -> None:
    """Make one paper ahead of its turn, because a person waits for it; the row is read again afterwards."""
    leased = _lease(Document.objects.filter(pk=document.pk))
    if leased is not None:
        _make(leased)
    document.refresh_from_db()


def retry(document: Document) -> None:
    """Put a document that failed, or was made with substitutes, in the queue again, after its cause was mended."""
    troubled = Q(state=Document.State.FAILED) | ~Q(error="")
    Document.objects.filter(troubled, pk=document.pk).update(
        state=Document.State.PENDING, attempts=0, next_try_at=timekeeping.now(), error=""
    )


def _lease(among: QuerySet[Document]) -> Document | None:
    """Take the next due document for ourselves for a while, so that no other worker makes it too."""
    due = among.filter(state=Document.State.PENDING, next_try_at__lte=timekeeping.now())
    if not due.exists():
        return None
    with transaction.atomic():
        skip = connection.features.has_select_for_update_skip_locked
        document = due.select_for_update(skip_locked=skip).order_by("next_try_at").first()
        if document is not None:
            document.attempts += 1
            document.next_try_at = timekeeping.now() + LEASE
            document.save(update_fields=["attempts", "next_try_at"])
    return document


def _make(document: Document) -> bool:
    if document.wording is None and document.file_id is None:
        document.wording = wording.in_force(document.agency_id, document.kind, document.issued_at)
    try:
        made, note = _rendered(document)
        stored = files.store_bytes(made, inspection.PDF)
    except NotPrintable as failure:
        _fail(document, failure.message, again=None)
    except (fonts.FontsMissing, OSError) as failure:
        _fail(document, str(failure), again=PATIENCE.get(document.attempts))
    else:
        return _finish(document, stored, note)
    return False


def _rendered(document: Document) -> tuple[bytes, str]:
    """Make the paper; what no font can print is replaced and told, so that no case waits for a font."""
    try:
        return render(document), ""
    except NotPrintable as failure:
        if not failure.signs:
            raise
        made, note = substituted(document)
        log.warning("document %s (%s) was made with substitutes: %s", document.pk, document.kind, note)
        return made, note


@transaction.atomic
def _finish(document: Document, stored: StoredFile, note: str) -> bool:
    finished = Document.objects.filter(pk=document.pk, state=Document.State.PENDING).update(
        state=Document.State.RENDERED, file=stored, wording=document.wording, error=note[:500]
    )
    if finished:
        document.refresh_from_db()
        for listener in _listeners:
            listener(document)
    return bool(finished)


def _fail(document: Document, reason: str, *, again: timedelta | None) -> None:
    log.error("document %s (%s) was not made: %s", document.pk, document.kind, reason)
    Document.objects.filter(pk=document.pk, state=Document.State.PENDING).update(
        state=Document.State.PENDING if again else Document.State.FAILED,
        next_try_at=timekeeping.now() + (again or timedelta(0)),
        error=reason[:500],
    )
