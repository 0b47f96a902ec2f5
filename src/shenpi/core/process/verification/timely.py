"""The longest way from acceptance to decision, in working days, against the promised and statutory limits.

Parallel branches count by the longest, and so do alternatives: both is the longest path of the diagram. A loop
counts once, of several offices in sequence each. The applicant's own time does not count (行政许可法 art. 45).
"""

from collections.abc import Iterator
from functools import cached_property

from shenpi.core.process.elements import Kind
from shenpi.core.process.model import ProcessModel
from shenpi.core.process.verification.duties import Milestones, milestones
from shenpi.core.process.verification.findings import Finding, Property, Verdict
from shenpi.core.worktime import BadLimit, Limit, Unit

STATUTORY = Limit(20, Unit.WORKING_DAYS)
"""行政许可法 art. 42: twenty days, which are working days (art. 82)."""
_DAYS = {Unit.WORKING_DAYS: 1.0, Unit.CALENDAR_DAYS: 1.0, Unit.MONTHS: 23.0, Unit.HOURS: 1 / 24}
_ZH = "个工作日"


def within_limit(
    model: ProcessModel, promised: Limit | None, statutory: Limit | None, instances: int = 2
) -> Iterator[Finding]:
    """One finding where the diagram says what acceptance and decision are; else none."""
    found = milestones(model)
    if not found.accepting or not found.deciding:
        return
    ways = Ways(model, found, instances)
    path = ways.longest()
    if not path:
        return
    days = sum(ways.days(node) for node in path)
    unknown = [node for node in ways.between() if ways.limit(node) is None and ways.named(node)]
    yield _judged(ways, tuple(path), days, unknown, promised, statutory or STATUTORY)


def working_days(limit: Limit) -> float:
    """At most how many working days a limit is; every calendar day may be one, a month has 23."""
    return limit.amount * _DAYS[limit.unit]


class Ways:
    """The diagram as a graph without its loops: sub-processes are entered by their id and left by `id/out`."""

    def __init__(self, model: ProcessModel, found: Milestones, instances: int) -> None:
        self.model = model
        self.found = found
        self.instances = instances

    def limit(self, node: str) -> Limit | None:
        """The limit of a human step that runs against the authority, if it is written out."""
        if not self.named(node):
            return None
        try:
            return Limit.parse(self.model.node[node].duties.limit)
        except BadLimit:
            return None

    def named(self, node: str) -> bool:
        """Whether the element is a step of the authority with a limit."""
        if node not in self.model.node:
            return False
        step = self.model.node[node]
        return bool(step.duties.limit) and step.kind is not Kind.BOUNDARY and step.duties.role != "applicant"

    def days(self, node: str) -> float:
        """What an element adds to a path."""
        limit = self.limit(node)
        return working_days(limit) * self.times(node) if limit is not None else 0.0

    def times(self, node: str) -> int:
        """How often an element happens one time after the other for the offices of a sequence."""
        holder = self.model.node.get(node)
        while holder is not None and not holder.sequence:
            holder = self.model.node.get(holder.scope)
        return self.instances if holder is not None else 1

    def longest(self) -> list[str]:
        """The steps with a limit on the longest path from an acceptance to a decision; empty if there is none."""
        best: dict[str, tuple[float, str]] = {}
        for node in reversed(self._order):
            ways = [(best[after][0], after) for after in self._after[node] if after in best]
            if ways or node in self.found.deciding:
                rest, after = max(ways, default=(0.0, ""))
                best[node] = (rest + self.days(node), after)
        begin = max((node for node in self.found.accepting if node in best), key=best.__getitem__, default="")
        path: list[str] = []
        while begin:
            path.append(begin)
            begin = best[begin][1]
        return [node for node in path if self.named(node)]

    def between(self) -> set[str]:
        """Everything on some path from an acceptance to a decision."""
        before: dict[str, list[str]] = {node: [] for node in self._order}
        for node in self._order:
            for after in self._after[node]:
                before[after].append(node)
        forwards = _closure(self.found.accepting, self._after)
        return forwards & _closure(self.found.deciding & before.keys(), before)

    @cached_property
    def _edges(self) -> dict[str, list[str]]:
        model = self.model
        edges: dict[str, list[str]] = {}
        for node in model.nodes:
            leave = node.id
            if node.kind is Kind.SUB_PROCESS:
                leave = f"{node.id}/out"
                inside = model.inside(node.id)
                edges[node.id] = [child.id for child in inside if self._begins(child.id)] or [leave]
            on = [flow.target for flow in model.outgoing[node.id]]
            on += [event.id for event in model.boundary(node.id)]
            if not model.outgoing[node.id] and node.scope in model.node:
                on.append(f"{node.scope}/out")
            edges[leave] = on
        return edges

    def _begins(self, node: str) -> bool:
        return not self.model.incoming[node] and self.model.node[node].kind is not Kind.BOUNDARY

    @cached_property
    def _walk(self) -> tuple[list[str], dict[str, list[str]]]:
        """Reverse postorder of a depth-first walk, and the edges without those that lead back."""
        done: list[str] = []
        state: dict[str, int] = {}
        kept: dict[str, list[str]] = {node: [] for node in self._edges}
        roots = [node for node in self._edges if node in self.model.node and self._begins(node)]
        for root in [*roots, *self._edges]:
            stack = [] if root in state else [(root, iter(self._edges[root]))]
            state.setdefault(root, 1)
            while stack:
                node, rest = stack[-1]
                after = next(rest, None)
                if after is None:
                    state[node] = 2
                    done.append(node)
                    stack.pop()
                elif state.get(after) != 1:
                    kept[node].append(after)
                    if after not in state:
                        state[after] = 1
                        stack.append((after, iter(self._edges[after])))
        return done[::-1], kept

    @property
    def _order(self) -> list[str]:
        return self._walk[0]

    @property
    def _after(self) -> dict[str, list[str]]:
        return self._walk[1]


