"""The ledger's mathematics: canonical events, the hash chain of a case, its verification, safe reading.

What happened to a case is a chain of sealed events. Each event's hash covers the hash of the one before, so
that nobody changes, removes or exchanges an event without `verify_chain` naming it.
"""

from shenpi.core.ledger.canonical import NotCanonical, canonical
from shenpi.core.ledger.commitment import commitment, new_salt
from shenpi.core.ledger.event import Actor, SealedEvent, genesis, seal
from shenpi.core.ledger.packing import pack, unpack
from shenpi.core.ledger.reading import Cursor, Gap
from shenpi.core.ledger.verification import Fault, FaultKind, Head, verify_chain

__all__ = [
    "Actor",
    "Cursor",
    "Fault",
    "FaultKind",
    "Gap",
    "Head",
    "NotCanonical",
    "SealedEvent",
    "canonical",
    "commitment",
    "genesis",
    "new_salt",
    "pack",
    "seal",
    "unpack",
    "verify_chain",
]
