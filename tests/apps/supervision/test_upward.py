"""Township to province: what a node passes on, what it keeps to itself, and how the node above adds it up."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from pytest_django import Settings

from shenpi.apps import timekeeping
from shenpi.apps.exchange import keys, outgoing, reception
from shenpi.apps.exchange.models import InboxMessage, OutboxMessage
from shenpi.apps.exchange.peers import Peer, peers
from shenpi.apps.exchange.pumping import settle
from shenpi.apps.supervision import divisions, upward
from shenpi.apps.supervision.models import FiguresOnly, KnownAgency, MonitoredCase
from tests.apps.supervision.messages import Story
from tests.apps.supervision.sample import NOW

pytestmark = pytest.mark.django_db

NOVEMBER = date(2026, 11, 1)
DECEMBER = datetime(2026, 12, 3, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def above(settings: Settings, tmp_path: Path) -> None:
    """A peer above us, and one below that reports to us."""
    key = keys.own_public_key()
    address = {"url": "http://127.0.0.1:1/api", "serves": []}
    entries = [
        {"zone": "city", "key": key, "above": True, **address},
        {"zone": "township", "key": key, "reports": "511602101", **address},
    ]
    path = tmp_path / "peers.json"
    path.write_text(json.dumps(entries))
    settings.SHENPI_PEERS_FILE = path


def told(name: str, region: str, **common: Any) -> Story:
    story = Story(name, agency_code=f"A{region}", agency=f"{region}政府", **common)
    story.received(opened=[f"{name} 审查"])
    KnownAgency.objects.get_or_create(
        code=f"A{region}", defaults={"name": f"{region}政府", "region_code": region, "told_at": NOW}
    )
    return story


def passed_on() -> list[dict[str, Any]]:
    return [row.message for row in OutboxMessage.objects.filter(destination="above").order_by("id")]


def take(messages: list[dict[str, Any]]) -> None:
    """Take messages in as if they were sent to our supervision zone."""
    outgoing.post(("supervision", message) for message in messages)
    settle()


def test_open_cases_go_up_and_private_ones_stay() -> None:
    """D1-021: of a private item no message leaves; D7-008: of others every one does, unchanged and once."""
    open_case, private = told("open", "511602101"), told("private", "511602101", private=True)
    take([*open_case.messages, *private.messages])
    take(open_case.messages)
    assert passed_on() == open_case.messages


def test_private_figures_go_up_once_a_month_and_again_when_they_change() -> None:
    """D1-022, D1-023: figures, no case; a late message corrects them; nothing new says nothing."""
    take(told("a", "511602101", private=True).messages)
    with timekeeping.at(DECEMBER):
        upward.tell_figures()
        upward.tell_figures()
        (message,) = passed_on()
        assert message["data"]["rows"] == [
            {
                "measure": "received",
                "agency_code": "A511602101",
                "agency": "511602101政府",
                "region_code": "511602101",
                "item_code": "511602-0001",
                "channel": "window",
                "number": 1,
                "seconds": 0,
            }
        ]
        assert "2611230000017" not in str(message)
        take(told("b", "511602101", private=True).messages)
        upward.tell_figures()
        assert [row["number"] for row in passed_on()[-1]["data"]["rows"]] == [2]
        assert len(passed_on()) == 2


def test_figures_from_below_are_counted_and_marked() -> None:
    """D1-023: totals include the figures-only counts, marked; the latest telling of a month is right, in any order."""
    take(told("a", "511602101", private=True).messages)
    with timekeeping.at(DECEMBER):
        upward.tell_figures()
        take(told("b", "511602101", private=True).messages)
        upward.tell_figures()
    first, second = passed_on()
    for message in (second, first, second):
        below = json.loads(json.dumps(message).replace("A511602101", "B511602102"))
        below["data"]["rows"][0]["region_code"] = "511602102"
        below["source"] = "/supervision/below"
        upward.on_figures(below)
    assert FiguresOnly.objects.get().number == 2
    take(told("c", "511602000000").messages)
    assert divisions.root() == "511602"
    found = {row.code: row for row in divisions.below("511602", DECEMBER, NOVEMBER)}
    assert found["511602102"].figures["received"] == found["511602102"].private == 2
    assert (found["511602101"].figures["received"], found["511602101"].private) == (2, 0)
    assert (found["511602"].own, found["511602"].lights.total) == (True, 1)
    assert found["511602101"].lights.total == 2
    assert found["511602001"].name == "浓洄街道"
    (county,) = [row for row in divisions.below("5116", DECEMBER, NOVEMBER) if row.figures["received"]]
    assert (county.code, county.figures["received"], county.private) == ("511602", 5, 2)


def test_a_node_below_speaks_to_supervision_alone() -> None:
    """A reporting peer may tell our supervision what happens there, and nothing to our other zones."""
    township: Peer = next(peer for peer in peers() if peer.reports)
    [message] = told("a", "511602101").messages
    own = message | {"source": "/internal/511602101"}
    for zone, given, status in (
        ("supervision", own, "accepted"),
        ("public", own, "refused"),
        ("supervision", message | {"source": "/internal/511602102"}, "refused"),
        ("supervision", message | {"source": "/supervision/5116/511602101"}, "refused"),
    ):
        assert [row["status"] for row in reception.accept(township, zone, [given])] == [status]


def test_no_node_speaks_for_the_cases_of_another() -> None:
    """D7-008: what another installation says of a case stays outside, whatever else comes with it."""
    story = told("a", "511602101")
    mine = story.tell("case.accepted", accepted_at=story.messages[0]["data"]["received_at"])
    forged = mine | {"source": "/internal/511602102", "id": str(uuid4())}
    other = told("b", "511602102").messages
    take([story.messages[0], forged, *other])
    assert set(MonitoredCase.objects.values_list("state", flat=True)) == {"received"}
    assert MonitoredCase.objects.count() == 2
    [waiting] = InboxMessage.objects.exclude(state="done")
    assert "source" in waiting.error
    take([mine])
    assert MonitoredCase.objects.get(pk=story.case_id).state == "accepted"
