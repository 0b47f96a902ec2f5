"""The exchange standard: every message between zones and systems, its schema, and what may leave a zone.

A message is a CloudEvents 1.0 envelope around data that a JSON Schema describes (`schemas/`, one file per
type; docs/exchange.md lists them). Everything here is pure; `apps.exchange` keeps and carries messages.
"""

from shenpi.core.contracts.envelope import message, moment, validate
from shenpi.core.contracts.errors import ContractBroken
from shenpi.core.contracts.schemas import PREFIX, Route, names, route
from shenpi.core.contracts.shaping import files, fit, personal

__all__ = [
    "PREFIX",
    "ContractBroken",
    "Route",
    "files",
    "fit",
    "message",
    "moment",
    "names",
    "personal",
    "route",
    "validate",
]
