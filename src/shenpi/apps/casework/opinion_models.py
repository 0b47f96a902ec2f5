"""The row of the review-information store (审查信息库; D3-047); it follows the ledger, no act writes it."""

from django.db import models

from shenpi.apps.gram_index import GramsField


class StoredOpinion(models.Model):
    """A signed opinion as it reads now, copied from its case's ledger for search and statistics.

    `grams` holds what it is found by: its words, its signer and its step.
    """

    id = models.BigAutoField(primary_key=True)
    task_id = models.UUIDField(unique=True)
    case = models.ForeignKey("casework.Case", models.CASCADE, related_name="+", db_index=False)
    agency = models.ForeignKey("organisation.Agency", models.CASCADE, related_name="+", db_index=False)
    private = models.BooleanField()
    office = models.CharField(max_length=200, blank=True)
    step = models.CharField(max_length=64)
    person_name = models.CharField(max_length=100)
    capacity = models.CharField(max_length=20)
    principal_id = models.UUIDField(null=True)
    principal_name = models.CharField(max_length=100, blank=True)
    verdict = models.CharField(max_length=32)
    words = models.TextField(blank=True)
    signed_at = models.DateTimeField()
    grams = GramsField()

    class Meta:
        indexes = [
            models.Index(fields=["-signed_at", "-id"], name="opinion_by_moment"),
            models.Index(fields=["agency", "-signed_at", "-id"], name="opinion_by_agency"),
            models.Index(fields=["verdict", "-signed_at", "-id"], name="opinion_by_verdict"),
            models.Index(
                fields=["principal_id", "-signed_at"],
                name="opinion_lent",
                condition=models.Q(principal_id__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.person_name}"
