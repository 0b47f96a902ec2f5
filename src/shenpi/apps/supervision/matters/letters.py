"""The written reply to a complainant who gave a name (../shared/law.md §7), as a document with number and seal.

It is numbered with the finding, rendered in the background, and then sent to the public zone.
"""

from django.conf import settings

from shenpi.apps import exchange
from shenpi.apps.documents import issuing
from shenpi.apps.documents.models import Document
from shenpi.apps.organisation.models import Agency
from shenpi.apps.supervision.matters import telling
from shenpi.apps.supervision.matters.flows import FINDINGS
from shenpi.apps.supervision.models import Filer, Matter, MatterEntry
from shenpi.apps.timekeeping import local
from shenpi.core import contracts

KIND = "complaint_reply"
WRITTEN: dict[str, str] = {
    "refuse": "不予受理",
    "substantiate": "投诉反映的问题属实",
    "substantiate_partly": "投诉反映的问题部分属实",
    "find_unfounded": "投诉反映的问题不属实",
    "maintain": "经复查，维持原处理意见",
}
"""The acts that are written to the complainant, and their result in the letter's words."""


def write(matter: Matter, entry: MatterEntry) -> None:
    """Issue the letter that an act calls for (in its transaction); none to who gave no name."""
    filer = Filer.objects.filter(matter=matter).first()
    if matter.kind != Matter.Kind.COMPLAINT or entry.act not in WRITTEN or filer is None:
        return
    handler = Agency.objects.filter(code=matter.handler_code).first()
    issuing.prepare(
        KIND,
        case_id=matter.pk,
        agency_short=handler.short_name if handler else matter.handler_name,
        data={
            "case_number": telling.number(matter),
            "item": matter.item_name or "政务服务",
            "agency": handler.full_name if handler else matter.handler_name,
            "applicant": filer.name,
            "received_on": local(matter.opened_at).date().isoformat(),
            "about": matter.agency_name,
            "result": WRITTEN[entry.act],
            "text": entry.text,
            "basis": entry.basis,
            "reviewable": entry.act in FINDINGS,
        },
        at=entry.at,
    ).save(force_insert=True)


def announce(document: Document) -> None:
    """Send a rendered reply to the public zone (listener of the renderer)."""
    if document.kind != KIND or document.file is None:
        return
    exchange.send(
        contracts.message(
            type=contracts.PREFIX + "supervision.reply.published",
            source=f"/supervision/{settings.SHENPI_NODE}",
            subject=str(document.case_id),
            data={"matter_id": str(document.case_id), **document.told()},
            time=document.issued_at,
            id=document.pk,
        )
    )
