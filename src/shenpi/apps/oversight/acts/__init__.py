"""The acts of those whom supervision addressed, and of clerks for visitors."""

from shenpi.apps.oversight.acts.answer import answer
from shenpi.apps.oversight.acts.at_window import Spoken, open_visit, record_feedback

__all__ = ["Spoken", "answer", "open_visit", "record_feedback"]
