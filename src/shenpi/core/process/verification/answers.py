"""What was found out about the four properties every process is asked."""

from dataclasses import dataclass, field

from shenpi.core.process.verification.replay import Replay


@dataclass
class Answers:
    """What was found out: a run for each fault, None where there is none, and whether that is proved."""

    states: int = 0
    safe: Replay | None = None
    safe_proved: bool = False
    proper: Replay | None = None
    proper_proved: bool = False
    stuck: list[Replay] = field(default_factory=list)
    """Runs to states from which the end cannot be reached."""
    option_proved: bool = False
    live: set[int] = field(default_factory=set)
    """Transitions that can happen."""
    live_proved: bool = False
    """Whether all others are dead."""
