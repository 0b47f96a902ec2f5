"""What a decision brings about: the case's state and outcome, and the paper that says it with both remedies."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shenpi.apps.casework import benefits, certificates, papers
from shenpi.apps.casework.states import Outcome, State
from shenpi.apps.casework.steps import Signed
from shenpi.apps.casework.unit import Unit


@dataclass(frozen=True)
class Parts:
    """The two parts of a decision that grants some of what was asked for."""

    granted: str
    refused: str


def parts(signed: Signed) -> dict[str, Any]:
    """Return what a signed decision in part must be told of later; empty for a whole one."""
    if signed.verdict != "grant_partly":
        return {}
    return {"partly": {**signed.more, "reason": signed.reason, "basis": signed.basis}}


def settle(unit: Unit, signed: Signed, fixed: Mapping[str, Any]) -> dict[str, Any]:
    """Set the case decided now; returns outcome, documents and what is fixed by it, as the event tells it."""
    granted = signed.verdict != "refuse"
    unit.set(
        state=State.DECIDED,
        outcome=(Outcome.GRANTED if granted else Outcome.REFUSED).value,
        decided_at=unit.now,
        context={**unit.case.context, **fixed},
    )
    documents = []
    if not granted:
        documents.append(papers.issue(unit, "refusal_decision", reason=signed.reason, basis=signed.basis))
    elif not unit.case.context["fee_due"]:
        documents.append(grant(unit, decision=signed.text, basis=signed.basis))
    return {
        "outcome": unit.case.outcome,
        "documents": documents,
        "fixed": dict(fixed),
        **certificates.decided(unit),
    }


def grant(unit: Unit, **words: str) -> dict[str, str]:
    """Issue the grant; one in part says what is refused and why, with both remedies (行政许可法 art. 38.2)."""
    if (benefit := benefits.of(unit.case)) is not None:
        given = {"benefit": benefit.kind, "amount": str(benefit.amount), "every": benefit.every}
        return papers.issue(unit, "benefit_decision", **words | given | {"basis": benefit.basis})
    partly = unit.case.context.get("partly")
    if not partly:
        return papers.issue(unit, "grant_decision", **words)
    return papers.issue(unit, "partial_grant_decision", **{**words, **partly})
