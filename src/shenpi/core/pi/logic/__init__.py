"""The π-μ-calculus: properties of processes, and whether a process has one.

    wanted = parse_formula("nu X. <->TT & [-]X")
    answer = check(definitions, process, wanted)

docs/pi-logic.md has the grammar and the meaning.
"""

from shenpi.core.pi.logic.checking import Checked, check
from shenpi.core.pi.logic.parsing import parse_formula
from shenpi.core.pi.logic.syntax import Property

__all__ = ["Checked", "Property", "check", "parse_formula"]
