"""The archive package of a case: one ZIP that a person can read and a program can prove (D10-013).

`目录.txt` says what lies inside; `index.json` holds the SHA-256 of every file and the end of the case's chain;
`ledger.jsonl` the chain itself. `write` makes a package, `verify` names every fault of one.
"""

from shenpi.core.archive.package import Entry, Header, write
from shenpi.core.archive.verification import Report, Unreadable, verify

__all__ = ["Entry", "Header", "Report", "Unreadable", "verify", "write"]
