"""Proving processes before they go live: docs/verification.md.

report = verify(compile_net(read_bpmn(data)))
"""

from shenpi.core.process.verification.findings import (
    CLASSICAL,
    Finding,
    Property,
    Report,
    RunStep,
    Verdict,
)
from shenpi.core.process.verification.timely import STATUTORY, within_limit, working_days
from shenpi.core.process.verification.verifying import LIMIT_STATES, verify

__all__ = [
    "CLASSICAL",
    "LIMIT_STATES",
    "STATUTORY",
    "Finding",
    "Property",
    "Report",
    "RunStep",
    "Verdict",
    "verify",
    "within_limit",
    "working_days",
]
