"""Files that come with an application upon a certificate: kept at once, and not lost when a field is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import astuple
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from shenpi.apps.applications.acts import Upload
from shenpi.apps.documents import files
from shenpi.apps.errors import Invalid
from shenpi.sites.common.access import PersonRequest

Faults = dict[str, list[Any]]


def read(request: PersonRequest, rows: Iterable[Mapping[str, Any]]) -> tuple[list[Upload], Faults]:
    """Keep what was chosen; returns it with what an earlier answer kept, and what is wrong by field."""
    uploads, faults = _kept(request), Faults()
    for row in rows:
        for chosen in request.FILES.getlist(f"file-{row['key']}"):
            try:
                stored = files.store(chosen, filename=chosen.name or "")
            except Invalid as wrong:
                words = _("“%(file)s”没有上传：%(why)s") % {"file": chosen.name, "why": wrong.message}
                faults.setdefault(f"file-{row['key']}", []).append(words)
                continue
            name = files.clean_name(chosen.name or "")
            upload = Upload(row["key"], name, stored.sha256, stored.size, stored.media_type)
            if upload not in uploads:
                uploads.append(upload)
    return uploads, faults


def places(
    request: PersonRequest, rows: Iterable[Mapping[str, Any]], uploads: Iterable[Upload], faults: Faults
) -> list[dict[str, Any]]:
    """Return a place for each material, with what is kept for it in a form that only this person can send back."""
    kept: dict[str, list[tuple[str, str]]] = {}
    for each in uploads:
        ticket = signing.dumps(astuple(each), salt=_salt(request))
        kept.setdefault(each.material, []).append((each.filename, ticket))
    return [
        {
            "name": row["name"],
            "field": f"file-{row['key']}",
            "kept": kept.get(row["key"], []),
            "errors": faults.get(f"file-{row['key']}", []),
        }
        for row in rows
    ]


def _kept(request: PersonRequest) -> list[Upload]:
    found = []
    for text in request.POST.getlist("kept"):
        try:
            found.append(Upload(*signing.loads(text, salt=_salt(request), max_age=86_400)))
        except signing.BadSignature:
            continue  # of another person, too old, or made up: as if it were not there
    return found


def _salt(request: PersonRequest) -> str:
    return f"certificate-files:{request.user.pk}"
