"""Make the demonstration: the county's catalogue and people, and ninety days of its life (`shenpi demo`)."""

import argparse
from random import Random

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from tqdm import tqdm

from shenpi.apps import timekeeping
from shenpi.apps.casework import queries
from shenpi.apps.catalogue import queries as catalogue
from shenpi.apps.documents import rendering
from shenpi.apps.exchange.pumping import settle
from shenpi.apps.organisation.acts import load_organisation
from shenpi.apps.organisation.models import Person
from shenpi.sites.demo import boards, desks, online, personas, story, telling, voices
from shenpi.sites.demo.county_life import CountyLife

BUNDLE = "open-dance-hall"
"""What the applicant files for at once."""
ENTRUSTED = (
    "512B0003600037-511602000000-000-11511301008778298W-1-00",
    "511F82001002-511602000000-000-11511301452259996U-1-00",
)
"""What residents of the township have an agent file for."""


class Command(BaseCommand):
    """Idempotent with --if-empty; a larger --cases makes a larger county."""

    help = "make demonstration data by the real acts under a simulated clock"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--cases", type=int, default=400)
        parser.add_argument("--seed", type=int, default=20261123)
        parser.add_argument("--if-empty", action="store_true")

    def handle(self, *, cases: int, seed: int, if_empty: bool, **options: object) -> None:
        if if_empty and queries.any_case():
            return
        if connection.vendor == "sqlite":
            # The story can be made again; without waiting for the disc it is made several times faster.
            connection.cursor().execute("PRAGMA synchronous=OFF")
        call_command("load_regions")
        load_organisation()
        call_command("import_catalogue")
        call_command("load_worked_items")
        if not Person.objects.filter(username=personas.APPLICANT).exists():
            online.sign_up(personas.APPLICANT, Random(seed), name="李晓明")  # noqa: S311 - a story
        life = CountyLife(cases=cases, until=timekeeping.now(), seed=seed)
        for _ in tqdm(life.lived(), total=cases, unit="件", desc="演示办件"):
            pass
        desks.lay(Random(seed))  # noqa: S311
        story.begin(Random(seed))  # noqa: S311
        if together := catalogue.bundle(BUNDLE):
            online.file_together(together, Random(seed), by=personas.person(personas.APPLICANT))  # noqa: S311
        named = (catalogue.item(code) for code in ENTRUSTED)
        if entrusted := [item.current for item in named if item and item.current]:
            online.entrust(personas.person(personas.AGENT), entrusted, Random(seed))  # noqa: S311
        boards.lay()
        voices.speak(Random(seed))  # noqa: S311
        settle()
        telling.begin(Random(seed))  # noqa: S311
        rendering.render_pending(limit=40)
