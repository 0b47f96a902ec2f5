"""The limits of a case as clocks: what rests them, what extends them, and when they end.

A case's `context` holds what changes them: `rests`, a list of [begin, end, procedure] with the *planned* end while a
special procedure lasts (so a limit always has an end, and goes on by itself when the procedure outlasts its plan),
and `extension`, an ISO 8601 limit. Moments are ISO, aware.
"""

from datetime import date, datetime
from typing import Any, Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _

from shenpi.apps import rows, timekeeping
from shenpi.apps.casework import items
from shenpi.apps.casework.models import Case, Payment
from shenpi.apps.casework.states import Outcome, State
from shenpi.apps.casework.unit import Unit
from shenpi.apps.catalogue.models import ItemType
from shenpi.apps.documents.standing import Purpose
from shenpi.apps.errors import Refusal
from shenpi.core.worktime import Clock, Limit, Suspension, rules

PAST_DECISION = frozenset({State.AWAITING_PAYMENT, State.DECIDED, State.COMPLETED})


class Procedure(models.TextChoices):
    """The eight special procedures whose time no limit counts (行政许可法 art. 45; D10-037).

    And the superior's own examination, whose time is not this agency's (art. 43; D3-053).
    """

    HEARING = "hearing", _("听证")
    TENDER = "tender", _("招标")
    AUCTION = "auction", _("拍卖")
    INSPECTION = "inspection", _("检验")
    TESTING = "testing", _("检测")
    QUARANTINE = "quarantine", _("检疫")
    APPRAISAL = "appraisal", _("鉴定")
    EXPERT_REVIEW = "expert_review", _("专家评审")
    SUPERIOR = "superior", _("报上级机关审批")


ASKED = frozenset(Procedure.values) - {Procedure.HEARING, Procedure.SUPERIOR}
"""Those that are asked for as special procedures; the others have acts of their own."""
TESTS = frozenset({Procedure.INSPECTION, Procedure.TESTING, Procedure.QUARANTINE, Procedure.APPRAISAL})
"""Those whose time is no time of a seizure (行政强制法 art. 25.3)."""


def procedures(item_type: str) -> frozenset[str]:
    """Return the special procedures that may be asked for where an item is of this type."""
    return TESTS if item_type == ItemType.COERCION else ASKED


class Told(Protocol):
    """A case, or what a list shows of it."""

    @property
    def context(self) -> dict[str, Any]: ...


def rests(case: Told) -> tuple[Suspension, ...]:
    """Return the times that the case's limits do not count, oldest first."""
    read = datetime.fromisoformat
    told = case.context.get("rests", ())
    return tuple(Suspension(read(begin), read(end), str(Procedure(key).label)) for begin, end, key in told)


def paused_until(case: Told, moment: datetime) -> datetime | None:
    """Return until when the case's limits rest at `moment`, or None when they run."""
    return next((each.end for each in rests(case) if each.covers(moment)), None)


def clock(case: Case, limit: Limit) -> Clock:
    """Return the clock of the decision (promised or statutory) of an accepted case.

    What was sealed or seized is not kept longer because a holiday comes (行政强制法 art. 25.1).
    """
    if case.accepted_at is None:
        raise ValueError("the decision's clock begins with the acceptance")
    extension = Limit.parse(case.context["extension"]) if case.context.get("extension") else None
    if extension is not None and extension.unit is limit.unit:
        limit = limit + extension
    stopped = case.decided_at or case.completed_at
    keeps = items.facts(case.item_version_id).item_type == ItemType.COERCION
    return Clock(case.accepted_at, limit, rests(case), stopped=stopped, unmoved=keeps)


def by_expiry(case: Case, due: datetime | None) -> datetime | None:
    """Return `due`, but for a renewal no later than the expiry, before which it must be decided (art. 50.2)."""
    upon = case.context.get("upon", {})
    if due is None or upon.get("purpose") != Purpose.RENEWAL:
        return due
    return min(due, timekeeping.calendar().closing(date.fromisoformat(upon["valid_until"])))


def by_law(unit: Unit, act: str, due: datetime | None) -> datetime | None:
    """Return `due`, but no later than the law lets a step end that takes its time from another's (arts 43, 44).

    A certificate is made and served within ten days of the decision, or of the payment that it waited for; what a
    superior decides is examined within twenty of the acceptance.
    """
    case, calendar = unit.case, timekeeping.calendar()
    if due is None:
        return None
    if act == "serve" and case.outcome == Outcome.GRANTED and case.decided_at is not None:
        return min(due, calendar.due(_to_be_issued(unit, case.decided_at), rules.CERTIFICATE.limit))
    if act == "forward":
        return min(due, clock(case, rules.LOWER_EXAMINATION.limit).due(calendar) or due)
    return due


