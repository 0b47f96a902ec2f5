"""Drafts: begun once per item, saved as they are typed, resumed on any machine (D1-016)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.applications import known
from shenpi.apps.applications.mandates import entrusted, in_force, own_application
from shenpi.apps.applications.models import Applicant, Application, Draft, DraftFile, Progress
from shenpi.apps.applications.states import State
from shenpi.apps.catalogue import secrecy
from shenpi.apps.catalogue.bundles import composed
from shenpi.apps.catalogue.models import BundleVersion, ItemVersion
from shenpi.apps.documents import files
from shenpi.apps.errors import Invalid, NotFound, Refusal, Stale
from shenpi.apps.organisation.models import Person

MAX_FILES = 20
"""Files per material; enough for every page of a long contract photographed one by one."""


@transaction.atomic
def start_draft(
    *, by: Person, version: ItemVersion, like: Application | None = None, mandate_id: UUID | None = None
) -> Draft:
    """Begin an application for the item, or return the unsent draft that already exists.

    An agent writes under a mandate, one draft for each resident (D2-015).

    A new one begins with what is known: the profile's answers, and those of the own earlier filing `like` (D1-009).
    A draft of an older version of the item goes on under the current one, with what still fits of its answers.
    Raises Refusal for an item that is not open online, or of which the mandate does not speak.
    """
    mandate = entrusted(mandate_id, by=by, items={version.item.code})
    secrecy.require_open(version.pk)
    if version.published_at is None or not version.online:
        raise Refusal("not_online", _("本事项暂不能网上申请，请按办事指南到窗口办理。"))
    now = timekeeping.now()
    open_drafts = Draft.objects.select_for_update().filter(person=by, application=None, sent_at=None)
    draft = open_drafts.filter(item_version__item_id=version.item_id, mandate=mandate).first()
    if draft is None:
        schema = version.form_schema
        who = mandate or Applicant.objects.select_related("person").filter(pk=by.pk).first()
        answers = known.of_profile(schema, who)
        if like is not None and like.person_id == by.pk and like.mandate_id == mandate_id:
            answers |= known.of_filing(schema, like)
        return Draft.objects.create(
            person=by,
            item_version=version,
            mandate=mandate,
            form_data=answers,
            created_at=now,
            saved_at=now,
        )
    if draft.item_version_id != version.pk:
        asked = version.form_schema.get("properties", {})
        draft.item_version = version
        draft.form_data = {key: value for key, value in draft.form_data.items() if key in asked}
        draft.save(update_fields=["item_version", "form_data"])
    return draft


@transaction.atomic
def start_bundle(*, by: Person, bundle: BundleVersion, mandate_id: UUID | None = None) -> Draft:
    """Begin one application for all of a bundle's items, or return the unsent draft that already exists.

    An agent writes under a mandate that speaks of all of them (D2-015). A draft of an older version goes on under the
    current one. Raises Refusal when an item is not open online.
    """
    mandate = entrusted(mandate_id, by=by, items={row["code"] for row in bundle.items})
    filed_for = composed(bundle)
    if not all(part.version.online for part in filed_for.parts):
        raise Refusal("not_online", _("这件事暂不能网上申请，请到窗口办理。"))
    now = timekeeping.now()
    open_drafts = Draft.objects.select_for_update().filter(person=by, application=None, sent_at=None)
    draft = open_drafts.filter(bundle__bundle_id=bundle.bundle_id, mandate=mandate).first()
    if draft is None:
        who = mandate or Applicant.objects.select_related("person").filter(pk=by.pk).first()
        return Draft.objects.create(
            person=by,
            bundle=bundle,
            mandate=mandate,
            form_data=known.of_profile(filed_for.form_schema, who),
            created_at=now,
            saved_at=now,
        )
    if draft.bundle_id != bundle.pk:
        draft.bundle = bundle
        draft.save(update_fields=["bundle"])
    return draft


@transaction.atomic
def start_answer(*, by: Person, application_id: UUID) -> Draft:
    """Begin the answer to a correction notice, or return the unsent one. Raises NotFound, Stale."""
    application = own_application(application_id, by=by)
    if application.supplemented_at is not None:
        raise Stale("already_supplied", _("补正材料已经提交，补正只有一次。请查看办理进度。"))
    if not Progress.objects.filter(pk=application.pk, state=State.CORRECTING).exists():
        raise Stale("no_correction", _("本件现在不在补正期内，不能补交材料。请查看办理进度。"))
    now = timekeeping.now()
    draft = Draft.objects.filter(application=application, person=by, sent_at=None).first()
    return draft or Draft.objects.create(
        person=by,
        mandate_id=application.mandate_id if by.is_staff else None,
        item_version=application.item_version,
        application=application,
        form_data=application.form_data,
        created_at=now,
        saved_at=now,
    )


@transaction.atomic
def save_section(
    draft_id: UUID, *, by: Person, section: str, values: dict[str, Any], keys: list[str]
) -> Draft:
    """Keep what stands in one section of the form, complete or not; `keys` are the section's fields.

    Nothing is checked here but that it can be kept: what is wrong is said beside the field and stops the
    submission. Raises NotFound, Stale, Refusal for a secret item.
    """
    draft = _writable(draft_id, by=by, lock=True)
    rest = {key: value for key, value in draft.form_data.items() if key not in keys}
    draft.form_data = {**rest, **without_nul(values)}
    if section not in draft.visited:
        draft.visited = [*draft.visited, section]
    draft.saved_at = timekeeping.now()
    draft.save(update_fields=["form_data", "visited", "saved_at"])
    return draft


def attach(draft_id: UUID, *, by: Person, material: str, upload: UploadedFile[Any]) -> DraftFile:
    """Store a file for one of the item's materials.

    Raises NotFound, Stale, Invalid (type, size, emptiness), Refusal for a secret item.
    """
    draft = _writable(draft_id, by=by)
    if material not in {entry["key"] for entry in draft.materials}:
        raise NotFound("material", _("本事项没有这项材料，请刷新页面。"))
    if draft.files.filter(material=material).count() >= MAX_FILES:
        words = _("一项材料最多 20 个文件。请删去不需要的，或合并成一个 PDF。")
        raise Invalid("too_many_files", words, fields={material: [words]})
    filename = without_nul(upload.name or "")[-200:]
    stored = files.store(upload, filename=filename)
    with transaction.atomic():
        draft = own_draft(draft_id, by=by, lock=True)
        now = timekeeping.now()
        kept, _made = DraftFile.objects.get_or_create(
            draft=draft, material=material, file=stored, defaults={"filename": filename, "attached_at": now}
        )
        draft.saved_at = now
        draft.save(update_fields=["saved_at"])
    return kept


@transaction.atomic
def detach(draft_id: UUID, *, by: Person, file_id: UUID) -> None:
    """Take a file off the draft; taking it off twice is no error."""
    own_draft(draft_id, by=by, lock=True).files.filter(pk=file_id).delete()


@transaction.atomic
def discard(draft_id: UUID, *, by: Person) -> None:
    """Throw the draft away, at its owner's word."""
    own_draft(draft_id, by=by, lock=True).delete()


