"""The branches of deciding gateways: each case takes one, and each verdict leads on.

Decided by trying one value of every class that the conditions tell apart (`atoms`); a verdict's
classes are the verdicts that the steps before the gateway offer. What is not decidable in this way is
said to be so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from math import prod

from shenpi.core.process.elements import Flow, Kind, Node
from shenpi.core.process.errors import Undecided
from shenpi.core.process.expressions import Expression
from shenpi.core.process.hygiene.atoms import NotDecidable, Value, variables
from shenpi.core.process.hygiene.verdicts import VERDICT, Seen, seen, seen_in_loop
from shenpi.core.process.hygiene.wording import Gathered
from shenpi.core.process.model import ProcessModel
from shenpi.core.process.verification.findings import Finding, Property
from shenpi.core.process.verification.wording import called, quoted

CASES_LIMIT = 20_000
"""Combinations of values tried at one gateway; beyond, nothing is said."""

Case = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Deciding:
    """A gateway that decides: its branches with conditions, and the verdicts it can see if it asks for any."""

    node: Node
    branches: tuple[tuple[Flow, Expression], ...]
    bare: tuple[Flow, ...]
    """Branches without a condition that are not the default."""
    seen: Seen


def branches(model: ProcessModel) -> tuple[Finding, ...]:
    """Verdicts that lead nowhere, conditions that overlap, and cases for which there is no branch."""
    return _Branches(model).findings()


class _Branches:
    def __init__(self, model: ProcessModel) -> None:
        self.model = model
        self.lead_on = Gathered(
            Property.VERDICTS_LEAD_ON,
            "每个结论都有去向",
            "every verdict leads on, every branch has its verdict",
        )
        self.exclusive = Gathered(
            Property.CONDITIONS_EXCLUSIVE, "分支条件互不重叠", "at most one condition of a gateway holds"
        )
        self.complete = Gathered(
            Property.CONDITIONS_COMPLETE, "任何情形都有分支可走", "there is a branch for every case"
        )

    def findings(self) -> tuple[Finding, ...]:
        for node in self.model.nodes:
            if node.kind in (Kind.EXCLUSIVE, Kind.INCLUSIVE) and len(self.model.outgoing[node.id]) > 1:
                self._gateway(self._deciding(node))
            if node.loop is not None and not node.loop.condition.foreign:
                self._loop(node, node.loop.condition)
        return (*self.lead_on.findings(), *self.exclusive.findings(), *self.complete.findings())

    def _deciding(self, node: Node) -> Deciding:
        flows = [flow for flow in self.model.outgoing[node.id] if flow.id != node.default]
        conditions = tuple((flow, flow.condition) for flow in flows if flow.condition)
        bare = tuple(flow for flow in flows if not flow.condition)
        asks = any(VERDICT in condition.names for _flow, condition in conditions)
        return Deciding(node, conditions, bare, seen(self.model, node) if asks else Seen())

    def _gateway(self, gate: Deciding) -> None:
        for flow in gate.bare:
            zh, en = called(self.model, flow.id)
            zh = f"{zh}既没有条件也不是默认分支，永远不会走"
            en = f"{en} has no condition and is not the default: it is never taken"
            self.complete.violated([gate.node.id, flow.id], zh, en)
        if not gate.branches:
            return
        self._verdict_missing(gate)
        self._several(gate)
        try:
            cases = list(_cases([condition for _flow, condition in gate.branches], gate.seen))
            truths = [self._truth(gate, case) for case in cases]
        except NotDecidable:
            self._not_decidable(gate)
            return
        self._never(gate, truths)
        if gate.node.kind is Kind.EXCLUSIVE:
            self._overlaps(gate, cases, truths)
        if not gate.node.default:
            self._gaps(
                gate, [case for case, truth in zip(cases, truths, strict=True) if not any(truth)], cases
            )

    def _loop(self, node: Node, condition: Expression) -> None:
        """A loop that never repeats, or never ends."""
        try:
            outcomes = {condition.holds(case) for case in _cases([condition], seen_in_loop(self.model, node))}
        except (NotDecidable, Undecided):
            return
        zh, en = called(self.model, node.id)
        source = condition.source
        if outcomes == {False}:
            self.complete.violated(
                [node.id],
                f"{zh}的循环条件“{source}”永远不成立",
                f"the condition {source!r} of the loop {en} never holds",
            )
        if outcomes == {True}:
            self.complete.violated(
                [node.id],
                f"{zh}的循环条件“{source}”总是成立，循环无法结束",
                f"the condition {source!r} of the loop {en} always holds: it never ends",
            )

    def _truth(self, gate: Deciding, case: Case) -> tuple[bool, ...]:
        try:
            return tuple(condition.holds(case) for _flow, condition in gate.branches)
        except Undecided:
            raise NotDecidable from None

    def _verdict_missing(self, gate: Deciding) -> None:
        """A gateway that asks for a verdict right after something that gives none."""
        if not gate.seen.steps or not gate.seen.without:
            return
        zh, en = called(self.model, gate.node.id)
        names_zh, names_en = quoted(self.model, [node.id for node in gate.seen.without])
        elements = [gate.node.id, *(node.id for node in gate.seen.without)]
        self.lead_on.violated(
            elements,
            f"{zh}要看结论，但{names_zh}之后没有结论",
            f"{en} asks for a verdict, but {names_en} gives none",
        )

    def _several(self, gate: Deciding) -> None:
        """A gateway that asks for a verdict where several were given at once."""
        for node in gate.seen.together:
            zh, en = called(self.model, gate.node.id)
            where_zh, where_en = called(self.model, node.id)
            self.lead_on.violated(
                [gate.node.id, node.id],
                f"{zh}要看结论，但{where_zh}有几处同时办理，只看得到最后办完的一处的结论",
                f"{en} asks for a verdict, but {where_en} has several: only that of the last to finish is seen",
            )

    def _never(self, gate: Deciding, truths: list[tuple[bool, ...]]) -> None:
        for place, (flow, condition) in enumerate(gate.branches):
            if any(truth[place] for truth in truths):
                continue
            zh, en = called(self.model, flow.id)
            zh, en = (
                f"{zh}的条件“{condition.source}”永远不成立",
                f"the condition {condition.source!r} of {en} never holds",
            )
            if VERDICT in condition.names and gate.seen.verdicts:
                offered = "、".join(gate.seen.verdicts)
                zh, en = f"{zh}：之前的环节只给出 {offered}", f"{en}: the steps before offer only {offered}"
                self.lead_on.violated([gate.node.id, flow.id], zh, en)
            else:
                self.complete.violated([gate.node.id, flow.id], zh, en)

    def _overlaps(self, gate: Deciding, cases: list[Case], truths: list[tuple[bool, ...]]) -> None:
        for (i, (left, _)), (j, (right, _)) in combinations(enumerate(gate.branches), 2):
            both = [case for case, truth in zip(cases, truths, strict=True) if truth[i] and truth[j]]
            if not both:
                continue
            zh, en = called(self.model, gate.node.id)
            names_zh, names_en = quoted(self.model, [left.id, right.id])
            self.exclusive.violated(
                [gate.node.id, left.id, right.id],
                f"{zh}的分支{names_zh}条件重叠：{said(both[0])} 时两条都成立，只会走前一条",
                f"the branches {names_en} of {en} overlap: with {said(both[0])} both hold, and the first is taken",
            )

    def _gaps(self, gate: Deciding, gaps: list[Case], cases: list[Case]) -> None:
        """Cases without a branch: told by verdict where a verdict has none whatever else is so."""
        zh, en = called(self.model, gate.node.id)
        for verdict, steps in gate.seen.verdicts.items():
            of_verdict = [case for case in cases if case.get(VERDICT) == verdict]
            if not of_verdict or any(case not in gaps for case in of_verdict):
                continue
            gaps = [case for case in gaps if case.get(VERDICT) != verdict]
            names_zh, names_en = quoted(self.model, steps)
            self.lead_on.violated(
                [gate.node.id, *steps],
                f"{names_zh}给出结论“{verdict}”后，{zh}没有分支可走，也没有默认分支",
                f"after the verdict {verdict!r} of {names_en} there is no branch at {en}, and no default",
            )
        if gaps:
            self.complete.violated(
                [gate.node.id],
                f"{zh}在 {said(gaps[0])} 时没有分支可走，也没有默认分支",
                f"{en} has no branch for {said(gaps[0])}, and no default",
            )

    def _not_decidable(self, gate: Deciding) -> None:
        zh, en = called(self.model, gate.node.id)
        why = (f"{zh}的条件无法逐一判定", f"the conditions of {en} are not decidable one by one")
        if gate.node.kind is Kind.EXCLUSIVE and len(gate.branches) > 1:
            self.exclusive.undecided(
                [gate.node.id], f"{why[0]}，是否重叠不能确定", f"{why[1]}: they may overlap"
            )
        if not gate.node.default:
            self.complete.undecided(
                [gate.node.id],
                f"{why[0]}，又没有默认分支，可能无路可走",
                f"{why[1]}, and there is no default: there may be no way on",
            )


def _cases(conditions: list[Expression], known: Seen) -> Iterator[Case]:
    """One case of every class. Raises `NotDecidable` when there are too many or none can be told."""
    classes = {name: variable.classes() for name, variable in variables(conditions).items()}
    if VERDICT in classes and known.verdicts and not known.without:
        classes[VERDICT] = list(known.verdicts)
    if prod(map(len, classes.values())) > CASES_LIMIT:
        raise NotDecidable
    for values in product(*classes.values()):
        yield dict(zip(classes, values, strict=True))


def said(case: Case) -> str:
    """A case in the words of the conditions: verdict = 'grant', fee_due = true."""
    words = {True: "true", False: "false", None: "none"}
    return ", ".join(
        f"{name} = {words[value] if value is None or isinstance(value, bool) else repr(value)}"
        for name, value in case.items()
    )
