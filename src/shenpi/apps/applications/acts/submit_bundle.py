"""一件事提交: one draft becomes an application for each of a bundle's items, under one number."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid5

from django.db import transaction

from shenpi.apps import timekeeping
from shenpi.apps.applications import numbering
from shenpi.apps.applications.acts.submit import (
    UNKNOWN,
    as_filed,
    authorisation,
    filer,
    locked,
    materials,
    require_complete,
    send,
    under,
    undertakings,
)
from shenpi.apps.applications.models import Application, Draft, Progress
from shenpi.apps.catalogue.bundles import Composition, Part
from shenpi.apps.errors import NotFound
from shenpi.apps.ids import uuid7
from shenpi.apps.organisation.models import Person


@dataclass(frozen=True)
class SubmittedBundle:
    """What the confirmation says: the bundle's number and, this once, the query code of it and all its cases."""

    number: str
    query_code: str


@transaction.atomic
def submit_bundle(draft_id: UUID, *, by: Person) -> SubmittedBundle:
    """Submit a bundle's complete draft: all of its items or none (issue 4, kinds of case).

    Each item's application has a number, a receipt and limits of its own (行政许可法 art. 32); shared answers and files
    go to each. A second submission answers with the same number. Raises as `submit`.
    """
    draft = locked(draft_id, by=by)
    filed_for = draft.filed_for
    if not isinstance(filed_for, Composition):
        raise NotFound("draft", UNKNOWN)
    code = numbering.query_code(draft.pk)
    if draft.sent_at is not None:
        first = Application.objects.get(client_token=_token(draft, filed_for.parts[0]))
        return SubmittedBundle(Progress.objects.get(pk=first.pk).bundle_number, code)
    applicant = filer(by, draft)
    mandate = under(applicant)
    require_complete(draft)
    now, undertaken = timekeeping.now(), undertakings(draft)
    version = filed_for.bundle
    bundle = {
        "number": numbering.next_number(now),
        "name": filed_for.name,
        "code": version.bundle.code,
        "version": version.number,
    }
    for part in filed_for.parts:
        application = Application(
            id=uuid7(),
            number=numbering.next_number(now),
            client_token=_token(draft, part),
            person=by,
            item_version=part.version,
            mandate=mandate,
            applicant=as_filed(applicant),
            form_data=part.cleaned(draft.form_data),
            materials=[
                *materials(draft, part.version.materials, part.materials),
                *authorisation(mandate),
            ],
            undertakings=part.handed(undertaken),
            submitted_at=now,
        )
        send(application, code, bundle=bundle)
    Draft.objects.filter(pk=draft.pk).update(sent_at=now)
    return SubmittedBundle(str(bundle["number"]), code)


def _token(draft: Draft, part: Part) -> UUID:
    return uuid5(draft.pk, part.alias)
