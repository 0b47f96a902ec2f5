"""调查终结: two officers put down facts, evidence and basis, and propose what follows."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import items, official, papers, penalties, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.penalties import Verdict
from shenpi.apps.casework.unit import on_case
from shenpi.apps.errors import Invalid, Message
from shenpi.apps.organisation.models import Person


@dataclass(frozen=True)
class Findings:
    """What an investigation found: the facts, by what they are proved, and the rules that were broken and apply.

    `heavy`: the penalty is one of the other heavier ones (art. 63.5); `major`: public interest, or a difficult case
    (art. 58), so that lawyers review it and the heads discuss it (art. 57.2).
    """

    facts: str
    evidence: str
    violated: str
    basis: str
    sorts: Sequence[str] = ()
    fine: str = ""
    gains: str = ""
    heavy: bool = False
    major: bool = False


def investigate(
    case_id: UUID, task_id: UUID, *, by: Person, verdict: str, findings: Findings, officers: Sequence[UUID]
) -> None:
    """Close the investigation with a proposal (行政处罚法 art. 40, 42, 54, 57). Raises Invalid.

    Evidence of every kind that the proposal rests on is named; at least two officers of the agency have investigated.
    """
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "investigate")
        actor = for_task(unit, by, task, "investigate")
        names = official.officers(unit, actor, officers)
        _check(verdict, findings, names)
        case = unit.case
        punish = verdict == Verdict.PUNISH
        imposed = (
            penalties.content(findings.sorts, findings.fine, findings.gains) if punish else penalties.NOTHING
        )
        options = items.facts(case.item_version_id).options
        kind = case.applicant.get("kind", "")
        said = {name: getattr(findings, name).strip() for name in ("facts", "evidence", "violated", "basis")}
        hearing = punish and penalties.gives_hearing(imposed, kind, options, heavy=findings.heavy)
        proposal = {**imposed.as_json(), **said, "hearing": hearing, "major": findings.major}
        report = papers.issue(
            unit,
            "investigation_report",
            **said,
            officers=names,
            source=case.context["matter"]["source"],
            proposal=papers.chinese(Verdict(verdict).label),
            imposed=imposed.on_paper(),
        )
        unit.set(
            context={
                **case.context,
                "proposal": verdict,
                "penalty": proposal,
                "legal_due": punish and findings.major,
                "examiners": {"": str(by.pk)},
            }
        )
        signed = steps.Signed(
            verdict, said["facts"], basis=said["basis"], more={"imposed": imposed.on_paper()}
        )
        told = {"fixed": {"penalty": proposal}, "officers": names, "documents": [report]}
        steps.complete(unit, task, actor, signed, "step.ended", told)


def _check(verdict: str, findings: Findings, names: Sequence[str]) -> None:
    faults: dict[str, list[Message]] = {}
    if verdict not in Verdict:
        faults["verdict"] = [_("请选择处理建议")]
    if len(names) < official.FEWEST_OFFICERS:
        faults["officers"] = [_("执法人员不得少于两人，请选择一同调查的人员")]
    if not findings.facts.strip():
        faults["facts"] = [_("请写明查明的事实")]
    if not findings.evidence.strip():
        faults["evidence"] = [_("请列明证据；没有证据不得给予行政处罚")]
    for name in ("violated", "basis"):
        if verdict == Verdict.PUNISH and not getattr(findings, name).strip():
            faults[name] = [_("请写明法律、法规、规章的名称和条款")]
    if faults:
        raise Invalid("findings_incomplete", _("调查终结须写明事实、证据、依据和建议。"), fields=faults)
