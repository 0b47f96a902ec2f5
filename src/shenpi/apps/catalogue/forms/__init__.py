"""Forms as JSON Schema 2020-12 with a few hints: one renderer, one validator for portal, window and API.

What a schema may hold is described in `schema.py`; `fields` gives the one template what to draw, `from_post`
reads what the browser sent, `validate` cleans and judges it.
"""

from .fields import fields
from .posted import from_post
from .schema import check_schema
from .validation import validate

__all__ = ["check_schema", "fields", "from_post", "validate"]
