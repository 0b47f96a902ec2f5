"""The acts of those whom supervision addressed."""

from shenpi.apps.oversight.acts.answer import answer

__all__ = ["answer"]
