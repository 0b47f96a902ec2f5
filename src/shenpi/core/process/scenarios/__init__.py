"""Process tests as data: written by administrators in JSON, run on the net that the engine runs.

    for scenario in read_all(data):
        result = run(compile_net(model), scenario)

docs/scenarios.md explains the format.
"""

from shenpi.core.process.json_input import BadInput, Problem
from shenpi.core.process.scenarios.coverage import Coverage, Share, coverage
from shenpi.core.process.scenarios.reading import read, read_all
from shenpi.core.process.scenarios.result import Difference, Line, ScenarioResult, tally
from shenpi.core.process.scenarios.runner import run
from shenpi.core.process.scenarios.scenario import Doing, Ending, Entry, Expectation, Scenario
from shenpi.core.process.scenarios.shipped import shipped

__all__ = [
    "BadInput",
    "Coverage",
    "Difference",
    "Doing",
    "Ending",
    "Entry",
    "Expectation",
    "Line",
    "Problem",
    "Scenario",
    "ScenarioResult",
    "Share",
    "coverage",
    "read",
    "read_all",
    "run",
    "shipped",
    "tally",
]
