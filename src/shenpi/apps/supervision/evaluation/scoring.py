"""The scoring model, pure: counts and shares of a month in, points out, line by line.

Source: ../shared/law.md §7 (monthly, base 100; three warnings −3, yellow −5, red −10; early closing from 10 % +1 and +1
per further 10 %; limits shortened by 30 % +3, +1 per further 10 %; gaps in reporting −1 per 1 %, at most −5; a quarter,
half-year or year is the mean of its months). All numbers are data: `model.json`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.resources import files
from typing import Any

Model = Mapping[str, Any]


@dataclass(frozen=True)
class Facts:
    """What a month says of one subject: `counts` of standing signals by level and of upheld violations, `shares` in
    per cent (early, shortened), `lost_percent` of what its own systems reported wrongly."""

    counts: Mapping[str, int] = field(default_factory=dict)
    shares: Mapping[str, Decimal] = field(default_factory=dict)
    lost_percent: Decimal = Decimal(0)


@dataclass(frozen=True)
class Line:
    """One reason for points: its id in the model, how much of it there was, and the points."""

    id: str
    amount: Decimal
    points: int


@dataclass(frozen=True)
class Score:
    """Points of one month, and the lines that make them up from the base."""

    points: int
    lines: tuple[Line, ...]


@cache
def packaged() -> Model:
    """Return the packaged model."""
    text = files(__package__).joinpath("model.json").read_text(encoding="utf-8")
    found: Model = json.loads(text)
    return found


def score(facts: Facts, model: Model) -> Score:
    """Return the points of one month; never below the model's floor."""
    lines = [*_deductions(facts, model), *_reporting(facts, model), *_bonuses(facts, model)]
    points = max(model["floor"], model["base"] + sum(line.points for line in lines))
    return Score(points, tuple(lines))


def mean(scores: Sequence[Score]) -> Decimal:
    """Return the mean of months, to two places, half up. Raises ValueError for none."""
    if not scores:
        raise ValueError("no months to take the mean of")
    total = Decimal(sum(each.points for each in scores)) / len(scores)
    return total.quantize(Decimal("0.01"), ROUND_HALF_UP)


def grade(points: Decimal, model: Model) -> str:
    """Return the id of the grade that the points reach (优秀, 良好, 合格, 不合格)."""
    return next(name for name, least in model["grades"] if points >= least)


def _deductions(facts: Facts, model: Model) -> list[Line]:
    found = []
    for rule in model["deductions"]:
        count = facts.counts.get(rule["counts"], 0)
        if times := count // rule["per"]:
            found.append(Line(rule["id"], Decimal(count), times * rule["points"]))
    return found


def _reporting(facts: Facts, model: Model) -> list[Line]:
    whole = int(facts.lost_percent)
    points = max(model["reporting"]["most"], whole * model["reporting"]["per_percent"])
    return [Line("reporting", facts.lost_percent, points)] if points else []


def _bonuses(facts: Facts, model: Model) -> list[Line]:
    found = []
    for rule in model["bonuses"]:
        share = facts.shares.get(rule["share"], Decimal(0))
        if share >= rule["from"]:
            steps = int((share - rule["from"]) // rule["step"])
            found.append(Line(rule["id"], share, rule["points"] + steps * rule["step_points"]))
    return found
