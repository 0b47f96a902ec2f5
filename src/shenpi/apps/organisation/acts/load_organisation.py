"""Taking in the demonstration's offices, windows and invented people."""

from datetime import datetime
from typing import Any

from django.db import transaction

from shenpi.apps.organisation import packaged
from shenpi.apps.organisation.models import Agency, Office, Person, Post, Region, ServiceCentre, Window

from .appoint import appoint
from .load_agencies import load_agencies, register_agency


@transaction.atomic
def load_organisation() -> dict[str, Person]:
    """Bring the demonstration's organisation in and return its people by user name. Idempotent.

    Accounts get no usable password: only the demonstration's door signs them in.
    """
    data = packaged.demonstration()
    load_agencies()
    for row in data["agencies"]:
        register_agency(row)
    offices = _load_offices(data["offices"])
    windows = _load_centres(data["centres"], offices)
    people = {row["username"]: _load_person(row) for row in data["people"]}
    since = datetime.fromisoformat(data["since"])
    for row in data["people"]:
        person = people[row["username"]]
        if not person.posts.exists():
            for post in row["posts"]:
                _load_post(person, post, offices, windows, people, since)
    return people


def _load_offices(rows: dict[str, list[dict[str, str]]]) -> dict[str, Office]:
    agencies = {agency.code: agency for agency in Agency.objects.filter(code__in=rows)}
    return {
        row["code"]: Office.objects.update_or_create(
            code=row["code"],
            defaults={"agency": agencies[agency], "name": row["name"], "kind": row["kind"]},
        )[0]
        for agency, group in rows.items()
        for row in group
    }


def _load_centres(rows: list[dict[str, Any]], offices: dict[str, Office]) -> dict[str, Window]:
    windows: dict[str, Window] = {}
    for row in rows:
        centre, _made = ServiceCentre.objects.update_or_create(
            code=row["code"],
            defaults={
                "name": row["name"],
                "region": Region.objects.filter(pk=row["region"]).first(),
                "address": row["address"],
                "phone": row["phone"],
                "hours": row["hours"],
            },
        )
        for entry in row["windows"]:
            window, _made = Window.objects.update_or_create(
                centre=centre, number=entry["number"], defaults={"name": entry["name"], "kind": entry["kind"]}
            )
            window.offices.set([offices[code] for code in entry["offices"]])
            windows[f"{centre.code}/{window.number}"] = window
    return windows


def _load_person(row: dict[str, Any]) -> Person:
    existing = Person.objects.filter(username=row["username"]).first()
    return existing or Person.objects.create_user(row["username"], name=row["name"], kind=Person.Kind.STAFF)


def _load_post(
    person: Person,
    row: dict[str, str],
    offices: dict[str, Office],
    windows: dict[str, Window],
    people: dict[str, Person],
    since: datetime,
) -> Post:
    return appoint(
        by=None,
        person=person,
        office=offices[row["office"]],
        role=row["role"],
        window=windows[row["window"]] if "window" in row else None,
        standby=people[row["standby"]] if "standby" in row else None,
        valid_from=since,
    )
