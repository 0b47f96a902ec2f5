"""What can be read off a diagram before anything is proved of it: names, ways, roles, limits, conditions.

    findings = check(model, holders={"acceptor", "handler"}, promised=Limit.parse("P20WD"))

Each property asked has at least one finding; docs/hygiene.md holds the definitions.
"""

from shenpi.core.process.hygiene.checking import check

__all__ = ["check"]
