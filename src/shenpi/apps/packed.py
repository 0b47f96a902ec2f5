"""A field for facts that are written once and read whole: JSON in the packed form of `core.ledger`."""

import json
from typing import Any

from django.db import models

from shenpi.core.ledger import pack, unpack


class PackedJSONField(models.BinaryField):
    """JSON that no query looks into; canonical when written.

    Bytes that somebody damaged are read as {"unreadable": their hexadecimal form}, which verification then names.
    """

    # What type checkers take and give here (django-stubs); a value is whatever JSON holds.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def get_prep_value(self, value: Any) -> bytes:
        """Return the packed form of a value."""
        return pack(json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Return what the driver takes."""
        packed = value if prepared else self.get_prep_value(value)
        return connection.Database.Binary(packed)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """Return the value."""
        if value is None:
            return None
        stored = bytes(value)
        try:
            return json.loads(unpack(stored))
        except ValueError:
            return {"unreadable": stored.hex()}

    def to_python(self, value: Any) -> Any:
        """Return the value as it is: forms never show it."""
        return value

    def value_to_string(self, obj: models.Model) -> Any:
        """Return the value for serialisers."""
        return self.value_from_object(obj)
