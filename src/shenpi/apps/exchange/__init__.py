"""Carrying messages between zones: `send` inside an act, `consumers.register` in `AppConfig.ready`, `pumping.pump`."""

from collections.abc import Mapping
from typing import Any


def send(message: Mapping[str, Any]) -> None:
    """Send a message (`core.contracts.message`) to every zone that may have it, in the caller's transaction.

    It is kept or lost together with what the caller writes. Raises ContractBroken for a message that does not
    keep the contract.
    """
    from shenpi.apps.exchange import outgoing  # models load after the package

    outgoing.send(message)
