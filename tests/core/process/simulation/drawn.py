"""Small processes and setups for simulation tests."""

from typing import Any

from shenpi.core.process import Net, compile_net, read_bpmn
from shenpi.core.process.simulation import SimulationResult, read, simulate
from tests.core.process.drawing import END, START, bpmn, tag

ONE_STEP = compile_net(
    read_bpmn(bpmn(START + tag("userTask", "a", shenpi_role="clerk", shenpi_limit="P1WD") + END, "s>a>e"))
)
MONDAY = "2026-03-02"


def ran(net: Net = ONE_STEP, **setup: Any) -> SimulationResult:
    """Simulate a setup written as JSON, from a Monday on."""
    return simulate(net, read({"start": MONDAY, **setup}))


def queueing(cases: int, servers: int, service: str, seed: int, every: str = "1h") -> SimulationResult:
    """Arrivals at random, service at random, so many servers, around the clock: M/M/c."""
    return ran(
        cases=cases,
        seed=seed,
        ignore_first=cases // 20,
        hours="always",
        arrivals={"every": {"exponential": every}},
        staff={"clerk": servers},
        steps={"a": {"takes": {"exponential": service}}},
    )
