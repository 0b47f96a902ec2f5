"""What happens only inside a block, and then never did."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def undone() -> Iterator[None]:
    """Take back everything that is written inside the block."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
