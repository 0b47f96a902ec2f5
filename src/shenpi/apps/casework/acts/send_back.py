"""退回: a step gives the case back to an earlier one with a reason; time used stays counted."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import returning, steps
from shenpi.apps.casework.acts.decide import BODIES
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.unit import on_case
from shenpi.apps.errors import Invalid, Message
from shenpi.apps.organisation.models import Person

DECISIONS = (
    "decide",
    "revoke",
    "recall",
    "decide_penalty",
    "decide_levy",
    "decide_seizure",
    "announce_offer",
)
STEPS = ("review", *DECISIONS, *BODIES)
"""The acts whose steps may return a case, where the process draws it."""


def send_back(
    case_id: UUID,
    task_id: UUID,
    *,
    by: Person,
    reason: str,
    way: str = returning.RETURN,
    offices: Collection[int] = (),
) -> None:
    """Return the case by one step or several, for another opinion (D10-039).

    `way` is a verdict that the process draws for it; `offices`: only these are asked again, where several were
    (default: all). Materials stay frozen, and the case's own clock runs on. Raises Invalid.
    """
    faults: dict[str, list[Message]] = {}
    if not reason.strip():
        faults["reason"] = [_("请写明理由")]
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, *STEPS)
        actor = for_task(unit, by, task, "send_back")
        if way not in returning.drawn(unit.case, task):
            faults["way"] = [_("请选择退回到哪一环节")]
        if faults:
            raise Invalid("return_incomplete", _("请写明退回的环节和理由。"), fields=faults)
        signed = steps.Signed(returning.RETURN, reason=reason.strip(), way=way)
        again = returning.asked_again(unit.case, offices)
        steps.complete(unit, task, actor, signed, "step.ended", values=again)
