"""催办: other agencies that have not answered a joint case in their time are urged, and supervision is told."""

from shenpi.apps.casework import joint, steps
from shenpi.apps.casework.models import Timer
from shenpi.apps.casework.unit import SYSTEM, on_case


def urge_agencies(timer: Timer) -> bool:
    """Put on record which agencies are late; their steps stay open (行政许可法 art. 26). False if all have answered."""
    with on_case(timer.case_id, None) as unit:
        silent = joint.silent(unit)
        if not silent:
            return False
        steps.elapse(unit, timer, SYSTEM, "agencies.urged", {"silent": silent})
    return True
