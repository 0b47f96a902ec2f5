"""What a firing opens and closes, written as rows: tasks on work lists and timers."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from shenpi.apps import rows
from shenpi.apps.casework import assignment, limits
from shenpi.apps.casework.models import Task, Timer
from shenpi.apps.casework.unit import Unit
from shenpi.apps.ids import uuid7
from shenpi.core.process import Firing, Net, Node, Step

Term = tuple[str, datetime | None]
"""A limit as ISO text and the moment it ends; empty and None for a step without one."""
Terms = Callable[[str], Term]
"""What a limit written in a drawing comes to."""
Named = Mapping[tuple[str, str], assignment.Place]
"""Who was chosen for a step, by element and instance, whoever would hold it otherwise."""


def follow(
    unit: Unit, net: Net, firing: Firing, terms: Terms, named: Named | None = None
) -> list[dict[str, Any]]:
    """Write the tasks and timers of a firing; returns the payload of the opened steps."""
    for element, instance in firing.disarmed:
        unit.execute(rows.delete_where(Timer, case_id=unit.case.id, element=element, instance=instance or ""))
    for event in firing.armed:
        node = net.model.node[event.element_id]
        _text, due = terms(node.duties.limit)
        if due is not None:
            act = node.duties.act or net.model.node[node.attached_to].duties.act
            instance = event.instance or ""
            unit.insert(Timer(case_id=unit.case.id, element=node.id, instance=instance, act=act, due_at=due))
    opened = [(net.model.node[step.element_id], step.instance or "") for step in firing.opened]
    places = assignment.places(unit, [(node.duties, instance) for node, instance in opened])
    return [
        _open(unit, node, instance, (named or {}).get((node.id, instance), where), terms(node.duties.limit))
        for (node, instance), where in zip(opened, places, strict=True)
    ]


def close(unit: Unit, steps: Iterable[Step]) -> list[dict[str, Any]]:
    """Take the open tasks of these steps off the lists without an opinion; returns their payload."""
    closed, gone = [], set(steps)
    for task in list(unit.tasks.values()):
        if Step(task.element, task.instance or None) in gone:
            closed.append(told(task))
            take(unit, task)
    return closed


def take(unit: Unit, task: Task) -> None:
    """Take a task off the lists."""
    unit.delete(task)
    del unit.tasks[task.id]


def told(task: Task) -> dict[str, Any]:
    """Return how the ledger names a step that is over."""
    return {"task_id": str(task.id), "element": task.element, "instance": task.instance, "step": task.name}


def _open(unit: Unit, node: Node, instance: str, where: assignment.Place, term: Term) -> dict[str, Any]:
    limit, due_at = term
    due_at = limits.by_law(unit, node.duties.act, due_at)
    task = Task(
        id=uuid7(),
        case_id=unit.case.id,
        element=node.id,
        instance=instance,
        name=node.name,
        act=node.duties.act,
        role=where.role or node.duties.role,
        office_id=where.office_id,
        holder_id=where.holder_id,
        opened_at=unit.now,
        limit=limit,
        due_at=due_at,
    )
    unit.insert(task)
    unit.tasks[task.id] = task
    return {
        **told(task),
        "role": task.role,
        "office_id": task.office_id,
        "office": where.office_name,
        **({"agency_code": where.agency_code, "agency": where.agency_name} if where.agency_code else {}),
        "holder_id": str(task.holder_id) if task.holder_id else None,
        "holder": where.holder_name,
        "limit": task.limit,
        "due_at": due_at.isoformat() if due_at else None,
    }