def own_draft(draft_id: UUID, *, by: Person, lock: bool = False) -> Draft:
    """Return the person's own unsent draft. Raises NotFound, and Stale when it was already submitted."""
    found = (
        Draft.objects.select_for_update(of=("self",))
        if lock
        else Draft.objects.select_related("item_version__item", "bundle__bundle", "mandate__agent").defer(
            "item_version__content"
        )
    )
    draft = found.filter(pk=draft_id, person=by).first()
    if draft is None:
        raise NotFound("draft", _("没有找到这份草稿，可能已经删除。"))
    if draft.sent_at is not None:
        raise Stale("draft_sent", _("这份申请已经提交，不能再修改。请到“我的办件”查看。"))
    if draft.mandate_id is not None:
        in_force(draft.mandate_id, items=draft.item_codes)
    return draft


def _writable(draft_id: UUID, *, by: Person, lock: bool = False) -> Draft:
    """Return the person's own draft to write in. Raises as `own_draft`, and Refusal for a secret item (D10-057)."""
    draft = own_draft(draft_id, by=by, lock=lock)
    if draft.item_version_id is not None:
        secrecy.require_open(draft.item_version_id)
    return draft


def without_nul(value: Any) -> Any:
    """Return the value without NUL characters, which no person types and PostgreSQL cannot keep."""
    if isinstance(value, str):
        return value.replace("\x00", "")
    if isinstance(value, list):
        return [without_nul(part) for part in value]
    if isinstance(value, dict):
        return {without_nul(key): without_nul(part) for key, part in value.items()}
    return value
