"""Prompts given: the record that a step's light was told, so that none is told twice."""

from django.db import models

from shenpi.apps.ids import uuid7


class Prompt(models.Model):
    """A prompt about a light of a step's limit; `kind` says to whom (see `prompting`); a new limit, new lights."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    task_id = models.UUIDField()
    kind = models.CharField(max_length=10)
    due_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task_id", "kind", "due_at"], name="prompted_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.task_id}"
