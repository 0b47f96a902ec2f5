"""Simulation: what queues, dwell times and lateness a process would have, before it goes live.

    result = simulate(compile_net(model), read(setup_json))

docs/simulation.md explains the setup and the figures.
"""

from shenpi.core.process.json_input import BadInput, Problem
from shenpi.core.process.simulation.reading import read
from shenpi.core.process.simulation.result import (
    CaseStatistics,
    Queue,
    QueueDay,
    SimulationResult,
    StaffStatistics,
    StepStatistics,
    Summary,
)
from shenpi.core.process.simulation.setup import Arrivals, Message, Setup, Staff, StepSetup
from shenpi.core.process.simulation.simulating import Course, Progress, course, simulate

__all__ = [
    "Arrivals",
    "BadInput",
    "CaseStatistics",
    "Course",
    "Message",
    "Problem",
    "Progress",
    "Queue",
    "QueueDay",
    "Setup",
    "SimulationResult",
    "Staff",
    "StaffStatistics",
    "StepSetup",
    "StepStatistics",
    "Summary",
    "course",
    "read",
    "simulate",
]
