"""撤销: the leader revokes a licence, or lets it stand."""

from uuid import UUID

from shenpi.apps.casework import opinions
from shenpi.apps.casework.acts.end_certificate import KEEP, Ending, end_certificate
from shenpi.apps.casework.states import Outcome
from shenpi.apps.documents.standing import Standing
from shenpi.apps.organisation.models import Person

REVOCATION = Ending(
    "revoke",
    "certificate.revoked",
    Outcome.REVOKED,
    Standing.REVOKED,
    "revocation_decision",
    "revocation_closed",
)


def revoke(
    case_id: UUID,
    task_id: UUID,
    *,
    by: Person,
    verdict: str,
    reason: str = "",
    basis: str = "",
    text: str = "",
) -> None:
    """Decide "revoke" or "keep" (行政许可法 art. 69); revoked, the certificate is void from today.

    Both need their reason, the revocation its legal basis too, and it prints both remedies. Raises Invalid, Refusal.
    """
    signed = opinions.with_reason(
        verdict, choices=("revoke", KEEP), basis_for="revoke", text=text, reason=reason, basis=basis
    )
    end_certificate(case_id, task_id, REVOCATION, signed, by=by, basis=signed.basis)
