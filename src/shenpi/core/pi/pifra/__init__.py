"""What the tool pifra counts: fresh-register automata whose states are told apart by their printed normal form.

    recorded(definitions, process, limit)  # Counted: the states as pifra prints them, and the edges

`core.pi.registers` has the same automata up to structural congruence. This is to be held against recorded
automata only: the normal form leaves congruent states apart, and one of its rules loses steps (docs/pi.md).
Source: github.com/sengleung/pifra at 00e871e, package pifra: trans, applyStructrualCongruence, explore.
"""

from shenpi.core.pi.pifra.automaton import Counted, recorded

__all__ = ["Counted", "recorded"]
