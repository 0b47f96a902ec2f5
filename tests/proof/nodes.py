"""What runs on the machines of the province test, with Django ready there: cases are told, figures go up."""

from datetime import timedelta
from typing import Any

from django.conf import settings

from shenpi.apps import timekeeping
from shenpi.apps.catalogue.message import TYPE
from shenpi.apps.exchange import outgoing
from shenpi.apps.exchange.models import InboxMessage, OutboxMessage, State
from shenpi.apps.exchange.pumping import pump
from shenpi.apps.supervision import divisions, recounting, upward
from shenpi.apps.supervision.models import MonitoredEvent
from shenpi.core import contracts
from tests.apps.supervision.messages import Story
from tests.apps.supervision.sample import NOW
from tests.apps.supervision.test_beside import told as item

MONTH_AGO = timedelta(days=32)
"""The cases are of last month, whose figures are due."""


def live(region: str, cases: int, private: int) -> None:
    """Tell of last month's cases, as its own internal zone does, and let everything travel."""
    agency, begins = f"A{region}", timekeeping.now() - MONTH_AGO
    published = item(1)
    published["data"]["agency"] |= {"code": agency, "region_code": region}
    source = f"/internal/{settings.SHENPI_NODE}"
    messages: list[dict[str, Any]] = [_envelope(published, source, region)]
    for number in range(cases + private):
        story = Story(
            f"{region} {number}", agency_code=agency, agency="镇政府", private=number >= cases, begins=begins
        )
        story.received(opened=[f"{region} {number} 审查"])
        messages += [message | {"source": source} for message in story.messages]
    outgoing.post(("supervision", message) for message in messages)
    while pump():
        pass
    upward.tell_figures()
    while pump():
        pass


def _envelope(told: dict[str, Any], source: str, region: str) -> dict[str, Any]:
    key = Story(f"item {region}").case_id
    return contracts.message(type=TYPE, source=source, subject=region, data=told["data"], time=NOW, id=key)


def seen(code: str) -> dict[str, Any]:
    """Return what a node's roll-up of a division says of last month, by child; and whether its books agree."""
    now = timekeeping.now()
    month = timekeeping.local(now - MONTH_AGO).date().replace(day=1)
    rows = divisions.below(code, now, month)
    return {
        "rows": {
            row.code: [row.figures["received"], row.private, row.lights.total]
            for row in rows
            if row.figures["received"]
        },
        "events": MonitoredEvent.objects.count(),
        "differences": [str(fault) for fault in recounting.differences()],
        "stuck": [
            f"{row} {row.error}"
            for box in (OutboxMessage, InboxMessage)
            for row in box.objects.exclude(state=State.DONE)
        ],
    }
