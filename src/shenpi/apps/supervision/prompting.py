"""Prompting (催办): the handler before a step's limit, the office's head at yellow, the supervisors at red.

Supervision watches, since lights are its own matter (D3-066, D3-067), and knows nobody of the offices: it tells the
internal zone whose step it is, and that zone writes to its people. The supervisors are its own people; their messages
are written here. A prompt is given while its light is on and once for each light of a limit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from shenpi.apps import exchange, timekeeping
from shenpi.apps.notices import officials, prompted, writing
from shenpi.apps.organisation.on_duty import posts_of, roles_with
from shenpi.apps.organisation.roles import Role
from shenpi.apps.supervision.models import OPEN, MonitoredStep, Prompt
from shenpi.core import contracts

TYPE = f"{contracts.PREFIX}supervision.prompted"
SUPERVISOR = "supervisor"
BATCH = 200
DAYS_BEFORE = 2
"""The handler is told when two working days are left, but not on the day on which the step came to him."""
_PROMPTS = UUID("5b0c52b6-6a53-4f39-9d8e-6a8d6f4b0a41")


@dataclass(frozen=True)
class Prompting:
    """Whom to tell of which open steps."""

    kind: str
    showing: Q


def sweep() -> None:
    """Give every prompt that is due; the periodic job `supervision.prompts`."""
    while prompt() >= BATCH:
        pass


def prompt(now: datetime | None = None, limit: int = BATCH) -> int:
    """Give at most `limit` prompts of each kind; returns how many. Any number of workers may prompt at once."""
    now = now or timekeeping.now()
    return sum(_give(each, now, limit) for each in _due(now))


def _due(now: datetime) -> list[Prompting]:
    """Return which steps show which light at `now`."""
    today, calendar = timekeeping.local(now).date(), timekeeping.calendar()
    ahead = max(calendar.closing(calendar.add_working_days(today, DAYS_BEFORE)), timekeeping.soon(now))
    morning = datetime.combine(today, time(), timekeeping.SHANGHAI)
    return [
        Prompting(prompted.HANDLER, Q(due_at__gte=now, due_at__lte=ahead, begun_at__lt=morning)),
        Prompting(prompted.HEAD, Q(due_at__gte=now, due_at__lte=timekeeping.soon(now))),
        Prompting(SUPERVISOR, Q(due_at__lt=now)),
    ]


@transaction.atomic
def _give(prompting: Prompting, now: datetime, limit: int) -> int:
    steps = list(_unprompted(prompting).select_for_update(skip_locked=True, of=("self",))[:limit])
    if not steps:
        return 0
    Prompt.objects.bulk_create(
        Prompt(task_id=step.pk, kind=prompting.kind, due_at=step.due_at, at=now)
        for step in steps
        if step.due_at is not None
    )
    if prompting.kind == SUPERVISOR:
        _to_supervisors(steps, now)
    else:
        for step in steps:
            exchange.send(_message(prompting.kind, step, now))
    return len(steps)


def _unprompted(prompting: Prompting) -> QuerySet[MonitoredStep]:
    told = Prompt.objects.filter(task_id=OuterRef("pk"), kind=prompting.kind, due_at=OuterRef("due_at"))
    found = MonitoredStep.objects.filter(OPEN & prompting.showing).exclude(role=Role.APPLICANT)
    return found.exclude(Exists(told)).select_related("case").order_by("due_at", "pk")


def _to_supervisors(steps: Sequence[MonitoredStep], now: datetime) -> None:
    """Write to the bureau's supervisors, and to an agency's own supervisor about its steps (D10-076)."""
    bureau = {post.person for post in posts_of(roles_with("supervise"), now)}
    own = [(post.office.agency.code, post.person) for post in posts_of(roles_with("supervise_own"), now)]
    people = bureau | {person for _agency, person in own}
    known = {recipient.person_id: recipient for recipient in officials.recipients(list(people))}
    things: list[writing.Told] = []
    for step in steps:
        told = bureau | {person for agency, person in own if agency == step.agency_code}
        recipients = [known[person.pk] for person in told]
        things += prompted.to_recipients(SUPERVISOR, step.pk, now, _data(SUPERVISOR, step, now), recipients)
    writing.write("supervision", things)


def _message(kind: str, step: MonitoredStep, now: datetime) -> dict[str, Any]:
    return contracts.message(
        type=TYPE,
        source=f"/supervision/{settings.SHENPI_NODE}",
        subject=str(step.pk),
        data=_data(kind, step, now),
        time=now,
        id=uuid5(_PROMPTS, f"{kind}/{step.pk}/{step.due_at}"),
    )


def _data(kind: str, step: MonitoredStep, now: datetime) -> dict[str, Any]:
    """What a prompt says; the item of a private case stays unnamed (D1-021)."""
    if step.due_at is None:
        raise ValueError("a step without a limit has no light")
    case = step.case
    return {
        "kind": kind,
        "task_id": str(step.pk),
        "case_id": str(case.pk),
        "number": case.number,
        "item_code": case.item_code,
        "item_name": "" if case.private else case.item_name,
        "step": step.name,
        "role": step.role,
        "agency": step.agency_name,
        "office_code": step.office_code,
        "office": step.office_name,
        "person_id": str(step.person_id) if step.person_id else None,
        "person": step.person_name,
        "due_at": contracts.moment(step.due_at),
        "at": contracts.moment(now),
    }
