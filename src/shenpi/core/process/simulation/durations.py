"""How long something takes: distributions of whole seconds, drawn from one uniform number.

Every draw is a function of `Random.random()` alone, which is the same on every machine, and is
rounded to whole seconds, so that the last digit of a logarithm cannot matter.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import exp, log, sqrt
from random import Random
from statistics import NormalDist
from typing import Any

_TEXT = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)\s*(s|m|h|d|wd|秒|分钟|小时|天|个?工作日)", re.ASCII)
_SECONDS = {"s": 1, "秒": 1, "m": 60, "分钟": 60, "h": 3600, "小时": 3600, "d": 86400, "天": 86400}
LONGEST = 3650 * 86_400
"""Ten years: a simulation lasts no longer."""
_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Duration:
    """A distribution: `text` as people read it, `quantile` from a number in [0, 1) to seconds."""

    text: str
    quantile: Callable[[float], float]

    def draw(self, random: Random) -> int:
        """A duration in whole seconds, never negative."""
        return max(0, round(self.quantile(random.random())))


def seconds(text: str, working_day: int) -> float:
    """Read `90s`, `30m`, `1.5h`, `2d` (24 hours each), `2wd` (so many working days of office hours).

    Raises ValueError.
    """
    found = _TEXT.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    length = float(found[1]) * _SECONDS.get(found[2], working_day)
    if length > LONGEST:
        raise ValueError(text)
    return length


def read(raw: str | Mapping[str, Any], working_day: int) -> Duration:
    """Read a distribution: `"30m"` or `{"uniform": ["10m", "1h"]}` and so on. Raises ValueError."""
    if isinstance(raw, str):
        raw = {"fixed": raw}
    [(kind, given)] = raw.items()
    words = (
        list(given.values()) if isinstance(given, Mapping) else given if isinstance(given, list) else [given]
    )
    values = [seconds(word, working_day) for word in words]
    if kind in ("uniform", "triangular") and values != sorted(values):
        raise ValueError("、".join(words))
    return Duration(f"{kind} {', '.join(words)}", _KINDS[kind](values))


def stream(*parts: str | int) -> Random:
    """The random numbers that belong to these words: the same for the same words, everywhere."""
    return Random(":".join(map(str, parts)))  # noqa: S311 - to be repeated, not to be secret


def exponential(mean: float) -> Duration:
    """An exponential distribution with a mean in seconds: arrivals at random."""
    return Duration(f"exponential {mean:.0f}s", _exponential([mean]))


def _fixed(values: Sequence[float]) -> Callable[[float], float]:
    return lambda _u: values[0]


def _uniform(values: Sequence[float]) -> Callable[[float], float]:
    low, high = values
    return lambda u: low + u * (high - low)


def _triangular(values: Sequence[float]) -> Callable[[float], float]:
    low, mode, high = values
    if low == high:
        return lambda _u: low
    turn = (mode - low) / (high - low)

    def quantile(u: float) -> float:
        if u < turn:
            return low + sqrt(u * (high - low) * (mode - low))
        return high - sqrt((1 - u) * (high - low) * (high - mode))

    return quantile


def _exponential(values: Sequence[float]) -> Callable[[float], float]:
    return lambda u: -values[0] * log(1 - u)


def _normal(values: Sequence[float]) -> Callable[[float], float]:
    mean, deviation = values
    return lambda u: mean + deviation * _standard(u)


def _lognormal(values: Sequence[float]) -> Callable[[float], float]:
    """With this mean and deviation of the durations themselves, not of their logarithms."""
    mean, deviation = values
    if not mean:
        return lambda _u: 0.0
    spread = sqrt(log(1 + (deviation / mean) ** 2))
    middle = log(mean) - spread**2 / 2
    return lambda u: exp(middle + spread * _standard(u))


def _empirical(values: Sequence[float]) -> Callable[[float], float]:
    return lambda u: values[int(u * len(values))]


def _standard(u: float) -> float:
    return _NORMAL.inv_cdf(u or 2**-54)


_KINDS: dict[str, Callable[[Sequence[float]], Callable[[float], float]]] = {
    "fixed": _fixed,
    "uniform": _uniform,
    "triangular": _triangular,
    "exponential": _exponential,
    "normal": _normal,
    "lognormal": _lognormal,
    "empirical": _empirical,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several values, each with its weight."""

    values: tuple[object, ...]
    bounds: tuple[float, ...]
    """The weights summed up from the left."""

    @classmethod
    def of(cls, weights: Sequence[tuple[object, float]]) -> "Choice":
        """From values with weights. Raises ValueError when no weight is positive."""
        bounds = tuple(accumulate(weight for _value, weight in weights))
        if not bounds or bounds[-1] <= 0:
            raise ValueError
        return cls(tuple(value for value, _weight in weights), bounds)

    def draw(self, random: Random) -> object:
        """One of the values."""
        place = bisect_right(self.bounds, random.random() * self.bounds[-1])
        return self.values[min(place, len(self.values) - 1)]
