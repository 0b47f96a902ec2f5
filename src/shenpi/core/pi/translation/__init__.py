"""BPMN → π and back: one agent for each flow node, one restricted name for each flow.

    definitions = to_pi(read_bpmn(data))
    model = to_bpmn(definitions, like=drawn)

docs/pi-translation.md has the patterns; what has no counterpart is refused with a reason (`NotTranslatable`).
"""

from shenpi.core.pi.translation.behaviour import behaviour, sequential
from shenpi.core.pi.translation.deadlocks import Stuck, deadlocks_of_diagram
from shenpi.core.pi.translation.errors import NotTranslatable
from shenpi.core.pi.translation.from_bpmn import MAIN, to_pi
from shenpi.core.pi.translation.to_bpmn import to_bpmn
from shenpi.core.pi.translation.walking import Interaction, walk

__all__ = [
    "MAIN",
    "Interaction",
    "NotTranslatable",
    "Stuck",
    "behaviour",
    "deadlocks_of_diagram",
    "sequential",
    "to_bpmn",
    "to_pi",
    "walk",
]
