"""Something on every desk: cases played up to a persona's turn, so that no newcomer finds an empty work list."""

from __future__ import annotations

from datetime import datetime, time
from random import Random
from typing import TYPE_CHECKING

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, queries, tray
from shenpi.apps.catalogue import queries as catalogue
from shenpi.apps.exchange.pumping import settle
from shenpi.apps.organisation import queries as organisation
from shenpi.sites.demo import official, online, personas, players, story

if TYPE_CHECKING:
    from shenpi.apps.catalogue.models import ItemVersion
    from shenpi.apps.organisation.models import Person

EACH = 2
TRIES = 8
"""Handlers take turns by case: it takes a few filings until one comes to the persona."""
DAYS_AGO = 3
BEFORE: dict[str, tuple[str, ...]] = {
    "examine": ("examine_formally", "dispatch"),
    "review": ("examine_formally", "dispatch", "examine"),
    "decide": ("examine_formally", "dispatch", "examine", "review"),
    "record_meeting": ("examine_formally", "dispatch", "examine", "review"),
}
"""What must have been done before an act's turn comes."""
WAITING = {
    "handler": "examine",
    "co_handler": "examine",
    "head": "review",
    "leader": "decide",
    "secretary": "record_meeting",
    "legal": "legal_review",
}
"""By persona: the act that shall wait on the desk."""
MATTER = "项目占用林地边缘，两个科室对补偿标准的意见不一，请会议讨论。"


def lay(rng: Random) -> None:
    """Bring cases to every persona's desk, the first ones begun some working days ago; nothing without an item."""
    version = story.stage()
    if version is None:
        return
    for key, act in WAITING.items():
        for turn in range(TRIES):
            if len(_waiting(key, act)) >= EACH:
                break
            with timekeeping.at(_morning(-DAYS_AGO) if turn % 2 == 0 else timekeeping.now()):
                if act == "legal_review":
                    _bring_to_lawyers(rng)
                else:
                    _bring(act, version, rng)
    _ask_the_leader()
    _set_an_agenda()
    settle()


def _bring(act: str, version: ItemVersion, rng: Random) -> None:
    """File a case and let everybody before the persona do his part."""
    filed = online.file_online(version, rng)
    settle()
    for before in BEFORE[act]:
        players.play_all(filed.pk, (before,))
    if act == "record_meeting":
        acts.call_meeting(filed.pk, by=_person("leader"), body="executive", ground="divided", matter=MATTER)


def _bring_to_lawyers(rng: Random) -> None:
    """Open a weighty penalty case and investigate it, up to its legal review."""
    version = next(
        (each for each in catalogue.ex_officio() if catalogue.process_key(each.process_id) == "penalty"), None
    )
    if version is None:
        return
    case_id = official.open_one(version, rng)
    for _step in range(players.MOST_TURNS):
        task = queries.task(queries.open_steps(case_id)[0].pk)
        by = players.somebody(task) if task else None
        if task is None or by is None or task.act == "legal_review":
            return
        {**players.PLAYED, **official.WEIGHTY}[task.act](task.case, task, by, rng, True)


def _ask_the_leader() -> None:
    """Leave a request for a special procedure on the leader's desk, beside the decisions."""
    own = _waiting("handler", "examine")
    if own and not _waiting("leader", "approve_suspension"):
        reason = "项目涉及高边坡，须组织专家评审。"
        by = _person("handler")
        acts.request_suspension(own[0].case_id, by=by, procedure="expert_review", days=10, reason=reason)


def _set_an_agenda() -> None:
    """Put one of the cases that await the executive meeting on an agenda; the others wait for the secretary."""
    awaiting = _waiting("secretary", "record_meeting")
    if awaiting:
        place = "区自然资源和规划局三楼会议室（演示）"
        acts.arrange_meeting(awaiting[0].case_id, by=_person("secretary"), held_at=_morning(2), place=place)


def _person(key: str) -> Person:
    return personas.person(personas.persona(key).username)


def _waiting(key: str, act: str) -> list[tray.Listed]:
    """Return what waits for a persona to do this."""
    now = timekeeping.now()
    return tray.tasks(organisation.holdings(_person(key), now), now, act=act).tasks


def _morning(days: int) -> datetime:
    """Return the morning of the day so many working days from now."""
    today = timekeeping.local(timekeeping.now()).date()
    day = timekeeping.calendar().add_working_days(today, days)
    return datetime.combine(day, time(9, 30), timekeeping.SHANGHAI)
