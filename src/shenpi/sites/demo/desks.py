"""Something on every desk: cases played up to a persona's turn, so that no newcomer finds an empty work list."""

from __future__ import annotations

from datetime import datetime, time
from random import Random

from shenpi.apps import timekeeping
from shenpi.apps.casework import tray
from shenpi.apps.exchange.pumping import settle
from shenpi.apps.organisation import queries as organisation
from shenpi.sites.demo import online, personas, players, story

EACH = 2
TRIES = 8
"""Handlers take turns by case: it takes a few filings until one comes to the persona."""
DAYS_AGO = 3
BEFORE: dict[str, tuple[str, ...]] = {
    "examine": ("examine_formally", "dispatch"),
    "review": ("examine_formally", "dispatch", "examine"),
    "decide": ("examine_formally", "dispatch", "examine", "review"),
}
"""What must have been done before an act's turn comes."""
WAITING = {"handler": "examine", "co_handler": "examine", "head": "review", "leader": "decide"}
"""By persona: the act that shall wait on the desk."""


def lay(rng: Random) -> None:
    """Bring cases to every persona's desk, the first ones begun some working days ago; nothing without an item."""
    version = story.stage()
    if version is None:
        return
    for key, act in WAITING.items():
        person = personas.person(personas.persona(key).username)
        for turn in range(TRIES):
            now = timekeeping.now()
            if tray.counts(organisation.holdings(person, now), now).acts.get(act, 0) >= EACH:
                break
            with timekeeping.at(_days_ago() if turn % 2 == 0 else timekeeping.now()):
                filed = online.file_online(version, rng)
                settle()
                for before in BEFORE[act]:
                    players.play_all(filed.pk, (before,))
    settle()


def _days_ago() -> datetime:
    today = timekeeping.local(timekeeping.now()).date()
    day = timekeeping.calendar().add_working_days(today, -DAYS_AGO)
    return datetime.combine(day, time(9, 30), timekeeping.SHANGHAI)
