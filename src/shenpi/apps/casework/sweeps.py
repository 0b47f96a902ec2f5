"""What time alone brings about: deemed acceptance and lapsed deadlines, in small idempotent batches."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import F, Q, QuerySet

from shenpi.apps import timekeeping
from shenpi.apps.casework.acts.deem_accepted import deem_accepted
from shenpi.apps.casework.acts.deem_consent import deem_consent
from shenpi.apps.casework.acts.end_suspension import lapse_suspension
from shenpi.apps.casework.acts.fill_gap import lapse_gap
from shenpi.apps.casework.acts.hear_third_party import lapse_third_party
from shenpi.apps.casework.acts.hold_hearing import overdue_hearing
from shenpi.apps.casework.acts.lapse import lapse_payment, lapse_supplement
from shenpi.apps.casework.acts.record_claim import lapse_claim
from shenpi.apps.casework.acts.record_statement import lapse_statement
from shenpi.apps.casework.acts.urge_agencies import urge_agencies
from shenpi.apps.casework.models import Case, Timer
from shenpi.apps.casework.states import State

LAPSES: dict[str, Callable[[Timer], bool]] = {
    "await_supplement": lapse_supplement,
    "record_payment": lapse_payment,
    "conduct_suspension": lapse_suspension,
    "await_claim": lapse_claim,
    "hearing_overdue": overdue_hearing,
    "hear_third_party": lapse_third_party,
    "await_statement": lapse_statement,
    "await_gap": lapse_gap,
    "urge_agencies": urge_agencies,
    "deem_consent": deem_consent,
}
"""What happens when the timer on a step of this act goes off."""


def _gone_off(moment: datetime) -> QuerySet[Timer]:
    """The timers that are due, without those of fees declared paid in time, which wait for the window."""
    declared = Q(act="record_payment", case__payment__declared_at__lte=F("case__payment__due_at"))
    return Timer.objects.filter(due_at__lt=moment).exclude(declared).order_by("due_at")


def sweep(limit: int = 100) -> int:
    """Carry out at most `limit` lapses that are due; returns how many. Two workers may sweep at the same time."""
    now = timekeeping.now()
    silent = Case.objects.filter(state=State.RECEIVED, answer_due_at__lt=now).order_by("answer_due_at")
    done = sum(deem_accepted(case_id) for case_id in silent.values_list("id", flat=True)[:limit])
    for timer in _gone_off(now)[:limit]:
        done += LAPSES[timer.act](timer)
    return done
