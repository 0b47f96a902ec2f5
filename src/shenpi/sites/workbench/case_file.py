"""What the case page lays out: cover, what is mine to do, the file, opinions, documents, diagram, course."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.utils.functional import SimpleLazyObject

from shenpi.apps import timekeeping
from shenpi.apps.casework import delivery, official, proceedings, queries, signatures
from shenpi.apps.catalogue import queries as catalogue
from shenpi.apps.documents import kinds
from shenpi.apps.documents import queries as documents
from shenpi.apps.ledger import queries as ledger
from shenpi.apps.organisation import queries as organisation
from shenpi.core.process import Marking
from shenpi.sites.workbench import beginnings, course, deeds, intake_file
from shenpi.sites.workbench.answers import answers
from shenpi.sites.workbench.deed import Deed
from shenpi.sites.workbench.refused import NOTHING, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shenpi.apps.casework.models import Case, Task
    from shenpi.apps.documents.models import Document
    from shenpi.apps.ledger.models import CaseEvent
    from shenpi.apps.organisation.queries import Holding, Holdings


@dataclass(frozen=True)
class Sheet:
    """A deed's form on the page; after a refusal with everything that was typed into it."""

    deed: Deed | beginnings.Beginning
    prefix: str
    refused: Refused
    open: bool


@dataclass(frozen=True)
class MyTask:
    """An open task in the reader's tray with what may be done, and under which holding."""

    task: Task
    sheets: tuple[Sheet, ...]
    holding: Holding


def context(held: Holdings, case: Case, refused: Refused = NOTHING, *, since: int = 0) -> dict[str, Any]:
    """Return the page's context; documents issued by event `since` or later are put up for printing."""
    tasks = queries.open_tasks(case)
    my_tasks = [mine for task in tasks if (mine := _mine(held, case, task, refused))]
    events = list(ledger.events(case.id))
    readable = queries.may_read_content(held, case)
    issued = list(documents.of_case(case.id)) if readable else []
    handed = queries.materials(case) if readable else []
    found = proceedings.of(case)
    said = signatures.read(events, case.applicant["name"]) if readable else []
    own = beginnings.own(said, held.person_id)
    position = catalogue.net(case.process_id).position(Marking.from_json(case.marking))
    return {
        "case": case,
        "item": case.item_version.item,
        "my_tasks": my_tasks,
        "other_tasks": [task for task in tasks if task not in [mine.task for mine in my_tasks]],
        "since": since,
        "readable": readable,
        "official": official.begun(case),
        "materials": handed,
        "opinions": said,
        "own_opinions": own,
        "proceedings": found,
        **intake_file.context(held, case, events, handed, partial(_begun, refused=refused)),
        "beginnings": [_begun(each, refused) for each in beginnings.of(held, case, found, own)],
        "documents": issued,
        "deliveries": queries.deliveries(case) if readable and case.decided_at else [],
        "remedies": delivery.contestable(case, issued) if readable and case.decided_at else None,
        "fresh": _fresh(issued, events, since),
        "form": answers(queries.form_schema(case), case.form) if readable else [],
        "course": course.course(
            events, tasks, {code: str(kind.name) for code, kind in kinds.KINDS.items()}, readable=readable
        ),
        "bpmn": case.process.bpmn,
        "markers": _markers((step.element_id for step in position), events),
        # Read by the few sheets that offer them.
        "offices": SimpleLazyObject(
            partial(organisation.business_offices, case.agency_id, timekeeping.now())
        ),
        "agencies": organisation.office_names(case.context["offices"].get("agencies", ())),
        "correction": queries.correction(case),
        "may_withdraw": queries.withdrawable(case)
        and held.may("withdraw", case.context["offices"]["accept"]) is not None,
        "refused": refused,
        "today": timekeeping.local(timekeeping.now()).date().isoformat(),
    }


def _mine(held: Holdings, case: Case, task: Task, refused: Refused) -> MyTask | None:
    offered = deeds.of(case, task)
    holding = next(
        (found for deed in offered if (found := _holding(held, case, task, deed.right or deed.key))), None
    )
    if holding is None:
        return None
    sheets = tuple(
        _sheet(task, deed, refused, usual=deed is offered[0] and len(offered) < 3) for deed in offered
    )
    return MyTask(task, sheets, holding)


def _holding(held: Holdings, case: Case, task: Task, act: str) -> Holding | None:
    if task.role == "applicant":  # the window acts for an applicant who comes in person
        return held.may(act, case.context["offices"]["accept"])
    return held.may(act, task.office_id, role=task.role, holder_id=task.holder_id)


def _sheet(task: Task, deed: Deed, refused: Refused, *, usual: bool) -> Sheet:
    mine = refused.task_id == task.id and refused.deed == deed.key
    prefix = f"{deed.key}-{task.id}"
    return Sheet(deed, prefix, refused if mine else NOTHING, mine or usual)


def _begun(beginning: beginnings.Beginning, refused: Refused) -> Sheet:
    mine = refused.task_id is None and refused.deed == beginning.key
    return Sheet(beginning, beginning.key, refused if mine else NOTHING, mine)


def _fresh(issued: Iterable[Document], events: Iterable[CaseEvent], since: int) -> list[Document]:
    """The documents of the latest act, which somebody is about to print."""
    if not since:
        return []
    named = {
        row["id"] for event in events if event.seq >= since for row in event.payload.get("documents", ())
    }
    return [document for document in issued if str(document.id) in named]


def _markers(position: Iterable[str], events: Iterable[CaseEvent]) -> Mapping[str, str]:
    done = {event.payload["ended"]["element"]: "done" for event in events if event.payload.get("ended")}
    return done | dict.fromkeys(position, "present")
