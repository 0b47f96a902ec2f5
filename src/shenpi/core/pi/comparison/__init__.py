"""Is the streamlined process still the approved one, as seen by the applicant?

    compare(approved, streamlined, selections=(Selection.parse("lane:申请人"),))

Weak bisimilarity (or weak simulation) of what an observer sees; a no comes with runs of BPMN ids for both
diagrams. docs/process-comparison.md says what is seen and what the answers mean.
"""

from shenpi.core.pi.comparison.comparing import LIMIT_STATES, Comparison, Question, compare
from shenpi.core.pi.comparison.visibility import BadSelection, Selection

__all__ = ["LIMIT_STATES", "BadSelection", "Comparison", "Question", "Selection", "compare"]
