"""Whether somebody could carry out each step here: it is an act of law, and one that its role has the right to."""

from __future__ import annotations

from shenpi.apps.organisation.rights import allows
from shenpi.apps.organisation.roles import Role
from shenpi.core.process import ProcessModel
from shenpi.core.process.verification import Finding, Property, Verdict


def handled(model: ProcessModel) -> tuple[Finding, ...]:
    """Return what stands against carrying out the human steps; one finding that holds if nothing does.

    What the applicant does, and a step without a role (`staffed` tells of it), are not asked.
    """
    found: list[Finding] = []
    for node in model.steps():
        role, act, name = node.duties.role, node.duties.act, node.name or node.id
        if role in ("", Role.APPLICANT) or allows(role, act):
            continue
        if not act:
            zh, en = f"环节“{name}”没有办理动作", f"the step {name!r} has no act"
        else:
            zh = f"环节“{name}”的岗位没有“{act}”的权限，谁也不能办理"
            en = f"the role of the step {name!r} has no right to {act!r}: nobody can do it"
        found.append(Finding(Property.HANDLED, Verdict.VIOLATED, (node.id,), (), zh, en))
    holds = Finding(
        Property.HANDLED,
        Verdict.HOLDS,
        zh="每个环节都有办理动作，岗位有权办理",
        en="every step is an act that its role has the right to",
    )
    return tuple(found) or (holds,)
