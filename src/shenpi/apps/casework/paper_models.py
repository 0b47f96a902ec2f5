"""The row of a case's paper file: who holds it, and to whom it has been handed but not yet taken."""

from django.conf import settings
from django.db import models


class PaperFile(models.Model):
    """The paper that travels with a case (D10-028). It always has a holder until it is given back.

    `offered_to` was handed the file and has not yet confirmed; until then the one who handed it over answers for it.
    """

    case = models.OneToOneField("casework.Case", models.PROTECT, primary_key=True, related_name="paper")
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    held_since = models.DateTimeField()
    offered_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    offered_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True, help_text="when it was given back to the applicant")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(holder__isnull=False) | models.Q(returned_at__isnull=False),
                name="paper_has_a_holder",
            )
        ]

    def __str__(self) -> str:
        return str(self.case_id)
