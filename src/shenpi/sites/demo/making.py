"""Making the demonstration, stage after stage: what was stopped goes on where it stood.

Everything is done by acts, each one transaction, so a county that was left in the middle is whole. A note in the data
directory says what was asked for and which stages are behind it; it goes when everything is there.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from tqdm import tqdm

from shenpi.apps import timekeeping
from shenpi.apps.catalogue import queries as catalogue
from shenpi.apps.documents import rendering
from shenpi.apps.exchange.pumping import settle
from shenpi.apps.organisation.acts import load_organisation
from shenpi.apps.organisation.models import Person
from shenpi.sites.demo import (
    boards,
    bureau,
    desks,
    licences,
    neighbour,
    online,
    personas,
    promises,
    story,
    telling,
    voices,
)
from shenpi.sites.demo.county_life import DAYS, CountyLife

if TYPE_CHECKING:
    from pathlib import Path

BUNDLE = "open-dance-hall"
"""What the applicant files for at once."""
ENTRUSTED = (
    "512B0003600037-511602000000-000-11511301008778298W-1-00",
    "511F82001002-511602000000-000-11511301452259996U-1-00",
)
"""What residents of the township have an agent file for."""
PAPERS = 40
"""So many papers are printed at once; the others follow in the background, as in any installation."""


@dataclass
class Plan:
    """What was asked for, and which stages are behind it."""

    cases: int
    seed: int
    begins: str
    done: list[str] = field(default_factory=list)

    def random(self) -> Random:
        return Random(self.seed)  # noqa: S311 - a story, not a secret

    def keep(self) -> None:
        """Write the note of what is done."""
        _note().write_text(json.dumps(asdict(self)), encoding="utf-8")


def begun(cases: int, seed: int) -> Plan:
    """Return a new plan, for the ninety days before now."""
    return Plan(cases, seed, (timekeeping.now() - timedelta(days=DAYS)).isoformat())


def unfinished() -> Plan | None:
    """Return the plan that was stopped before its end, or None."""
    note = _note()
    return Plan(**json.loads(note.read_text(encoding="utf-8"))) if note.exists() else None


def make(plan: Plan) -> None:
    """Do the stages that are not done yet."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        # The story can be made again; without waiting for the disc it is made several times faster.
        connection.cursor().execute("PRAGMA synchronous=OFF")
    plan.keep()
    for name, stage in STAGES.items():
        if name not in plan.done:
            stage(plan)
            plan.done.append(name)
            plan.keep()
    _note().unlink()


def _note() -> Path:
    place: Path = settings.SHENPI_DATA_DIR / "demonstration-unfinished.json"
    return place


def _county(plan: Plan) -> None:
    call_command("load_regions")
    load_organisation()
    call_command("import_catalogue")
    call_command("load_worked_items")
    if not Person.objects.filter(username=personas.APPLICANT).exists():
        online.sign_up(personas.APPLICANT, plan.random(), name="李晓明")


def _life(plan: Plan) -> None:
    life = CountyLife(cases=plan.cases, begin=datetime.fromisoformat(plan.begins), seed=plan.seed)
    with tqdm(total=plan.cases, initial=life.made, unit="件", desc="演示办件", mininterval=0.5) as bar:
        for _case in life.lived():
            bar.update()


def _together(plan: Plan) -> None:
    if together := catalogue.bundle(BUNDLE):
        online.file_together(together, plan.random(), by=personas.person(personas.APPLICANT))


def _entrusted(plan: Plan) -> None:
    named = (catalogue.item(code) for code in ENTRUSTED)
    if versions := [item.current for item in named if item and item.current]:
        online.entrust(personas.person(personas.AGENT), versions, plan.random())


STAGES: dict[str, Callable[[Plan], object]] = {
    "county": _county,
    "life": _life,
    "desks": lambda plan: desks.lay(plan.random()),
    "story": lambda plan: story.begin(plan.random()),
    "together": _together,
    "entrusted": _entrusted,
    "promises": lambda plan: promises.make(plan.random()),
    "licences": lambda plan: licences.live_on(),
    "boards": lambda plan: boards.lay(),
    "voices": lambda plan: voices.speak(plan.random()),
    "settled": lambda plan: settle(),
    "bureau": lambda plan: bureau.take_up(),
    "neighbour": lambda plan: neighbour.report(plan.random()),
    "telling": lambda plan: telling.begin(plan.random()),
    "papers": lambda plan: rendering.render_pending(limit=PAPERS),
}
"""What is done one after the other; the names stand in the note."""
