"""视为准予延续: a renewal asked for in time and not decided before the expiry is granted by law."""

from uuid import UUID

from shenpi.apps import timekeeping
from shenpi.apps.casework import certificates, papers, proceedings, steps
from shenpi.apps.casework.states import Outcome, State
from shenpi.apps.casework.unit import SYSTEM, on_case
from shenpi.apps.documents import standing
from shenpi.apps.documents.standing import Purpose, Standing

REASON = "视为准予延续：申请人在有效期届满三十日前提出延续申请，本机关在有效期届满前未作出决定。"


def deem_renewed(case_id: UUID) -> bool:
    """Renew by silence (行政许可法 art. 50.2); the system acts and says why.

    Returns False, without a change, when it was decided in the meantime, or is not accepted yet.
    """
    with on_case(case_id, None) as unit:
        case = unit.case
        if certificates.purpose_of(case) != Purpose.RENEWAL or case.state != State.ACCEPTED:
            return False
        certificate = certificates.of(unit)
        if standing.of(certificate, timekeeping.local(unit.now).date()) != Standing.EXPIRED:
            return False
        gone = proceedings.abandon(unit)
        unit.set(state=State.DECIDED, outcome=Outcome.GRANTED.value, decided_at=unit.now)
        told = {
            "outcome": unit.case.outcome,
            "reason": REASON,
            "documents": [papers.issue(unit, "grant_decision", deemed=True)],
            "closed": gone,
            **certificates.effect(unit),
        }
        steps.receive_message(unit, "silence", SYSTEM, "case.deemed_renewed", told)
    return True
