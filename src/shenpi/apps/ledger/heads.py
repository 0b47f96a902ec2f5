"""Where ledgers are known to end, told by those who keep it elsewhere (the case's own row).

Without it the removal of a ledger's last events could not be seen. An app registers its source in
`AppConfig.ready`; the ledger imports nobody.
"""

from collections.abc import Callable, Iterable
from uuid import UUID

from shenpi.core.ledger import Head

Source = Callable[[UUID | None], Iterable[tuple[UUID, Head]]]

_sources: list[Source] = []


def register(source: Source) -> None:
    """Add a source: a function of one case (or None for all) that yields (case, head)."""
    if source not in _sources:
        _sources.append(source)


def known(case_id: UUID | None = None) -> dict[UUID, Head]:
    """Return the heads of one case or of all."""
    return {case: head for source in _sources for case, head in source(case_id)}
