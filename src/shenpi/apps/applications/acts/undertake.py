"""承诺: what is committed to instead of a material (告知承诺, 国办发〔2020〕42号), or promised for later (容缺)."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.applications.acts.draft import own_draft
from shenpi.apps.applications.models import Draft
from shenpi.apps.catalogue import options
from shenpi.apps.errors import Refusal
from shenpi.apps.organisation.models import Person

COMMITMENT, FOLLOW = "commitment", "follow"


@transaction.atomic
def undertake(draft_id: UUID, *, by: Person, material: str, kind: str) -> Draft:
    """Note for a material of the draft what the applicant undertakes; an empty kind takes it back.

    Raises NotFound, Stale, and Refusal for what the item does not offer.
    """
    draft = own_draft(draft_id, by=by, lock=True)
    rows = draft.materials
    offered = {COMMITMENT: options.commitments(rows), FOLLOW: options.following(rows)}
    if kind and material not in offered.get(kind, ()):
        raise Refusal("not_offered", _("这项材料不能以承诺代替，也不能以后补交。请上传材料。"))
    rest = {key: said for key, said in draft.undertakings.items() if key != material}
    draft.undertakings = {**rest, **({material: kind} if kind else {})}
    draft.saved_at = timekeeping.now()
    draft.save(update_fields=["undertakings", "saved_at"])
    return draft
