"""退回: the ways back that a process draws at a step, by one step or by several (D10-039).

A step returns a case with the verdict `send_back` (one step) or `send_back_…` (further), each drawn as a branch of its
own; so what was proved of the process holds for every return, and nobody returns a case to where nothing leads.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import steps
from shenpi.apps.casework.models import Case, Task
from shenpi.apps.errors import Invalid

RETURN = "send_back"
"""The verdict of every return in the ledger, and the beginning of each that a process draws."""


@dataclass(frozen=True)
class Way:
    """A way back: the verdict that the process draws, the names of the steps that it opens, and in which offices."""

    verdict: str
    names: tuple[str, ...]
    offices: tuple[int, ...]
    """Offices that may be asked again one by one; none where one step is opened."""


def drawn(case: Case, task: Task) -> tuple[str, ...]:
    """Return the verdicts with which the process lets the step return the case."""
    return tuple(verdict for verdict in steps.verdicts(case, task) if verdict.startswith(RETURN))


def ways(case: Case, task: Task) -> list[Way]:
    """Return the ways back from an open step, the nearest first."""
    found = []
    for verdict in drawn(case, task):
        opened = steps.foreseen(case, task, verdict)
        names = tuple(dict.fromkeys(name for name, _instance in opened))
        offices = () if task.instance else tuple(int(instance) for _name, instance in opened if instance)
        found.append(Way(verdict, names, tuple(dict.fromkeys(offices))))
    return found


def asked_again(case: Case, offices: Collection[int]) -> Mapping[str, Any]:
    """Return what the process is told when only `offices` are asked again; the lead office where it needs one.

    Raises Invalid for an office that was not asked before.
    """
    known = steps.variables(case)
    chosen = {str(office) for office in offices}
    own = [office for office in known["offices"] if office in chosen]
    others = [office for office in known["agencies"] if office in chosen]
    if len(own) + len(others) != len(chosen):
        raise Invalid("unknown_office", _("请选择本件的承办科室。"), fields={"offices": [_("请重新选择")]})
    return {"offices": own or [known["lead"]], "agencies": others, "joint": bool(others)} if chosen else {}
