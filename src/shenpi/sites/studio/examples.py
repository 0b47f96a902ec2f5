"""A scenario to begin with: the process walked once, the first verdict everywhere, for its author to correct."""

from __future__ import annotations

from typing import Any

from shenpi.core.process import Firing, Net, ProcessModel, RunError, Step

LONGEST = 60
"""Steps after which a walk that goes in circles is cut off."""

_VERDICT = "verdict"


def example(net: Net, name: str) -> dict[str, Any]:
    """Return a scenario file with one scenario that passes on this diagram, as far as its walk came."""
    case = _case(net.model)
    values = dict(case)
    run: list[dict[str, Any]] = []
    open_: list[Step] = []
    try:
        firing = net.start(values)
        _follow(open_, firing)
        while open_ and not firing.ended and len(run) < LONGEST:
            entry = _entry(net.model, open_[0])
            firing = net.complete(firing.marking, open_[0], {**values, **_said(entry)})
            _follow(open_, firing)
            run.append(entry)
        ended = firing.ended
    except RunError:
        ended = False
    return {
        "start": "2026-03-02 09:00",
        "case": case,
        "scenarios": [{"name": name, "run": run, "end": ended}],
    }


def beside(typed: dict[str, Any], made: dict[str, Any]) -> dict[str, Any]:
    """Return the file typed with the example's scenario added under a name of its own."""
    if not typed:
        return made
    others = typed["scenarios"] if isinstance(typed.get("scenarios"), list) else [typed]
    head: dict[str, Any] = dict(typed) if "scenarios" in typed else {}
    taken = {each.get("name") for each in others if isinstance(each, dict)}
    (scenario,) = made["scenarios"]
    number, name = 2, scenario["name"]
    while scenario["name"] in taken:
        scenario, number = {**scenario, "name": f"{name} {number}"}, number + 1
    added = {**scenario, "start": made["start"], "case": made["case"]}
    return {**head, "scenarios": [*others, added]}


def _follow(open_: list[Step], firing: Firing) -> None:
    for step in firing.closed:
        open_.remove(step)
    open_ += firing.opened


def _entry(model: ProcessModel, step: Step) -> dict[str, Any]:
    duties = model.node[step.element_id].duties
    entry: dict[str, Any] = {"do": _called(model, step)}
    if duties.role:
        entry["by"] = duties.role
    if duties.verdicts:
        entry[_VERDICT] = duties.verdicts[0]
    return entry


def _called(model: ProcessModel, step: Step) -> str:
    """Return the step's name where only one element bears it, else its id."""
    name = model.node[step.element_id].name
    if not name or "@" in name or sum(node.name == name for node in model.nodes) > 1:
        name = step.element_id
    return name if step.instance is None else f"{name}@{step.instance}"


def _said(entry: dict[str, Any]) -> dict[str, Any]:
    return {_VERDICT: entry[_VERDICT]} if _VERDICT in entry else {}


def _case(model: ProcessModel) -> dict[str, Any]:
    """Return a value for everything that conditions, lists of offices and named limits ask of a case."""
    conditions = [flow.condition for flow in model.flows if flow.condition]
    conditions += [node.loop.condition for node in model.nodes if node.loop]
    asked = {name for condition in conditions for name in condition.names} - {_VERDICT, "instance"}
    lists = {node.instances for node in model.nodes if node.instances}
    limits = {
        node.duties.limit
        for node in model.nodes
        if node.duties.limit and not node.duties.limit.startswith("P")
    }
    case: dict[str, Any] = dict.fromkeys(sorted(asked), False)
    case |= {name: ["1", "2"] for name in sorted(lists)}
    return case | ({"limits": dict.fromkeys(sorted(limits), "P15D")} if limits else {})
