"""Proving processes before they go live: docs/verification.md."""

from shenpi.core.process.verification.findings import (
    CLASSICAL,
    Finding,
    Property,
    Report,
    RunStep,
    Verdict,
)

__all__ = ["CLASSICAL", "Finding", "Property", "Report", "RunStep", "Verdict"]
