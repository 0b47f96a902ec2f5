"""The simulation against queueing theory, whose answers are known exactly."""

from heapq import heapreplace
from math import factorial, sqrt
from statistics import fmean, stdev

import pytest
from hypothesis import HealthCheck, given, settings

from shenpi.core.process import compile_net, read_bpmn, template
from shenpi.core.process.simulation.durations import exponential, stream
from tests.core.process.blocks import Block, blocks, drawn
from tests.core.process.simulation.drawn import MONDAY, queueing, ran

HOUR = 3600


def erlang_c(servers: int, load: float) -> float:
    """The chance to wait in M/M/c (Erlang 1917); `load` is arrival rate times mean service."""
    busy = load**servers / factorial(servers) * servers / (servers - load)
    return busy / (sum(load**k / factorial(k) for k in range(servers)) + busy)


@pytest.mark.parametrize(("servers", "service"), [(1, "30m"), (2, "1h"), (3, "1.5h")])
def test_mean_waiting_is_that_of_m_m_c(servers: int, service: str) -> None:
    """Within three standard errors, taken from the spread over six seeds."""
    mean = float(service[:-1]) * (60 if service.endswith("m") else HOUR)
    load = mean / HOUR
    expected = erlang_c(servers, load) * mean / (servers - load)
    found = [queueing(800, servers, service, seed).step("a") for seed in range(10, 16)]
    waited = [each.waiting.mean for each in found]
    error = stdev(waited) / sqrt(len(waited))
    assert error < expected * 0.2
    assert abs(fmean(waited) - expected) < 3 * error
    assert fmean(each.service.mean for each in found) == pytest.approx(mean, rel=0.03)


@pytest.mark.parametrize("servers", [1, 2, 4])
def test_each_waiting_is_that_of_the_recursion(servers: int) -> None:
    """Not only on average: the very numbers of Kiefer and Wolfowitz (1955), for one server Lindley's (1952)."""
    seed, cases = 3, 500
    arrivals, services = stream(seed, "arrivals"), exponential(servers * 2700)
    free, at, total = [0] * servers, 0, 0
    for index in range(cases):
        at += exponential(HOUR).draw(arrivals)
        begin = max(at, free[0])
        total += begin - at
        heapreplace(free, begin + services.draw(stream(seed, index, "a", "")))
    result = ran(
        cases=cases,
        seed=seed,
        hours="always",
        arrivals={"every": {"exponential": "1h"}},
        staff={"clerk": servers},
        steps={"a": {"takes": {"exponential": f"{servers * 45}m"}}},
    )
    assert total == round(result.step("a").waiting.mean * cases) > 0


def test_utilisation_is_arrival_rate_times_service() -> None:
    [clerk] = queueing(2500, 3, "2h", 5).staff
    assert clerk.busy == pytest.approx(2 / 3, rel=0.06)


@pytest.mark.parametrize("hours", ["always", ["09:00-12:00", "13:30-17:30"]])
def test_littles_law_holds_exactly(hours: object) -> None:
    """What all waited together is what the queue was long, summed over time (Little 1961)."""
    result = ran(
        cases=400,
        hours=hours,
        arrivals={"per_day": 20},
        staff={"clerk": 2},
        steps={"a": {"takes": {"lognormal": {"mean": "35m", "deviation": "40m"}}}},
    )
    step, [clerk] = result.step("a"), result.staff
    assert step.waiting.count == 400
    assert step.queue.area == round(step.waiting.mean * step.waiting.count) > 0
    assert clerk.queue.area == step.queue.area
    assert clerk.worked == round(step.service.mean * 400)


def test_more_people_never_make_anybody_wait_longer_on_average() -> None:
    """The same cases through offices of growing size."""
    waited = [queueing(500, servers, "2h", 9).step("a").waiting.mean for servers in (3, 4, 5, 8)]
    assert waited == sorted(waited, reverse=True)
    services = {queueing(500, servers, "2h", 9).step("a").service.mean for servers in (3, 8)}
    assert len(services) == 1


def test_nothing_is_lost_and_nothing_appears() -> None:
    net = compile_net(read_bpmn(template("parallel")))
    result = ran(
        net,
        cases=120,
        until="2026-03-20 12:00",
        arrivals={"per_day": 10},
        messages={"withdrawal": {"chance": 0.3, "after": {"uniform": ["0s", "5d"]}}},
    )
    assert result.come == 120
    assert 0 < result.over < 120
    assert sum(result.ends.values()) == result.over
    assert result.ends["withdrawn"] > 0
    still_open = sum(each.opened - each.completed - each.taken_away for each in result.steps)
    assert still_open >= result.come - result.over
    assert result.stopped.date().isoformat() <= "2026-03-20"
    assert MONDAY in str(result.to_json()["from"])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(block=blocks())
def test_random_processes_lose_no_case(block: Block) -> None:
    """Block-structured processes always end: so must every case, with as many steps done as opened."""
    result = ran(compile_net(read_bpmn(drawn(block)[0])), cases=5, hours="always")
    assert result.over == result.come == 5
    assert all(each.opened == each.completed + each.taken_away for each in result.steps)
    assert all(each.queue.area == round(each.waiting.mean * each.completed) for each in result.steps)
