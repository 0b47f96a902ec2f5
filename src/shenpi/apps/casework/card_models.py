"""The row by which a case is found and its lists are narrowed: a card in an index (索引卡片)."""

from django.db import models

from shenpi.apps.gram_index import GramsField


class IndexCard(models.Model):
    """What a case is found by, copied from its wide row by the unit of work that writes it.

    `grams` holds the applicant's name and what is written in the form: who may not read the content may not find by it.
    The applicant's identity number is in it as a whole, for the window that has the whole number (D1-009).
    """

    id = models.BigAutoField(primary_key=True)
    case = models.OneToOneField("casework.Case", models.CASCADE, related_name="card")
    number = models.CharField(max_length=13)
    item_version = models.ForeignKey(
        "catalogue.ItemVersion", models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    agency = models.ForeignKey(
        "organisation.Agency", models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    received_at = models.DateTimeField()
    applicant = models.TextField()
    grams = GramsField()

    class Meta:
        indexes = [
            models.Index(fields=["-received_at"], name="card_by_receipt"),
            models.Index(fields=["item_version", "-received_at"], name="card_by_item"),
        ]

    def __str__(self) -> str:
        return self.number
