"""The cases of one bundle; kept apart from `models` for size alone."""

from django.db import models


class BundleCase(models.Model):
    """That a case was filed for together with others (一件事), under one number beside its own."""

    case = models.OneToOneField("casework.Case", models.PROTECT, primary_key=True, related_name="bundled")
    number = models.CharField(max_length=13, db_index=True)
    version = models.ForeignKey("catalogue.BundleVersion", models.PROTECT, related_name="+", db_index=False)

    def __str__(self) -> str:
        return self.number
