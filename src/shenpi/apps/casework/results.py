"""By which papers cases ended, for the register of results (D3-058)."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from shenpi.apps.casework.models import Case
from shenpi.apps.documents import kinds
from shenpi.apps.documents.models import Document

CONCLUDING = tuple(
    kind.code for kind in kinds.KINDS.values() if kind.heading.endswith(("决定书", "不予受理通知书"))
)


def papers(cases: Sequence[Case]) -> dict[UUID, list[Document]]:
    """Return, by case, the decisions and refusals of acceptance, in the order of issue."""
    found: defaultdict[UUID, list[Document]] = defaultdict(list)
    issued = Document.objects.filter(case_id__in=[case.pk for case in cases], kind__in=CONCLUDING)
    for document in issued.order_by("issued_at", "id"):
        found[document.case_id].append(document)
    return dict(found)
