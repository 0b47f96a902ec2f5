"""The figures of a simulation as the page shows them: hours and days, counts, shares."""

from __future__ import annotations

from typing import Any

from shenpi.core.process.simulation import SimulationResult
from shenpi.sites.common.wording import in_chinese

HOUR = 3600


def measures(result: SimulationResult) -> dict[str, Any]:
    """Return the whole, the steps, the people and what was assumed, in the reader's language."""
    day = result.cases.working_day
    named = {step.element: step.name or step.element for step in result.steps}
    return {
        "come": result.come,
        "over": result.over,
        "open": result.come - result.over,
        "days_mean": _rounded(result.cases.worked.mean / day),
        "days_ninety": _rounded(result.cases.worked.ninety / day),
        "started": result.started,
        "stopped": result.stopped,
        "steps": [
            {
                "name": named[step.element],
                "completed": step.completed,
                "waiting": _rounded(step.waiting.mean / HOUR),
                "service": _rounded(step.service.mean / HOUR),
                "queue_mean": _rounded(step.queue.mean),
                "queue_largest": step.queue.largest,
                "in_time": step.completed - step.overdue.count,
                "late": step.overdue.count,
            }
            for step in result.steps
        ],
        "staff": [
            {
                "name": named.get(each.name, each.name),
                "office": each.office,
                "count": each.count,
                "busy": None if each.busy is None else round(each.busy * 100),
            }
            for each in result.staff
        ],
        "assumed": [zh if in_chinese() else en for zh, en in result.assumed],
    }


def _rounded(value: float) -> float:
    return round(value, 1)
