"""Something on every desk: cases played up to a persona's turn, so that no newcomer finds an empty work list."""

from __future__ import annotations

from datetime import datetime, time
from random import Random

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, tray
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
    _ask_the_leader()
    settle()


def _ask_the_leader() -> None:
    """Leave a request for a special procedure on the leader's desk, beside the decisions."""
    leader = organisation.holdings(personas.person(personas.persona("leader").username), timekeeping.now())
    handler = personas.person(personas.persona("handler").username)
    own = tray.tasks(
        organisation.holdings(handler, timekeeping.now()), timekeeping.now(), act="examine"
    ).tasks
    if own and not tray.tasks(leader, timekeeping.now(), act="approve_suspension").tasks:
        reason = "项目涉及高边坡，须组织专家评审。"
        acts.request_suspension(own[0].case_id, by=handler, procedure="expert_review", days=10, reason=reason)


def _days_ago() -> datetime:
    today = timekeeping.local(timekeeping.now()).date()
    day = timekeeping.calendar().add_working_days(today, -DAYS_AGO)
    return datetime.combine(day, time(9, 30), timekeeping.SHANGHAI)
