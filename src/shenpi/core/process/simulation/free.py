"""Gateways that do not say when which branch is taken: in a simulation chance decides.

A drawing that is not to be run yet has no conditions, or has them as plain words. For a simulation
such a gateway is given conditions on a value of its own, which is drawn anew at each firing; everything
else of the process stays as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from shenpi.core.process.compiling import compile_net
from shenpi.core.process.elements import Flow, Kind, Loop, Node
from shenpi.core.process.expressions import parse
from shenpi.core.process.json_input import Problem
from shenpi.core.process.model import ProcessModel
from shenpi.core.process.running import Net
from shenpi.core.process.simulation.durations import Choice

_DECIDING = frozenset({Kind.EXCLUSIVE, Kind.INCLUSIVE})
_ALL = "*"
"""All branches of an inclusive gateway."""

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Freed:
    """A net that can be run, the values that decide by chance, and what was assumed and wrong."""

    net: Net
    chances: Mapping[str, Choice]
    notes: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]


def freed(net: Net, weights: Mapping[str, Weights]) -> Freed:
    """Let chance decide where the diagram does not; `weights` are by gateway, then by branch (id or name)."""
    model = net.model
    free = {node.id: node for node in model.nodes if _is_free(model, node)}
    problems = [
        Problem(f"branches.{name}", "不是没有条件的判断网关", "is not a deciding gateway without conditions")
        for name in weights
        if name not in free and name not in {node.name for node in free.values()}
    ]
    loops = [node for node in model.nodes if node.loop and node.loop.condition.foreign]
    if not free and not loops:
        return Freed(net, {}, (), tuple(problems))
    flows, chances, notes = list(model.flows), {}, []
    rounds: dict[str, Loop] = {}
    for number, node in enumerate(loops):
        rounds[node.id] = Loop(parse(f"again_{number}"), before=bool(node.loop and node.loop.before))
        chances[f"again_{number}"] = Choice.of([(True, 1.0), (False, 1.0)])
        name = node.name or node.id
        notes.append((f"“{name}”每轮之后一半机会重复", f"{name!r} is repeated half of the times"))
    for number, node in enumerate(free.values()):
        variable = f"branch_{number}"
        branches = model.outgoing[node.id]
        given = weights.get(node.id, weights.get(node.name, {}))
        known = {name for flow in branches for name in (flow.id, flow.name)}
        problems += [
            Problem(f"branches.{node.name or node.id}.{name}", "没有这条分支", "there is no such branch")
            for name in given
            if name not in known
        ]
        if not given:
            name = node.name or node.id
            notes.append(
                (f"“{name}”没有条件，各分支机会均等", f"{name!r} has no conditions: branches equally likely")
            )
        chances[variable] = _chance(node, branches, given)
        flows = [_conditioned(flow, node, variable) for flow in flows]
    nodes = tuple(
        replace(node, default="" if node.id in free else node.default, loop=rounds.get(node.id, node.loop))
        for node in model.nodes
    )
    return Freed(
        compile_net(replace(model, nodes=nodes, flows=tuple(flows))), chances, tuple(notes), tuple(problems)
    )


def _is_free(model: ProcessModel, node: Node) -> bool:
    """Whether no branch beside the default has a condition that can be evaluated."""
    branches = model.outgoing[node.id]
    if node.kind not in _DECIDING or len(branches) < 2:
        return False
    return all(flow.condition is None or flow.condition.foreign for flow in branches)


def _chance(node: Node, branches: tuple[Flow, ...], given: Weights) -> Choice:
    """One branch by its weight; of an inclusive gateway also all of them, as likely as the average one."""
    weights = [
        (flow.id, given.get(flow.id, given.get(flow.name, 0.0 if given else 1.0))) for flow in branches
    ]
    if not any(weight for _flow, weight in weights):
        weights = [(flow, 1.0) for flow, _weight in weights]
    if node.kind is Kind.INCLUSIVE:
        weights.append((_ALL, sum(weight for _flow, weight in weights) / len(weights)))
    return Choice.of([(value, weight) for value, weight in weights])


def _conditioned(flow: Flow, node: Node, variable: str) -> Flow:
    if flow.source != node.id:
        return flow
    return replace(flow, condition=parse(f"{variable} in ('{flow.id}', '{_ALL}')"))
