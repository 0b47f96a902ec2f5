"""What the public zone knows of certificates; kept apart from `models` for size alone."""

from __future__ import annotations

from datetime import date

from django.db import models

from shenpi.apps.documents import standing
from shenpi.apps.documents.standing import Standing


class PublicCertificate(models.Model):
    """A certificate and where it stands, as the internal zone told last; the paper is the document of the same id."""

    document_id = models.UUIDField(primary_key=True)
    case_id = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=200)
    number = models.CharField(max_length=80, db_index=True)
    holder = models.CharField(max_length=200)
    issued_on = models.DateField()
    valid_until = models.DateField(null=True)
    standing = models.CharField(max_length=9, choices=Standing)
    standing_on = models.DateField(null=True)
    told_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    def stands(self, day: date) -> Standing:
        """Return where it stands on a day."""
        return standing.on(self.standing, self.valid_until, day)

    def renew_by(self) -> date | None:
        """Return the last day on which renewal may be asked for, if it ever expires."""
        return standing.renew_by(self.valid_until) if self.valid_until else None
