"""What the case page lays out: cover, materials, opinions, documents, course, diagram, clocks."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from shenpi.apps import timekeeping
from shenpi.apps.casework import queries
from shenpi.apps.casework.models import Case, Task
from shenpi.apps.catalogue import queries as catalogue
from shenpi.apps.documents import files, kinds, rendering
from shenpi.apps.documents import queries as documents
from shenpi.apps.documents.models import StoredFile
from shenpi.apps.errors import NotFound
from shenpi.apps.ledger import queries as ledger
from shenpi.apps.organisation import queries as organisation
from shenpi.apps.organisation.acts.record import record
from shenpi.apps.organisation.models import Office, Person
from shenpi.core.process import Marking
from shenpi.core.worktime import Clock, Limit
from shenpi.sites.workbench import course, deeds


@dataclass(frozen=True)
class MyTask:
    """An open task in the reader's tray with what may be done."""

    task: Task
    deeds: tuple[deeds.Deed, ...]
    capacity: str
    principal: str


@dataclass(frozen=True)
class Explained:
    """A limit of the case with its day-by-day explanation."""

    name: str
    clock: Clock
    rows: list[Any]


def context(person: Person, case_id: UUID) -> dict[str, Any]:
    """Return the page's context. Raises NotFound, NotAllowed."""
    case = queries.case_for(person, case_id)
    now = timekeeping.now()
    tasks = queries.open_tasks(case)
    held = organisation.holdings(person, now)
    events = list(ledger.events(case.id))
    net = catalogue.net(case.process_id)
    version = case.item_version
    return {
        "case": case,
        "my_tasks": [mine for task in tasks if (mine := _mine(held, task))],
        "open_tasks": tasks,
        "materials": list(case.materials.order_by("round", "id")),
        "opinions": list(case.opinions.select_related("office").order_by("signed_at")),
        "documents": list(documents.of_case(case.id)),
        "form": _form(version.form_schema, case.form),
        "course": course.course(events, tasks, {code: str(kind.name) for code, kind in kinds.KINDS.items()}),
        "bpmn": case.process.bpmn,
        "markers": _markers(net.position(Marking.from_json(case.marking)), events),
        "offices": list(Office.objects.filter(agency_id=case.agency_id, kind=Office.Kind.BUSINESS)),
        "correction": getattr(case, "correction", None),
        "may_withdraw": case.state in ("received", "correcting", "accepted")
        and held.may("withdraw", case.context["offices"]["accept"]) is not None,
        "item": version.item,
        "now": now,
    }


def clocks(case: Case) -> list[Explained]:
    """Return the limits of the case that run or ran, each with its days."""
    calendar, now = timekeeping.calendar(), timekeeping.now()
    version = case.item_version
    found = []
    if case.accepted_at is not None:
        for name, limit in (
            (_("承诺时限"), version.promised_limit),
            (_("法定时限"), version.statutory_limit),
        ):
            if limit:
                stopped = case.decided_at or case.completed_at
                found.append((name, Clock(case.accepted_at, Limit.from_dict(limit), stopped=stopped)))
    found += [
        (task.name, Clock(task.opened_at, Limit.parse(task.limit)))
        for task in queries.open_tasks(case)
        if task.limit
    ]
    return [Explained(name, clock, clock.explain(calendar, now)) for name, clock in found]


def material_response(case: Case, material_id: UUID) -> HttpResponseBase:
    """Return a material's stored file. Raises NotFound."""
    found = case.materials.filter(pk=material_id).exclude(sha256="").first()
    stored = StoredFile.objects.filter(pk=found.sha256).first() if found else None
    if found is None or stored is None:
        raise NotFound("file_unknown", _("没有这个文件。纸质材料请到窗口查看。"))
    return files.response(stored, found.filename, inline=True)


def document_response(case: Case, document_id: UUID) -> HttpResponseBase:
    """Return a document's PDF, rendering what is still waiting. Raises NotFound."""
    found = documents.of_case(case.id).filter(pk=document_id).first()
    if found is None:
        raise NotFound("document_unknown", _("没有这份文书。"))
    if found.file is None:
        rendering.render_pending()
        found.refresh_from_db()
    if found.file is None:
        raise NotFound("document_pending", _("文书正在生成，请稍后再打开。"))
    return files.response(found.file, documents.filename(found), inline=True)


def record_reveal(person: Person, case: Case) -> None:
    """Keep who looked at the applicant's full data."""
    record("personal_data.shown", by=person, subject=case.id, at=timekeeping.now(), number=case.number)


def _mine(held: organisation.Holdings, task: Task) -> MyTask | None:
    for deed in deeds.of(task):
        holding = held.may(deed.key, task.office_id, role=task.role, holder_id=task.holder_id)
        if holding is not None:
            return MyTask(task, deeds.of(task), holding.capacity, holding.principal_name)
    if task.role == "applicant" and held.may("supplement", task.case.context["offices"]["accept"]):
        return MyTask(task, deeds.of(task), "self", "")
    return None


def _form(schema: dict[str, Any], data: dict[str, Any]) -> list[tuple[str, Any]]:
    """The applicant's answers with the form's own labels."""
    properties = schema.get("properties", {})
    return [
        (properties.get(key, {}).get("title", key), _shown(properties.get(key, {}), value))
        for key, value in data.items()
    ]


def _shown(schema: dict[str, Any], value: Any) -> Any:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list):
        inner = schema.get("items", {}).get("properties", {})
        return "\n".join(
            "，".join(f"{inner.get(k, {}).get('title', k)}：{v}" for k, v in row.items())
            if isinstance(row, dict)
            else str(row)
            for row in value
        )
    titles = {option.get("const"): option.get("title") for option in schema.get("oneOf", ())}
    return titles.get(value, value)


def _markers(position: Any, events: list[Any]) -> dict[str, str]:
    done = {event.payload["ended"]["element"]: "done" for event in events if event.payload.get("ended")}
    return done | {step.element_id: "present" for step in position}
