"""A deed that was refused, kept with everything that was typed, so that the page can say both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from shenpi.apps.errors import Message, Refusal
from shenpi.sites.common import attempts
from shenpi.sites.common.access import PersonRequest
from shenpi.sites.common.kept_files import TICKETS, KeptFiles

CHOICES = {"verdict", "conclusion", "procedure", "body", "ground", "way", "method"}
HIDDEN = frozenset({"csrfmiddlewaretoken", "case_id", TICKETS, *CHOICES})
"""What was not typed."""


@dataclass(frozen=True)
class Refused:
    """What was refused (`deed` of a task, or `withdraw`), why, and what was typed; empty for a page just opened."""

    refusal: Refusal | None = None
    deed: str = ""
    task_id: UUID | None = None
    typed: Mapping[str, str] = field(default_factory=dict)
    ticked: Mapping[str, list[str]] = field(default_factory=dict)
    files: Mapping[str, list[tuple[str, str]]] = field(default_factory=dict)
    """What was uploaded, by field: names and tickets (`kept_files`)."""

    @property
    def faults(self) -> Mapping[str, list[Message]]:
        """Messages by field name."""
        return getattr(self.refusal, "fields", {})

    @property
    def prefix(self) -> str:
        """What the ids of the form's fields begin with."""
        return f"{self.deed}-{self.task_id}" if self.task_id else self.deed

    @property
    def summary(self) -> list[tuple[str, Message]]:
        """Every fault with the anchor of its field; without any, the refusal itself with the anchor of its form."""
        if self.refusal is None:
            return []
        found = [(f"{self.prefix}-{name}", words[0]) for name, words in self.faults.items() if words]
        return found or [(f"{self.prefix}-form", self.refusal.message)]

    @property
    def kept(self) -> list[str]:
        """The typed sentences, to be copied when their form is no longer on the page."""
        return [text for name, text in self.typed.items() if name not in HIDDEN and len(text.strip()) > 3]


NOTHING = Refused()


def refused(request: PersonRequest, refusal: Refusal, deed: str, task_id: UUID | None = None) -> Refused:
    """Keep a refusal with the form that was posted; for want of the right it is on record too."""
    attempts.note(request, refusal)
    lists = dict(request.POST.lists())
    return Refused(refusal, deed, task_id, request.POST.dict(), lists, KeptFiles(request).tickets())
