"""Make a dictionary for packed facts from the ledger of a demonstration.

    SHENPI_MODE=demonstration SHENPI_DATA_DIR=… python -m tools.train_dictionary TARGET.zdict

A dictionary that was ever released never changes (ADR 10): this makes the next one. What a demonstration's people
are called is invented, so the words in it are nobody's.
"""

import os
import sys
from pathlib import Path

import zstandard

SIZE = 12 * 1024
"""Larger ones gain little on ledgers they were not made from."""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shenpi.config.settings")
    import django

    django.setup()
    words = zstandard.train_dictionary(SIZE, samples(), level=12)
    Path(sys.argv[1]).write_bytes(words.as_bytes())


def samples() -> list[bytes]:
    """Return every packed text of the database: payloads of events, facts of documents, contexts of cases."""
    from shenpi.apps.casework.models import Case
    from shenpi.apps.documents.models import Document
    from shenpi.apps.ledger.models import CaseEvent
    from shenpi.core.ledger import canonical

    columns = ((CaseEvent, "payload"), (Document, "data"), (Case, "context"))
    return [
        canonical(facts)
        for model, column in columns
        for facts in model.objects.order_by("pk").values_list(column, flat=True)
    ]


if __name__ == "__main__":
    main()
