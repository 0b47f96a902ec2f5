"""A JSON column for form schemas that keeps the order of their fields on every database."""

from typing import Any

from django.db import models

from .forms.ordering import ordered, restored


class FormSchemaField(models.JSONField):
    """Keeps a form's schema; what is read has its properties in the order in which they were written."""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return super().get_db_prep_value(
            ordered(value) if isinstance(value, dict) else value, connection, prepared
        )

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        told = super().from_db_value(value, expression, connection)
        return restored(told) if isinstance(told, dict) else told
