"""The row of a saved view of the work list."""

from django.conf import settings
from django.db import models

from shenpi.apps.ids import uuid7

LONGEST_NAME = 30


class SavedView(models.Model):
    """Filters of the work list under a name of the person's own."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=LONGEST_NAME)
    filters = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="saved_view_once")]

    def __str__(self) -> str:
        return self.name
