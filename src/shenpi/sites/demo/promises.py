"""Filings that rely on a promise: accepted with a gap (容缺受理), and a commitment instead of a material (告知承诺)."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, queries
from shenpi.apps.catalogue import options
from shenpi.apps.catalogue import queries as catalogue
from shenpi.apps.exchange.pumping import settle
from shenpi.apps.organisation import queries as organisation
from shenpi.sites.demo import invented

if TYPE_CHECKING:
    from shenpi.apps.casework.models import Case
    from shenpi.apps.catalogue.models import ItemVersion
    from shenpi.apps.organisation.models import Person


def make(rng: Random) -> None:
    """Take in one filing of each sort for every item that offers it; both are accepted."""
    for version in catalogue.workable():
        following, offered = options.following(version.materials), options.commitments(version.materials)
        clerks = organisation.reaching(version.accept_office_id, "acceptor", timekeeping.now())
        if not clerks or (not following and not offered):
            continue
        clerk = clerks[0]
        case = _received(version, clerk, set(following), set(offered), rng)
        task = next(each for each in queries.open_tasks(case) if each.act == "examine_formally")
        if following:
            acts.accept_with_gap(case.pk, task.pk, by=clerk, missing=following, promised=True)
        else:
            acts.accept(case.pk, task.pk, by=clerk, in_jurisdiction=True, complete=True, legal_form=True)
    settle()


def _received(
    version: ItemVersion, clerk: Person, following: set[str], offered: set[str], rng: Random
) -> Case:
    handed = [
        acts.HandedIn(row["key"], row["name"], "commitment" if row["key"] in offered else "original")
        for row in version.materials
        if row["key"] not in following
    ]
    filing = acts.Filing(
        version_id=version.pk,
        applicant=invented.applicant(rng),
        form=invented.answers(version.form_schema, rng),
        materials=handed,
        follows=tuple(following),
    )
    return acts.receive(filing, by=clerk)