def _to_be_issued(unit: Unit, decided_at: datetime) -> datetime:
    """Return the moment of the decision; where a fee was asked for that of its payment, with which it is issued."""
    asked = unit.case.context.get("fee_due") and rows.find(Payment, '"case_id" = %s', [unit.case.id])
    return (asked[0].paid_at or unit.now) if asked else decided_at


def name(unit: Unit, key: str, limit: Limit, begun_at: datetime) -> datetime:
    """Let a limit that the process names `key` run from a moment of its own (a service, a seizure); returns its end."""
    context = unit.case.context
    named = {**context.get("limits", {}), key: limit.to_text()}
    begun = {**context.get("begun", {}), key: begun_at.isoformat()}
    unit.set(context={**context, "limits": named, "begun": begun})
    return timekeeping.calendar().due(begun_at, limit)


def begun_at(case: Case, key: str, otherwise: datetime) -> datetime:
    """Return when a limit of the process began: at a moment of its own, or with its step."""
    told = case.context.get("begun", {}).get(key)
    return datetime.fromisoformat(told) if told else otherwise


def step_due(case: Case, begun_at: datetime, limit: str) -> datetime | None:
    """Return when a step's limit (ISO text) ends."""
    return step_clock(case, begun_at, limit).due(timekeeping.calendar())


def step_clock(case: Case, begun_at: datetime, limit: str) -> Clock:
    """Return the clock of a step; special procedures rest it while the case is being decided."""
    resting = () if case.state in PAST_DECISION else rests(case)
    return Clock(begun_at, Limit.parse(limit), resting)


def begin(unit: Unit, accepted_at: datetime) -> dict[str, Any]:
    """Let the decision's clock run from `accepted_at`, with both due dates; returns what the event tells."""
    unit.set(state=State.ACCEPTED, accepted_at=accepted_at, answer_due_at=None)
    promised, statutory = _reckon(unit)
    return {
        "accepted_at": accepted_at.isoformat(),
        "promised_due_at": _iso(promised),
        "statutory_due_at": _iso(statutory),
    }


def rest(unit: Unit, procedure: str, until: datetime) -> None:
    """Let the limits rest from now until the planned end."""
    began = [unit.now.isoformat(), until.isoformat(), procedure]
    unit.set(context={**unit.case.context, "rests": [*unit.case.context.get("rests", ()), began]})


def resume(unit: Unit, procedure: str = "") -> None:
    """End the rest that a procedure made (default: every rest) now; it may have ended by itself before."""
    told = unit.case.context.get("rests", ())
    over = unit.now.isoformat()
    ended = [
        [begin, min(end, over, key=datetime.fromisoformat) if procedure in ("", key) else end, key]
        for begin, end, key in told
    ]
    unit.set(context={**unit.case.context, "rests": ended})


def guard_running(unit: Unit) -> None:
    """Refuse to extend a limit that has ended (行政许可法 art. 42). Raises Refusal."""
    ended = unit.case.statutory_due_at
    if ended is not None and ended < unit.now:
        raise Refusal("too_late", _("法定时限已经届满，不能再延长。"))


def recount(unit: Unit, *, besides: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Move the case's and its open steps' limits to where they now end; returns what the event tells of it.

    `besides`: elements whose steps have limits of their own, which do not rest.
    """
    case = unit.case
    promised, statutory = _reckon(unit)
    until = paused_until(case, unit.now)
    moved = []
    for task in unit.tasks.values():
        if not task.limit or task.element in besides:
            continue
        task.due_at = by_law(unit, task.act, step_due(case, task.opened_at, task.limit))
        unit.execute(rows.update(task, ["due_at"]))
        step = {"task_id": str(task.id), "element": task.element, "step": task.name}
        moved.append({**step, "due_at": _iso(task.due_at), "paused_until": _iso(until)})
    return {"promised_due_at": _iso(promised), "statutory_due_at": _iso(statutory), "rescheduled": moved}


def _reckon(unit: Unit) -> tuple[datetime | None, datetime | None]:
    """Write when the promised and the statutory limit end now; returns both."""
    case, calendar = unit.case, timekeeping.calendar()
    item = items.facts(case.item_version_id)
    promised = by_expiry(case, clock(case, item.promised).due(calendar) if item.promised else None)
    statutory = by_expiry(case, clock(case, item.statutory).due(calendar) if item.statutory else None)
    unit.set(promised_due_at=promised, statutory_due_at=statutory)
    return promised, statutory


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
