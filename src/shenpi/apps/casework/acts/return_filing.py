"""受理前撤回: a filing that was not accepted yet is given back; there is no procedure that a decision could end.

Before acceptance the agency owes an answer and nothing else (行政许可法 art. 32), and the applicant may take back
what he handed in at any time. So this is no step of the drawn process: every token is taken, every open step closed
without an opinion, every timer with it. It has its own event (`filing.returned`) and its own voucher, and after it a
case must look as ended as any other: `replay.differences` holds it to that.
"""

from shenpi.apps.casework import paper, papers, steps
from shenpi.apps.casework.models import CaseMaterial
from shenpi.apps.casework.states import State
from shenpi.apps.casework.unit import Actor, Unit


def return_filing(unit: Unit, actor: Actor, reason: str) -> None:
    """Give the filing back with a list of its papers (D3-033, by analogy); part of `withdraw`, under its lock."""
    handed = CaseMaterial.objects.filter(case_id=unit.case.id).order_by("round", "id")
    on_paper = [
        {"name": each.name, "copies": each.copies}
        for each in handed
        if each.form not in ("electronic", "on_file")
    ]
    voucher = papers.issue(unit, "filing_return", reason=reason, materials=on_paper)
    unit.set(state=State.WITHDRAWN, answer_due_at=None, completed_at=unit.now)
    facts = {"reason": reason, "documents": [voucher], **paper.give_back(unit)}
    steps.end(unit, actor, "filing.returned", facts)
