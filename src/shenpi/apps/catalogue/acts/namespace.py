"""The name space of ids that follow from packaged data."""

from uuid import UUID

NAMESPACE = UUID("5b9d9f5e-9c1e-5a4e-8c3a-51160200aa01")
"""Versions made from packaged data get the same id in every zone, so that zones need not ask each other."""
