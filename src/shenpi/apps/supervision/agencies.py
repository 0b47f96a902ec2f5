"""The names and regions of agencies, as the latest message told them, and the names of offices."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max

from shenpi.apps.organisation.models import Office
from shenpi.apps.supervision.fold import Event
from shenpi.apps.supervision.models import KnownAgency, MonitoredStep

Told = tuple[datetime, str, str]


def learn(events: Iterable[Event]) -> None:
    """Keep code, name and region of every agency that the events name; the latest moment is right."""
    told: dict[str, Told] = {}
    for event in events:
        data = event.data
        _note(told, data["agency_code"], (event.at, data["agency"], data.get("region_code", "")))
        for opened in data.get("opened", ()):
            if opened.get("agency_code"):
                _note(told, opened["agency_code"], (event.at, opened.get("agency", ""), ""))
    known = KnownAgency.objects.in_bulk(told)
    changed = [
        KnownAgency(code=code, told_at=at, name=name, region_code=region or _region(known.get(code)))
        for code, (at, name, region) in sorted(told.items())
        if _is_news(known.get(code), (at, name, region))
    ]
    KnownAgency.objects.bulk_create(
        changed,
        update_conflicts=bool(changed),
        unique_fields=["code"],
        update_fields=["name", "region_code", "told_at"],
    )


def names() -> dict[str, str]:
    """Return the name of every known agency by code, in order of codes."""
    return dict(KnownAgency.objects.order_by("code").values_list("code", "name"))


def offices() -> dict[str, str]:
    """Return the name of every office of ours, by number (as messages know it) and code, and of others' that hold an
    open step."""
    held = (
        MonitoredStep.objects.filter(ended_at=None, begun_at__isnull=False)
        .exclude(office_code="")
        .values_list("office_code")
        .annotate(Max("office_name"))
    )
    ours = list(Office.objects.values_list("pk", "code", "name"))
    found = {code: name for _key, code, name in ours} | {str(key): name for key, _code, name in ours}
    return found | dict(held)


def _note(told: dict[str, Told], code: str, news: Told) -> None:
    if code and news[1]:
        told[code] = max(told.get(code, news), news)


def _region(known: KnownAgency | None) -> str:
    return known.region_code if known else ""


def _is_news(known: KnownAgency | None, news: Told) -> bool:
    """Later and different: an agency is not written again for every message that names it."""
    if known is None:
        return True
    at, name, region = news
    return (at, name) > (known.told_at, known.name) and (name, region or known.region_code) != (
        known.name,
        known.region_code,
    )
