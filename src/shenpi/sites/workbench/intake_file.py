"""What the case page says of receipt by the item's options: the paper file, originals, where 补录 came from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from shenpi.apps.casework import intake_queries, queries
from shenpi.sites.workbench import deeds_intake
from shenpi.sites.workbench.course import EVENTS, signature

if TYPE_CHECKING:
    from shenpi.apps.casework.models import Case, CaseMaterial
    from shenpi.apps.ledger.models import CaseEvent
    from shenpi.apps.organisation.queries import Holdings
    from shenpi.sites.workbench.deed import Beginning


@dataclass(frozen=True)
class Move:
    """One step of the paper file's way."""

    name: str
    by: str
    at: datetime
    words: str


def context(
    held: Holdings,
    case: Case,
    events: Sequence[CaseEvent],
    handed: list[CaseMaterial],
    sheet: Callable[[Beginning], Any],
) -> dict[str, Any]:
    """Return what the templates paper.html and past.html show, and the forms for originals."""
    readable = queries.may_read_content(held, case)
    moves = [event for event in events if "paper" in event.payload]
    found = intake_queries.paper_file(case) if moves and readable else None
    return {
        "paper": found,
        "paper_way": [_move(event) for event in moves],
        "paper_forms": [sheet(each) for each in deeds_intake.of_paper(held, found)],
        "original_forms": [sheet(each) for each in deeds_intake.of_originals(held, case, handed)],
        "past": intake_queries.past(case) if readable else None,
    }


def _move(event: CaseEvent) -> Move:
    told = event.payload
    said = [told.get("to", ""), told.get("from", ""), told.get("note", ""), told.get("reason", "")]
    return Move(
        str(EVENTS.get(event.type, event.type)),
        signature(event),
        event.at,
        " ".join(words for words in said if words),
    )
