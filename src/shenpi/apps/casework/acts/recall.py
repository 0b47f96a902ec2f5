"""撤回: the leader takes back, for the public interest, a licence that was lawfully granted, or lets it stand."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import opinions
from shenpi.apps.casework.acts.end_certificate import KEEP, Ending, end_certificate
from shenpi.apps.casework.states import Outcome
from shenpi.apps.documents.standing import Standing
from shenpi.apps.errors import Invalid
from shenpi.apps.organisation.models import Person

RECALL = Ending(
    "recall", "certificate.recalled", Outcome.RECALLED, Standing.RECALLED, "recall_decision", "recall_closed"
)


def recall(
    case_id: UUID,
    task_id: UUID,
    *,
    by: Person,
    verdict: str,
    reason: str = "",
    basis: str = "",
    compensation: str = "",
    text: str = "",
) -> None:
    """Decide "recall" or "keep" (行政许可法 art. 8.2); recalled, the certificate is void from today.

    Both need their reason, the recall its legal basis and how the loss is compensated too; it prints both remedies.
    Raises Invalid, Refusal.
    """
    signed = opinions.with_reason(
        verdict, choices=("recall", KEEP), basis_for="recall", text=text, reason=reason, basis=basis
    )
    if verdict == "recall" and not compensation.strip():
        words = _("请写明如何补偿；没有造成损失的，写明理由")
        raise Invalid("compensation_missing", words, fields={"compensation": [words]})
    said = {"basis": signed.basis, "compensation": compensation.strip()}
    end_certificate(case_id, task_id, RECALL, signed, by=by, **said)
