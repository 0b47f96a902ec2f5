"""Putting red lights on record: one immutable record per step that ran over its limit (D3-068, D10-047)."""

from datetime import datetime

from django.db import transaction

from shenpi.apps import timekeeping
from shenpi.apps.supervision import sealing
from shenpi.apps.supervision.models import UNRECORDED, MonitoredStep, WarningRecord

BATCH = 500


def record_red_steps(now: datetime | None = None, limit: int = BATCH) -> int:
    """Write the missing warning records of at most `limit` steps, oldest due first; return how many were new.

    Due for a record is every step whose limit had run out before `now` (aware, UTC; default the present) while
    it was open, whether it is still open or ended late since. The record goes to the person and the office that
    held the task (requirements 11.5, 10 and 11). Any number of workers may sweep at once: on PostgreSQL they
    take different rows, and everywhere the unique task id lets only one record in. Each gets its seal.
    """
    now = now or timekeeping.now()
    with transaction.atomic():
        late = list(
            MonitoredStep.objects.filter(UNRECORDED, due_at__lt=now)
            .select_related("case")
            .order_by("due_at")
            .select_for_update(skip_locked=True, of=("self",))[:limit]
        )
        if not late:
            return 0
        known = set(
            WarningRecord.objects.filter(task_id__in=[step.pk for step in late]).values_list(
                "task_id", flat=True
            )
        )
        fresh = [_record(step, now) for step in late if step.pk not in known]
        WarningRecord.objects.bulk_create(fresh)
        sealing.seal(fresh)
        MonitoredStep.objects.filter(pk__in=[step.pk for step in late]).update(recorded_at=now)
    return len(fresh)


def sweep() -> None:
    """Record everything that is due now; the periodic job `supervision.warning_records`."""
    while record_red_steps() == BATCH:
        pass


def _record(step: MonitoredStep, now: datetime) -> WarningRecord:
    case, begun, due = step.case, step.begun_at, step.due_at
    if begun is None or due is None:  # the sweep asks for no others
        raise ValueError("a step without beginning or limit cannot be late")
    return WarningRecord(
        task_id=step.task_id,
        case_id=case.case_id,
        case_number=case.number,
        item_code=case.item_code,
        item_name=case.item_name,
        step_name=step.name,
        agency_code=step.agency_code,
        agency_name=step.agency_name,
        office_code=step.office_code,
        office_name=step.office_name,
        person_id=step.person_id,
        person_name=step.person_name,
        capacity=step.capacity,
        begun_at=begun,
        limit=step.limit,
        due_at=due,
        turned_red_at=due,
        recorded_at=now,
        year=timekeeping.local(due).year,
    )
