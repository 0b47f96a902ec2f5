"""Who has an account in the public zone; kept apart from `models` for size alone."""

from __future__ import annotations

from django.db import models

from shenpi.apps.organisation.models import Person

from .states import ApplicantKind


class Applicant(models.Model):
    """Who an applicant's account stands for: a natural person, or an organisation and the one who acts for it."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="applicant")
    kind = models.CharField(max_length=12, choices=ApplicantKind)
    organisation = models.CharField(max_length=120, blank=True, help_text="empty for a natural person")
    identifier = models.CharField(max_length=18, help_text="citizen number, or USCC of the organisation")
    phone = models.CharField(max_length=20)
    address = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name under which the account applies."""
        return self.organisation or self.person.name

    @property
    def person_name(self) -> str:
        """The natural person behind the applicant's name."""
        return self.person.name

    @property
    def filed_by(self) -> str:
        """Who files, where that is somebody else than the applicant."""
        return self.person.name if self.organisation else ""