def _closure(begin: frozenset[str] | set[str], after: dict[str, list[str]]) -> set[str]:
    found = set(begin)
    pending = list(begin)
    while pending:
        new = set(after[pending.pop()]) - found
        found |= new
        pending += new
    return found


def _judged(
    ways: Ways,
    path: tuple[str, ...],
    days: float,
    unknown: list[str],
    promised: Limit | None,
    statutory: Limit,
) -> Finding:
    total, names = f"{days:g}", ways.model.names
    limits = [(node, limit) for node in path if (limit := ways.limit(node))]
    often = {node: f"×{ways.times(node)}" if ways.times(node) > 1 else "" for node, _ in limits}
    steps_zh = "，".join(f"{names[node]}{limit.zh()}{often[node]}" for node, limit in limits)
    steps_en = ", ".join(f"{names[node]} {limit.en()}{often[node]}" for node, limit in limits)
    zh = f"从受理到决定，各环节时限相加最长 {total} {_ZH}（{steps_zh}）"
    en = f"From acceptance to decision the steps' limits add up to at most {total} working days ({steps_en})"
    if promised is not None and working_days(promised) > working_days(statutory):
        verdict, zh_end, en_end = (
            Verdict.VIOLATED,
            f"承诺时限 {promised.zh()} 超过法定时限 {statutory.zh()}",
            f"the promised {promised.en()} exceed the statutory {statutory.en()}",
        )
    elif days > working_days(allowed := promised or statutory):
        kind = ("承诺", "promised") if promised else ("法定", "statutory")
        verdict, zh_end, en_end = (
            Verdict.VIOLATED,
            f"超过{kind[0]}的 {allowed.zh()}",
            f"more than the {kind[1]} {allowed.en()}",
        )
    elif unknown:
        open_to = "、".join(f"“{names[node]}”" for node in sorted(unknown))
        verdict, zh_end, en_end = (
            Verdict.UNDECIDED,
            f"{open_to}的时限由案卷决定，未能计入",
            f"the limits of {open_to} depend on the case and are not counted",
        )
    else:
        verdict, zh_end, en_end = (
            Verdict.HOLDS,
            f"不超过{allowed.zh()}",
            f"within {allowed.en()}",
        )
    return Finding(Property.WITHIN_LIMIT, verdict, path, zh=f"{zh}，{zh_end}。", en=f"{en}; {en_end}.")
