"""Files of a posted form: kept the moment they arrive, so that a form that comes back has not lost them.

A browser never fills in a file field. So what was kept goes back into the form as a ticked box with a ticket, which
only the same person can send again, for a day; who unticks it leaves the file out.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from shenpi.apps.documents import files
from shenpi.apps.errors import Invalid, Message
from shenpi.sites.common.access import PersonRequest

TICKETS = "kept"
"""The name of the boxes that carry the tickets."""
DAY = 86_400


@dataclass(frozen=True)
class KeptFile:
    """A file that came with a field of a form."""

    field: str
    filename: str
    sha256: str
    size: int
    media_type: str


class KeptFiles:
    """The files of a form: those chosen now, those an earlier answer kept, and what is wrong with the others."""

    def __init__(self, request: PersonRequest) -> None:
        """Keep what was chosen; a file for a field of its own replaces what was kept for it."""
        self._salt = f"kept-files:{request.user.pk}"
        self.faults: dict[str, list[Message]] = {}
        self._found: dict[str, list[KeptFile]] = {}
        for ticket in request.POST.getlist(TICKETS):
            self._add(self._read(ticket))
        for field, uploads in request.FILES.lists():
            for upload in uploads:
                self._add(self._kept(field, upload))

    def of(self, field: str) -> list[KeptFile]:
        """Return the files of a field, those kept earlier first."""
        return self._found.get(field, [])

    def last(self, field: str) -> KeptFile | None:
        """Return the file of a field that takes one: what was chosen now before what was kept.

        None also while what was chosen now is wrong: the older file is not what the person wants to send.
        """
        return self.of(field)[-1] if self.of(field) and field not in self.faults else None

    def tickets(self) -> dict[str, list[tuple[str, str]]]:
        """Return by field what a form offers to send again: the file's name and its ticket."""
        return {
            field: [(each.filename, signing.dumps(astuple(each), salt=self._salt)) for each in found]
            for field, found in self._found.items()
        }

    def _add(self, file: KeptFile | None) -> None:
        if file is not None and file not in self.of(file.field):
            self._found.setdefault(file.field, []).append(file)

    def _read(self, ticket: str) -> KeptFile | None:
        try:
            return KeptFile(*signing.loads(ticket, salt=self._salt, max_age=DAY))
        except signing.BadSignature:
            return None  # of another person, too old, or made up: as if it were not there

    def _kept(self, field: str, upload: UploadedFile[Any]) -> KeptFile | None:
        try:
            stored = files.store(upload, filename=upload.name or "")
        except Invalid as wrong:
            words = _("“%(file)s”没有上传：%(why)s") % {"file": upload.name, "why": wrong.message}
            self.faults.setdefault(field, []).append(words)
            return None
        return KeptFile(
            field, files.clean_name(upload.name or ""), stored.sha256, stored.size, stored.media_type
        )
