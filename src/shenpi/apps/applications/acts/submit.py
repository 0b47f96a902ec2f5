"""提交申请: a draft becomes an application with a number, and a message to the internal zone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.applications import completeness, numbering, outgoing
from shenpi.apps.applications.mandates import in_force
from shenpi.apps.applications.models import Applicant, Application, Draft, DraftFile, Mandate, Progress
from shenpi.apps.catalogue import secrecy
from shenpi.apps.errors import Invalid, NotFound, Refusal, Stale
from shenpi.apps.ids import uuid7
from shenpi.apps.organisation.models import Person
from shenpi.core.contracts import moment
from shenpi.core.identifiers import hash_query_code


@dataclass(frozen=True)
class Submitted:
    """What the confirmation says: the application and, this once, its query code."""

    application: Application
    query_code: str


@transaction.atomic
def submit(draft_id: UUID, *, by: Person, channel: str = "online") -> Submitted:
    """Submit a complete draft; the time of receipt in law is this moment (行政许可法 art. 33).

    The draft is the client token: a second submission answers with the same application. The message to the
    internal zone leaves with the same transaction, so an application is never kept without being sent. Raises
    NotFound, Invalid (with `fields`), Stale when the item's version was replaced meanwhile, Refusal for an item that
    became secret.
    """
    draft = locked(draft_id, by=by)
    if draft.item_version is None:
        raise NotFound("draft", UNKNOWN)
    if draft.sent_at is not None:
        application = Application.objects.get(client_token=draft.pk)
        return Submitted(application, numbering.query_code(application.pk))
    applicant = filer(by, draft)
    mandate = under(applicant)
    version = draft.item_version
    secrecy.require_open(version.pk)
    if version.item.current_id != version.pk:
        raise Stale("item_changed", _("本事项的办事指南已更新，请重新打开草稿，核对后再提交。"))
    require_complete(draft)
    application = Application(
        id=uuid7(),
        number=numbering.next_number(now := timekeeping.now()),
        client_token=draft.pk,
        person=by,
        mandate=mandate,
        item_version=version,
        applicant=as_filed(applicant),
        form_data=completeness.cleaned(version.form_schema, draft.form_data),
        materials=[*materials(draft, version.materials), *authorisation(mandate)],
        undertakings=undertakings(draft),
        submitted_at=now,
        channel=channel,
    )
    code = numbering.query_code(application.pk)
    send(application, code)
    Draft.objects.filter(pk=draft.pk).update(sent_at=now)
    return Submitted(application, code)


UNKNOWN = _("没有找到这份草稿，可能已经删除。")


def locked(draft_id: UUID, *, by: Person) -> Draft:
    """Return the person's own draft of a new filing, locked, sent or not. Raises NotFound."""
    draft = (
        Draft.objects.select_for_update(of=("self",))
        .select_related("item_version__item__agency", "bundle__bundle")
        .filter(pk=draft_id, person=by, application=None)
        .first()
    )
    if draft is None:
        raise NotFound("draft", UNKNOWN)
    return draft


def filer(by: Person, draft: Draft) -> Applicant | Mandate:
    """Return who applies: the account, or the resident of the agent's mandate. Raises Refusal for neither."""
    if draft.mandate_id is not None:
        return in_force(draft.mandate_id, items=draft.item_codes, lock=True)
    applicant = Applicant.objects.select_related("person").filter(pk=by.pk).first()
    if applicant is None:
        raise Refusal(
            "no_applicant", _("您的账号没有登记申请人信息，请重新注册申请人账号，或到办事大厅窗口办理。")
        )
    return applicant


def under(applicant: Applicant | Mandate) -> Mandate | None:
    """Return the mandate under which is filed, if an agent files."""
    return applicant if isinstance(applicant, Mandate) else None


def require_complete(draft: Draft) -> None:
    """Raise Invalid, with everything that is still missing, unless the draft can be submitted."""
    if missing := completeness.faults(draft):
        raise Invalid("incomplete", _("还有没填好的内容，补全后再提交。"), fields=missing)


def send(application: Application, code: str, *, bundle: Mapping[str, Any] | None = None) -> None:
    """Keep a filing and where it stands, and tell the internal zone; `bundle` is what it was filed together with."""
    application.query_code_hash = hash_query_code(code, application.number)
    application.save(force_insert=True)
    item = application.item_version.item
    together = {"bundle_number": bundle["number"], "bundle_name": bundle["name"]} if bundle else {}
    Progress.objects.create(
        case_id=application.pk,
        number=application.number,
        item_name=item.name,
        agency_name=item.agency.name,
        **together,
    )
    data = told(application)
    if bundle:
        data["bundle"] = {key: bundle[key] for key in ("number", "code", "version")}
    outgoing.send("application.submitted", application.pk, data, application.submitted_at)


def materials(
    draft: Draft, listed: Sequence[Mapping[str, Any]], called: Mapping[str, str] | None = None
) -> list[dict[str, Any]]:
    """Return the draft's files as the contracts name them, in the order of the item's list.

    `called` says what a bundle calls the item's materials.
    """
    by_key: dict[str, list[DraftFile]] = {}
    for kept in draft.files.select_related("file").order_by("pk"):
        by_key.setdefault(kept.material, []).append(kept)
    return [
        {"key": row["key"], "name": row["name"], **kept.file.told(kept.filename)}
        for row in listed
        for kept in by_key.get(called[row["key"]] if called else row["key"], ())
    ]


def authorisation(mandate: Mandate | None) -> list[dict[str, Any]]:
    """Return the mandate's paper, which goes with every filing under it (D2-015)."""
    if mandate is None:
        return []
    return [{"key": "authorisation", "name": "授权委托书", **mandate.file.told(mandate.filename)}]


def undertakings(draft: Draft) -> dict[str, str]:
    """Return what is undertaken for materials that were not uploaded after all."""
    present = set(draft.files.values_list("material", flat=True))
    return {key: kind for key, kind in draft.undertakings.items() if key not in present}


def as_filed(applicant: Applicant | Mandate) -> dict[str, str]:
    """Return who applies, as the filing says it."""
    filed = {
        "kind": applicant.kind,
        "name": applicant.name,
        "id_number": applicant.identifier,
        "phone": applicant.phone,
        "address": applicant.address,
    }
    if isinstance(applicant, Mandate):
        filed["mandate"] = applicant.number
    return {**filed, "agent": applicant.filed_by} if applicant.filed_by else filed


def told(application: Application) -> dict[str, Any]:
    """Return the message's data of a submitted application."""
    version = application.item_version
    return {
        "id": str(application.pk),
        "number": application.number,
        "query_code_hash": application.query_code_hash,
        "item_code": version.item.code,
        "item_version": version.number,
        "applicant": application.applicant,
        "form_data": application.form_data,
        "materials": application.materials,
        "undertakings": [{"key": key, "kind": kind} for key, kind in application.undertakings.items()],
        "submitted_at": moment(application.submitted_at),
        "channel": application.channel,
    }
