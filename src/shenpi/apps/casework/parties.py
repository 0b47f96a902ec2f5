"""Interested third parties (利害关系人): whom a licence concerns directly, and where notices to them go."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from shenpi.apps.errors import Message

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


def fault(parties: Sequence[Party], *, least: int = 0) -> Message | None:
    """Return what is wrong with the list of those who are to be told."""
    if not least <= len(parties) <= MOST:
        return _("请填写利害关系人，每行一个，最多 %(most)s 个") % {"most": MOST}
    return None
