"""办结: the result is published and served, and the case is over."""

from shenpi.apps.casework.acts.check_commitment import begin_check
from shenpi.apps.casework.states import State
from shenpi.apps.casework.unit import Unit


def complete(unit: Unit) -> None:
    """Complete the case whose process has just ended; what was granted on a commitment is checked from now on."""
    unit.set(state=State.COMPLETED, completed_at=unit.now)
    begin_check(unit)
