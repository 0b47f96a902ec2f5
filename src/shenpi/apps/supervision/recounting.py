"""The proof of the pre-aggregates: everything counted anew, and every difference named."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from shenpi.apps.supervision import tallies
from shenpi.apps.supervision.models import CaseTally, MonitoredCase, MonitoredStep, Rating
from shenpi.apps.supervision.tallies import FIGURES, KEYS, Figures

_PIECE = 5000


@dataclass(frozen=True)
class Difference:
    """A figure that is not what a full count gives; `key` names it, field by field."""

    tally: str
    key: dict[str, Any]
    figure: str
    kept: int
    counted: int

    def __str__(self) -> str:
        where = ", ".join(f"{name}={value}" for name, value in self.key.items())
        return f"{self.tally} {self.figure} ({where}): kept {self.kept}, counted {self.counted}"


@transaction.atomic
def differences() -> list[Difference]:
    """Count all cases and steps anew while nobody projects; return where the tallies say something else."""
    _hold_projection()
    counted, kept = _counted(), _kept()
    return [
        Difference(
            model.__name__, dict(zip(KEYS[model], key, strict=True)), figure, kept[name], counted[name]
        )
        for name in sorted(counted.keys() | kept.keys(), key=str)
        if counted[name] != kept[name]
        for model, figure, *key in [name]
    ]


@transaction.atomic
def repair() -> None:
    """Write the tallies anew from the cases and steps, while nobody projects."""
    _hold_projection()
    for model in KEYS:
        model._default_manager.all().delete()
    tallies.write(Counter(), _counted())


def fill_when_empty() -> None:
    """Make the tallies of an installation that had none: every case that is known is counted in one of them."""
    if MonitoredCase.objects.exists() and not CaseTally.objects.exists():
        repair()


def _hold_projection() -> None:
    """Let readers through and projections wait; on SQLite the writer's own lock does it for a repair."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE supervision_monitoredcase, supervision_rating IN SHARE MODE")


def _counted() -> Figures:
    figures: Figures = Counter()
    for case in MonitoredCase.objects.iterator(_PIECE):
        figures.update(tallies.of([case], ()))
    for step in MonitoredStep.objects.iterator(_PIECE):
        figures.update(tallies.of((), [step]))
    for rating in Rating.objects.iterator(_PIECE):
        figures.update(tallies.of_rating(rating))
    return figures


def _kept() -> Figures:
    return Counter({name: amount for name, amount in _rows() if amount})


def _rows() -> Iterator[tuple[tuple[Any, ...], int]]:
    for model, names in KEYS.items():
        for row in model._default_manager.iterator(_PIECE):
            key = tuple(getattr(row, name) for name in names)
            for figure in FIGURES[model]:
                yield (model, figure, *key), getattr(row, figure)
