"""Every step has a role that somebody holds and a limit that fits the promise."""

from collections.abc import Collection

from shenpi.core.process.elements import Node
from shenpi.core.process.hygiene.wording import Gathered
from shenpi.core.process.model import ProcessModel
from shenpi.core.process.verification.findings import Finding, Property
from shenpi.core.process.verification.wording import called
from shenpi.core.worktime import BadLimit, Limit, Unit

APPLICANT = "applicant"
OUTSIDE_PROMISE = frozenset(
    {
        "examine_formally",
        "notify_payment",
        "record_payment",
        "forward",
        "register_reply",
        "issue",
        "serve",
        "publish",
    }
)
"""Acts whose limits run beside the promised one: before acceptance (行政许可法 art. 32), while others act, and after
the decision (art. 44; D3-060)."""

_CLOSED = 9
"""The most days in a row that offices have been closed; a limit in days may wait for the next working day."""


def staffed(model: ProcessModel, holders: Collection[str] | None) -> tuple[Finding, ...]:
    """Each human step names a role, and of the roles given by `holders` it names one (None: not asked)."""
    found = Gathered(Property.STAFFED, "每个环节都有办理角色", "every step has a role, and the role a holder")
    for node in model.steps():
        zh, en = called(model, node.id)
        role = node.duties.role
        if not role:
            found.violated([node.id], f"{zh}没有规定由谁办理", f"{en} does not say who does it")
        elif holders is not None and role not in holders and role != APPLICANT:
            zh = f"{zh}由“{role}”办理，但没有人担任这一角色"
            found.violated([node.id], zh, f"{en} is for the role {role!r}, which nobody holds")
    return found.findings()


def limited(model: ProcessModel, promised: Limit | None) -> tuple[Finding, ...]:
    """Each human step has a limit; none up to the decision is longer than the promised limit by itself.

    The sum along the longest path is for `verification`. Limits given as names of case values are
    not compared, nor limits in other units unless they are longer in any calendar.
    """
    found = Gathered(
        Property.LIMITED, "每个环节都有时限，且不超过承诺时限", "every step has a limit that fits"
    )
    for node in model.steps():
        zh, en = called(model, node.id)
        if not node.duties.limit:
            found.violated([node.id], f"{zh}没有时限", f"{en} has no limit")
            continue
        limit = _written(node)
        counts = node.duties.act not in OUTSIDE_PROMISE and node.duties.role != APPLICANT
        if counts and limit and promised and _longer(limit, promised):
            zh = f"{zh}的时限为{limit.zh()}，超过承诺时限{promised.zh()}"
            found.violated([node.id], zh, f"{en} has {limit.en()}, more than the {promised.en()} promised")
    return found.findings()


def _written(node: Node) -> Limit | None:
    """The limit as written in the diagram; None for the name of a case value."""
    try:
        return Limit.parse(node.duties.limit)
    except BadLimit:
        return None


def _longer(limit: Limit, promised: Limit) -> bool:
    """Whether one limit is longer than another, in whatever calendar."""
    if limit.unit is promised.unit:
        return limit.amount > promised.amount
    return _span(limit)[0] > _span(promised)[1]


def _span(limit: Limit) -> tuple[float, float]:
    """The fewest and the most calendar days that a limit can take."""
    match limit.unit:
        case Unit.HOURS:
            return limit.amount / 24, limit.amount / 24
        case Unit.WORKING_DAYS:
            return limit.amount, limit.amount * 7 / 5 + _CLOSED * (1 + limit.amount // 60)
        case Unit.CALENDAR_DAYS:
            return limit.amount, limit.amount + _CLOSED
        case Unit.MONTHS:
            return limit.amount * 28, limit.amount * 31 + _CLOSED
