"""注销: the leader strikes a licence off, or lets it stand."""

from uuid import UUID

from shenpi.apps.casework import opinions
from shenpi.apps.casework.acts.end_certificate import KEEP, Ending, end_certificate
from shenpi.apps.casework.states import Outcome
from shenpi.apps.documents.standing import Standing
from shenpi.apps.organisation.models import Person

CANCELLATION = Ending(
    "cancel", "certificate.cancelled", Outcome.VOID, Standing.CANCELLED, "cancellation_decision"
)


def cancel(
    case_id: UUID, task_id: UUID, *, by: Person, verdict: str, reason: str = "", text: str = ""
) -> None:
    """Decide "cancel" or "keep" (行政许可法 art. 70); cancelled, the certificate is void from today.

    Raises Invalid, Refusal.
    """
    signed = opinions.with_reason(verdict, choices=("cancel", KEEP), text=text, reason=reason)
    end_certificate(case_id, task_id, CANCELLATION, signed, by=by)
