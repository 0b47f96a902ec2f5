"""Township to province: what a supervision node passes on to the node above it, and what it keeps from those below.

Messages about cases and items travel up unchanged. Of a private item nothing travels but its figures, once a month
(D1-021, D1-022); the node above counts them in its totals, marked as such (D1-023).
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.db import transaction
from django.db.models import Sum

from shenpi.apps import timekeeping
from shenpi.apps.exchange import outgoing
from shenpi.apps.exchange.keys import own_public_key
from shenpi.apps.exchange.peers import ABOVE, peer_of
from shenpi.apps.supervision.models import CaseTally, FiguresOnly, FiguresTold, KnownAgency
from shenpi.core import contracts
from shenpi.core.ledger import canonical

Message = Mapping[str, Any]
TYPE = f"{contracts.PREFIX}supervision.figures"
MONTHS = 13
"""How many finished months are looked through for figures that a late message changed."""


def pass_on(messages: Sequence[Message]) -> None:
    """Pass messages on to the node above, if there is one; nothing of private items."""
    if peer_of(ABOVE) is not None:
        open_ones = [message for message in messages if not message["data"].get("private")]
        outgoing.post((ABOVE, message) for message in open_ones)


def tell_figures() -> None:
    """Tell the node above the private figures of each finished month that it does not know yet (periodic job)."""
    if peer_of(ABOVE) is None:
        return
    month = timekeeping.local(timekeeping.now()).date().replace(day=1)
    for _month in range(MONTHS):
        month = _before(month)
        _tell(month)


@transaction.atomic
def on_figures(message: Message) -> None:
    """Keep the figures of a node below, in place of what it said before of that month, and pass them on."""
    source, data = message["source"], message["data"]
    month, told_at = date.fromisoformat(data["month"]), datetime.fromisoformat(data["told_at"])
    kept = FiguresOnly.objects.filter(source=source, month=month)
    if kept.filter(told_at__gt=told_at).exists():
        return
    kept.delete()
    _learn(data["rows"], told_at)
    FiguresOnly.objects.bulk_create(
        FiguresOnly(
            source=source, month=month, told_at=told_at, **{name: row[name] for name in _KEPT if name in row}
        )
        for row in data["rows"]
    )
    pass_on([message])


_KEPT = ("measure", "agency_code", "item_code", "channel", "number", "seconds")


@transaction.atomic
def _tell(month: date) -> None:
    rows = _rows(month)
    digest = hashlib.sha256(canonical(rows)).hexdigest()
    told = FiguresTold.objects.select_for_update().filter(month=month).first()
    if digest == (told.digest if told else _NOTHING):
        return
    now = timekeeping.now()
    source = (
        f"/supervision/{settings.SHENPI_NODE}/{hashlib.sha256(own_public_key().encode()).hexdigest()[:16]}"
    )
    message = contracts.message(
        type=TYPE,
        source=source,
        subject=month.isoformat(),
        data={"month": month.isoformat(), "told_at": contracts.moment(now), "rows": rows},
        time=now,
        id=uuid5(NAMESPACE_URL, f"{source}/{month}/{digest}/{now}"),
    )
    contracts.validate(message)
    outgoing.post([(ABOVE, message)])
    FiguresTold.objects.update_or_create(month=month, defaults={"digest": digest, "told_at": now})


def _rows(month: date) -> list[dict[str, Any]]:
    """Return the figures of our own private items in a month."""
    agencies = KnownAgency.objects.in_bulk()
    tallies = CaseTally.objects.filter(private=True, month=month)
    keys = ("measure", "agency_code", "item_code", "channel")
    found = tallies.values(*keys).annotate(amount=Sum("number"), taken=Sum("seconds")).order_by(*keys)
    return [
        {
            **{key: row[key] for key in keys},
            "agency": agencies[row["agency_code"]].name
            if row["agency_code"] in agencies
            else row["agency_code"],
            "region_code": agencies[row["agency_code"]].region_code if row["agency_code"] in agencies else "",
            "number": row["amount"],
            "seconds": row["taken"],
        }
        for row in found
        if row["amount"]
    ]


_NOTHING = hashlib.sha256(canonical([])).hexdigest()


def _learn(rows: Sequence[Mapping[str, Any]], told_at: datetime) -> None:
    """Get to know agencies of which nothing but figures comes up."""
    KnownAgency.objects.bulk_create(
        [
            KnownAgency(code=code, name=name, region_code=region, told_at=told_at)
            for code, name, region in sorted(
                {(row["agency_code"], row["agency"], row.get("region_code", "")) for row in rows}
            )
        ],
        ignore_conflicts=True,
    )


def _before(month: date) -> date:
    return date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)
