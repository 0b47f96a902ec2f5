"""How the demonstration plays a step: a function of the case, its task, who does it, chance, and whether he agrees."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shenpi.apps.casework.models import Case, Task
    from shenpi.apps.organisation.models import Person

    Play = Callable[[Case, Task, Person, Random, bool], None]


def plain(act: Callable[..., None], **said: object) -> Play:
    """Return how an act is played whose words are always the same."""

    def play(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
        act(case.id, task.id, by=by, **said)

    return play
