"""Interested third parties (利害关系人): whom a licence concerns directly, and where notices to them go."""

from collections.abc import Sequence
from dataclasses import dataclass

MOST = 50
"""How many are told of one case."""


@dataclass(frozen=True)
class Party:
    """Somebody whom the licence concerns directly, and where the notice goes."""

    name: str
    address: str = ""


def named(parties: Sequence[Party]) -> list[Party]:
    """Return the parties that have a name, without surrounding space."""
    return [Party(each.name.strip(), each.address.strip()) for each in parties if each.name.strip()]
