"""What supervision keeps: what it was told, what follows from it, and what it put on record."""

from shenpi.apps.supervision.models.foreign import ForeignBatch, ForeignFinding, ForeignSystem
from shenpi.apps.supervision.models.matters import Filer, FilerReading, Matter, MatterEntry, Rating
from shenpi.apps.supervision.models.monitored import (
    OPEN,
    UNRECORDED,
    MonitoredCase,
    MonitoredEvent,
    MonitoredStep,
)
from shenpi.apps.supervision.models.prompts import Prompt
from shenpi.apps.supervision.models.records import WarningRecord
from shenpi.apps.supervision.models.signals import PublishedItem, Quashing, RuleSetting, Seal, Signal
from shenpi.apps.supervision.models.tallies import (
    CaseTally,
    DayTally,
    KnownAgency,
    OpenTally,
    PersonTally,
    RatingTally,
    StepTally,
)
from shenpi.apps.supervision.models.upward import FiguresOnly, FiguresTold

__all__ = [
    "OPEN",
    "UNRECORDED",
    "CaseTally",
    "DayTally",
    "FiguresOnly",
    "FiguresTold",
    "Filer",
    "FilerReading",
    "ForeignBatch",
    "ForeignFinding",
    "ForeignSystem",
    "KnownAgency",
    "Matter",
    "MatterEntry",
    "MonitoredCase",
    "MonitoredEvent",
    "MonitoredStep",
    "OpenTally",
    "PersonTally",
    "Prompt",
    "PublishedItem",
    "Quashing",
    "Rating",
    "RatingTally",
    "RuleSetting",
    "Seal",
    "Signal",
    "StepTally",
    "WarningRecord",
]
