"""Signals about what is no case: a system that owes a batch, an item that was published incompletely."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from shenpi.apps import timekeeping
from shenpi.apps.catalogue.elements import Element
from shenpi.apps.supervision import agencies, beside, items, projection, sealing, signals
from shenpi.apps.supervision.foreign import systems
from shenpi.apps.supervision.models import ForeignBatch, MonitoredEvent, Signal
from shenpi.core import contracts
from tests.apps.supervision.messages import PERSON, Story

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 9, tzinfo=timekeeping.SHANGHAI)


def day(number: int, hour: int = 9) -> datetime:
    return MONDAY.replace(hour=hour) + timedelta(days=number)


def batch(system: Any, at: datetime, *, whole: bool = True) -> None:
    ForeignBatch.objects.create(system=system, begun_at=at, finished_at=at if whole else None)


def raised() -> list[tuple[str, str, str]]:
    return list(Signal.objects.order_by("at", "level").values_list("rule", "level", "key"))


def test_a_batch_that_is_missing_by_the_days_end_is_a_signal() -> None:
    """D10-052: every working day owes a batch; a broken one is none; what is silent climbs, what comes stops it."""
    with timekeeping.at(MONDAY):
        system = systems.register("住建", daily=True, agency="住建局", agency_code="A7")
        systems.register("民政")
    batch(system, day(1, 23))
    batch(system, day(2), whole=False)
    expected: list[tuple[str, str, str]] = []
    for moment, news in (
        (day(1), []),
        (day(2, 8), []),
        (day(2, 23), []),
        (day(3, 1), [("batch_missing", "anomaly", "2026-03-04")]),
        (day(4, 1), [("batch_missing", "anomaly", "2026-03-05")]),
        (day(4, 19), [("batch_missing", "yellow", "2026-03-04")]),
    ):
        with timekeeping.at(moment):
            beside.sweep()
            beside.sweep()
        expected += news
        assert sorted(raised()) == sorted(expected), moment
    batch(system, day(5))  # a Saturday: Friday's is late, but nothing climbs any more
    with timekeeping.at(day(7, 23)):
        beside.sweep()
    assert [row for row in raised() if row not in expected] == [("batch_missing", "anomaly", "2026-03-06")]
    signal = Signal.objects.get(level="yellow")
    assert (signal.agency_code, signal.item_name, signal.case_id) == ("A7", "住建", None)
    assert list(sealing.verify()) == []


def told(number: int, **content: Any) -> dict[str, Any]:
    whole = {element.value: "…" for element in Element}
    return {
        "data": {
            "agency": {"code": "A1", "name": "市场监督管理局", "region_code": "511602"},
            "item": {"code": "511602-0001", "name": "食品经营许可"},
            "version": {
                "number": number,
                "published_at": contracts.moment(MONDAY),
                "content": whole | content,
                "form_schema": {},
                "materials": [],
            },
        }
    }


def test_an_agency_has_one_name_however_it_was_told_of() -> None:
    """The catalogue tells its full name too, which the messages of its cases use: wall and reports agree."""
    full = "广安市广安区市场监督管理局"
    message = told(1)
    message["data"]["agency"]["full_name"] = full
    items.on_item_published(message)
    assert agencies.names() == {"A1": full}
    story = Story("a", agency=full)
    projection.project([story.received(opened=["审查"])])
    items.on_item_published(message)
    assert agencies.names() == {"A1": full}


def test_an_item_published_with_elements_missing_is_found() -> None:
    """D10-042, D10-045: of fourteen elements every one is told; telling it again raises nothing again."""
    items.on_item_published(told(1))
    assert raised() == []
    items.on_item_published(told(2, fee="", basis=[]))
    items.on_item_published(told(2, fee="", basis=[]))
    signal = Signal.objects.get()
    assert (signal.rule, signal.level, signal.words) == ("item_incomplete", "anomaly", "设定依据、审批收费")
    assert (signal.subject, signal.item_name) == ("item:511602-0001/2", "食品经营许可")


def test_private_content_is_struck_out_and_found() -> None:
    """D1-021, D1-022: what should not have come is not kept; that it came is a red card."""
    story = Story(private=True)
    story.received(opened=["决定"])
    refused = {"reason": "患有疾病", "basis": "第五条", "outcome": "refused"}
    story.tell("case.decided", ended="决定", **refused)
    with timekeeping.at(story.at):
        projection.project(story.messages)
        signals.sweep()
    kept = MonitoredEvent.objects.get(seq=2).data
    assert "患有疾病" not in str(kept)
    assert kept["exposed"] == ["basis", "reason"]
    signal = Signal.objects.get(rule="private_exported")
    assert (signal.level, signal.words, signal.person_id) == ("red", "basis、reason", PERSON)
