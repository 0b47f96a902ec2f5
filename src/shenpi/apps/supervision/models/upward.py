"""Between supervision nodes, township to province: the monthly figures of private items, ours told and theirs kept."""

from django.db import models


class FiguresOnly(models.Model):
    """What a node below tells of the private items of a month: a figure, and no case behind it (D1-022, D1-023)."""

    id = models.BigAutoField(primary_key=True)
    source = models.CharField(max_length=200)
    month = models.DateField()
    told_at = models.DateTimeField()
    measure = models.CharField(max_length=16)
    agency_code = models.CharField(max_length=40)
    item_code = models.CharField(max_length=64)
    channel = models.CharField(max_length=16, blank=True, default="")
    number = models.BigIntegerField()
    seconds = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month", "source", "measure", "agency_code", "item_code", "channel"],
                name="figures_only_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.measure} {self.item_code}: {self.number}"


class FiguresTold(models.Model):
    """A month whose private figures we told the node above, and the digest of what we said."""

    month = models.DateField(primary_key=True)
    digest = models.CharField(max_length=64)
    told_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.month)
