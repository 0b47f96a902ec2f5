"""Conformance: does what was done fit the approved process, and where not?

    checker = Checker(compile_net(read_bpmn(data)))
    alignment = checker.align(("Confirmation of receipt", "T06 …"), complete=True)

Method: optimal alignments (Adriansyah 2014, "Aligning Observed and Modeled Behavior") on the net that the engine
runs and the verifier explores; docs/event-logs.md says what a deviation is.
"""

from shenpi.core.process.conformance.aligning import Alignment, Checker, Move, MoveKind
from shenpi.core.process.conformance.board import LOGGED
from shenpi.core.process.conformance.variants import Variant, variants

__all__ = ["LOGGED", "Alignment", "Checker", "Move", "MoveKind", "Variant", "variants"]
