"""All hygiene of a process model in one call."""

from collections.abc import Collection

from shenpi.core.process.hygiene.branches import branches
from shenpi.core.process.hygiene.duties import limited, staffed
from shenpi.core.process.hygiene.names import named
from shenpi.core.process.hygiene.ways import connected
from shenpi.core.process.model import ProcessModel
from shenpi.core.process.verification.findings import Finding
from shenpi.core.worktime import Limit


def check(
    model: ProcessModel, *, holders: Collection[str] | None = None, promised: Limit | None = None
) -> tuple[Finding, ...]:
    """What the diagram itself says of its care: each property asked has one finding or more.

    `holders` are the roles that somebody holds (None: not asked), `promised` the limit promised for
    the item. Roles and limits are asked only of diagrams that give any. Nothing is run: what needs
    the net is `verification`.
    """
    found = [*named(model), *connected(model)]
    if any(node.duties.role or node.duties.limit for node in model.steps()):
        found += [*staffed(model, holders), *limited(model, promised)]
    return (*found, *branches(model))
