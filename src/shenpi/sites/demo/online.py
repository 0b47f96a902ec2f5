"""Filing online as an applicant does: an account, a draft, files, submission; all by the public zone's own acts."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from io import BytesIO
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter

from shenpi.apps import timekeeping
from shenpi.apps.applications import acts
from shenpi.apps.documents import files
from shenpi.apps.organisation.models import Person
from shenpi.sites.demo import invented

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shenpi.apps.applications.models import Application, Draft
    from shenpi.apps.catalogue.models import BundleVersion, ItemVersion

CROWD = 40
"""Invented applicants who file online; each files more than once."""


def file_online(
    version: ItemVersion,
    rng: Random,
    *,
    by: Person | None = None,
    mandate_id: UUID | None = None,
    crowd: int = CROWD,
) -> Application:
    """Write a draft, attach the required materials, submit; by one of the crowd unless somebody is named."""
    person = by or applicant(rng.randrange(crowd))
    draft = acts.start_draft(by=person, version=version, mandate_id=mandate_id)
    _fill(draft, rng)
    return acts.submit(draft.pk, by=person).application


def entrust(agent: Person, versions: Sequence[ItemVersion], rng: Random) -> None:
    """Let residents entrust an agent in writing: for each item one, for whom it is filed, and one more draft."""
    kept = files.store(
        SimpleUploadedFile("授权委托书.pdf", blank_page(), "application/pdf"), filename="授权委托书.pdf"
    )
    paper = acts.Upload("authorisation", "授权委托书.pdf", kept.sha256, kept.size, kept.media_type)
    day = timekeeping.local(timekeeping.now()).date()
    term = {"begins_on": day.isoformat(), "ends_on": (day + timedelta(days=180)).isoformat()}
    for version in versions:
        about = {
            "name": invented.person_name(rng),
            "identifier": invented.citizen_number(rng),
            "phone": f"138{rng.randrange(10**8):08}",
            "powers": ["receive"],
        }
        recorded = acts.record_mandate(uuid4(), by=agent, values=about | term, file=paper)
        file_online(version, rng, by=agent, mandate_id=recorded.mandate.pk)
    acts.start_draft(by=agent, version=versions[0], mandate_id=recorded.mandate.pk)


def file_together(bundle: BundleVersion, rng: Random, *, by: Person) -> None:
    """Write one draft for all of a bundle's items and submit it."""
    draft = acts.start_bundle(by=by, bundle=bundle)
    _fill(draft, rng)
    acts.submit_bundle(draft.pk, by=by)


def _fill(draft: Draft, rng: Random) -> None:
    data = invented.answers(draft.form_schema, rng)
    acts.save_section(draft.pk, by=draft.person, section="all", values=data, keys=list(data))
    for row in draft.materials:
        if row.get("required", True):
            upload = SimpleUploadedFile(f"{row['name'][:40]}.pdf", blank_page(), "application/pdf")
            acts.attach(draft.pk, by=draft.person, material=row["key"], upload=upload)


def applicant(number: int) -> Person:
    """Return the invented applicant of that number, signing up the first time."""
    username = f"demo.applicant.{number}"
    found = Person.objects.filter(username=username).first()
    if found is not None:
        return found
    return sign_up(username, Random(number))  # noqa: S311 - a story, not a secret


def sign_up(username: str, rng: Random, *, name: str = "") -> Person:
    """Make an applicant's account that only the demonstration's door can sign in."""
    person = Person.objects.create_user(username, None, name=name or invented.person_name(rng))
    who = invented.applicant(rng)
    organisation = who["kind"] == "organisation" and not name
    acts.sign_up(
        person=person,
        kind="organisation" if organisation else "person",
        identifier=who["id_number"] if organisation else invented.citizen_number(rng),
        phone=who["phone"],
        organisation=who["name"] if organisation else "",
    )
    return person


@lru_cache(maxsize=1)
def blank_page() -> bytes:
    """A valid PDF of one empty page, the same bytes every time, so that it is stored once."""
    writer = PdfWriter()
    writer.add_blank_page(width=595, height=842)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
