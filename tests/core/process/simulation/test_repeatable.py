"""The same seed gives the same result, on this machine and on any other."""

import json
from hashlib import sha256

from shenpi.core.process import compile_net, read_bpmn
from shenpi.core.process.simulation import SimulationResult, read, simulate
from tests.core.process.drawing import END, MESSAGE, OFFICES, START, TIMER, boundary, bpmn, gateway, tag
from tests.core.process.simulation.drawn import ran

LATE = boundary("late", "b", TIMER).replace("<boundaryEvent", '<boundaryEvent shenpi:limit="P1WD"')
NET = compile_net(
    read_bpmn(
        bpmn(
            START
            + tag("userTask", "a", shenpi_role="clerk", shenpi_verdicts="yes,no", shenpi_limit="P1WD")
            + gateway("exclusive", "g", default="g_e")
            + tag("userTask", "each", OFFICES, shenpi_role="handler", shenpi_limit="P2WD")
            + tag("userTask", "b", shenpi_role="clerk")
            + LATE
            + boundary("stop", "b", MESSAGE)
            + END,
            "s>a>g>e",
            "g>each: verdict == 'yes'",
            "each>b>e",
            "late>e",
            "stop>a",
        )
    )
)
SETUP = {
    "start": "2026-03-02 09:00",
    "cases": 60,
    "promised": "P5WD",
    "arrivals": {"every": {"exponential": "50m"}},
    "choose": {"offices": [["甲"], [["甲", "乙"], 2]]},
    "staff": {"handler": {"count": 1, "each_office": True, "queue": "due"}, "clerk": 2},
    "steps": {
        "a": {"takes": {"triangular": ["10m", "20m", "1h"]}, "verdicts": {"yes": 9, "no": 1}},
        "each": {"takes": {"lognormal": {"mean": "80m", "deviation": "2h"}}},
        "b": {"takes": {"empirical": ["5m", "20m", "9h"]}},
    },
    "messages": {"stop": {"chance": 0.2, "after": {"normal": {"mean": "30m", "deviation": "20m"}}}},
}


def digest(result: SimulationResult) -> str:
    return sha256(json.dumps(result.to_json(), sort_keys=True).encode()).hexdigest()[:16]


def test_the_same_seed_gives_the_same_result_everywhere() -> None:
    """The digest was made once, on one machine; another machine that differs fails here."""
    first, second = (simulate(NET, read(SETUP)) for _ in range(2))
    assert first == second
    assert first.step("b").taken_away > 0
    assert first.cases.late > 0
    assert digest(first) == "0a369a416b2423f2"


def test_another_seed_gives_another_result() -> None:
    assert ran(cases=50, seed=1) != ran(cases=50, seed=2)


def test_cases_are_the_same_whatever_the_offices_are_like() -> None:
    """Common random numbers: what a case takes does not depend on who works on it, or when."""
    slow, fast = (ran(cases=60, staff={"clerk": count}) for count in (1, 5))
    assert slow.step("a").service == fast.step("a").service
    assert slow.step("a").dwell != fast.step("a").dwell
