"""The archive package of a closed case: all papers, all materials, what was said, and the ledger (D10-013)."""

import json
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from shenpi.apps import timekeeping
from shenpi.apps.casework import queries
from shenpi.apps.casework.models import Case, CaseMaterial
from shenpi.apps.casework.states import ENDED
from shenpi.apps.documents import files, inspection, rendering
from shenpi.apps.documents import queries as documents
from shenpi.apps.documents.models import Document
from shenpi.apps.errors import Refusal
from shenpi.apps.ledger import queries as ledger
from shenpi.apps.ledger.models import CaseEvent
from shenpi.core import archive
from shenpi.core.archive.package import LEDGER
from shenpi.core.identifiers import show_case_number

_UNSAFE = str.maketrans(dict.fromkeys('/\\:*?"<>|\0', "_"))


def write(case: Case, target: IO[bytes]) -> None:
    """Write the package of a closed case to `target`; the same case gives the same bytes until more happens to it.

    Raises Refusal for a case that is still under way, or with a paper that cannot be made.
    """
    if case.state not in ENDED:
        raise Refusal("not_closed", _("办件还没有办结，办结后才能归档。"))
    issued = list(documents.of_case(case.id))
    for document in issued:
        if document.file_id is None:
            rendering.render_now(document)
        if document.file_id is None:
            raise Refusal(
                "paper_missing", _("有文书还没有生成，不能归档。请系统管理员先处理生成失败的文书。")
            )
    with override("zh-hans"):  # in Chinese, and the same bytes, whoever takes it
        archive.write(target, _header(case), _entries(case, issued))


def filename(case: Case) -> str:
    """Return the package's name."""
    return f"{show_case_number(case.number)}.zip"


def _header(case: Case) -> archive.Header:
    closed = case.completed_at or case.received_at
    item = case.item_version.item
    facts = {
        "事项": item.name,
        "事项编码": item.code,
        "机关": case.agency.full_name,
        "申请人": case.applicant["name"],
        "渠道": case.get_channel_display(),
        "接件": _day(case.received_at),
        "受理": _day(case.accepted_at),
        "决定": _day(case.decided_at),
        "结果": case.get_outcome_display() if case.outcome else case.state_words,
        "办结": _day(closed),
    }
    last = ledger.events(case.id).last()
    return archive.Header(
        case_id=str(case.id),
        number=show_case_number(case.number),
        facts={label: str(words) for label, words in facts.items()},
        head_seq=case.event_seq,
        head_hash=bytes(case.event_hash).hex(),
        made_at=last.at if last else closed,
    )


def _day(moment: Any) -> str:
    return timekeeping.local(moment).date().isoformat() if moment else ""


def _entries(case: Case, issued: list[Document]) -> Iterator[archive.Entry]:
    for position, document in enumerate(issued, start=1):
        name = _safe(f"{position:02}-{document.title}-{document.number}".rstrip("-"))
        title = f"{document.title} {document.number}".strip()
        with files.open_file(str(document.file_id)) as content:
            yield archive.Entry(f"文书/{name}.pdf", title, content)
    handed = queries.materials(case)
    for position, material in enumerate(handed, start=1):
        if not material.sha256 or documents.stored(material.sha256) is None:
            continue
        with files.open_file(material.sha256) as content:
            yield archive.Entry(f"材料/{_material(position, material)}", material.name, content)
    told = json.dumps(_told(case, handed), cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
    yield archive.Entry("办件.json", "申请、材料清单、意见、送达", told.encode())
    lines = "".join(_line(event) + "\n" for event in ledger.events(case.id))
    yield archive.Entry(LEDGER, "办件账本", lines.encode())


def _material(position: int, material: CaseMaterial) -> str:
    suffix = PurePosixPath(material.filename).suffix.lower()
    known = {each for suffixes in inspection.EXTENSIONS.values() for each in suffixes}
    return _safe(f"{position:02}-{material.name}") + (suffix if suffix in known else ".bin")


def _safe(name: str) -> str:
    return name.translate(_UNSAFE)[:80]


def _told(case: Case, handed: list[CaseMaterial]) -> dict[str, Any]:
    """What the rows hold besides the ledger; with the salt, anybody can open the ledger's commitments."""
    rows = ("key", "name", "form", "copies", "sha256", "filename", "round")
    served = (
        "method",
        "state",
        "recipient",
        "tracking",
        "address",
        "note",
        "sent_at",
        "served_at",
        "documents",
    )
    return {
        "applicant": case.applicant,
        "form": case.form,
        "salt": bytes(case.salt).hex(),
        "materials": [{name: getattr(each, name) for name in rows} for each in handed],
        "opinions": [
            {name: value for name, value in vars(each).items() if name != "earlier"}
            | {"earlier": [vars(before) for before in each.earlier]}
            for each in queries.opinions(case)
        ],
        "deliveries": [{name: getattr(each, name) for name in served} for each in queries.deliveries(case)],
    }


def _line(event: CaseEvent) -> str:
    return json.dumps(
        {
            "case_id": str(event.case_id),
            "seq": event.seq,
            "type": event.type,
            "actor_id": str(event.actor_id) if event.actor_id else None,
            "actor_name": event.actor_name,
            "capacity": event.capacity,
            "on_behalf_of": str(event.on_behalf_of) if event.on_behalf_of else None,
            "at": event.at.isoformat(),
            "payload": event.payload,
            "prev_hash": bytes(event.prev_hash).hex(),
            "hash": bytes(event.hash).hex(),
        },
        ensure_ascii=False,
        sort_keys=True,
    )
