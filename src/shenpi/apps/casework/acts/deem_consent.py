"""默认同意: where the item says so, an agency that does not answer a joint case in its time has agreed.

Off unless the item asks for it: local practice for joint handling (../shared/law.md §7; 行政许可法 art. 26.2).
"""

from shenpi.apps.casework import joint, steps
from shenpi.apps.casework.models import Timer
from shenpi.apps.casework.unit import SYSTEM, on_case


def deem_consent(timer: Timer) -> bool:
    """Close the steps of the silent agencies and name them; nobody signs for them. False if all have answered."""
    with on_case(timer.case_id, None) as unit:
        silent = joint.silent(unit)
        if not silent:
            return False
        steps.elapse(unit, timer, SYSTEM, "agencies.deemed_agreed", {"silent": silent})
    return True
