"""A year of a county's life with planted offences of every rule: each is found, and nothing else (issue: proof)."""

import os
from datetime import datetime, timedelta
from io import BytesIO
from random import Random
from typing import Any

import pytest

from shenpi.apps import exchange, timekeeping
from shenpi.apps.catalogue import elements, message
from shenpi.apps.catalogue.models import ItemVersion
from shenpi.apps.exchange import outgoing
from shenpi.apps.supervision import rules, sealing
from shenpi.apps.supervision.foreign import systems
from shenpi.apps.supervision.foreign.importing import import_log
from shenpi.apps.supervision.models import MonitoredCase, Seal, Signal
from shenpi.apps.supervision.recounting import differences
from shenpi.core import contracts
from tests.apps.supervision.test_rules import PROCESS
from tests.proof import brought, node_offences, own_offences
from tests.proof.year import Course, Life, later, live
from tests.support import county as counties

BEGINS = datetime(2026, 1, 5, 0, 0, tzinfo=timekeeping.SHANGHAI)
ENDS = BEGINS + timedelta(days=364)
ORDERLY = int(os.environ.get("SHENPI_TEST_YEAR_CASES", "4"))
"""Cases in order beside the offences; a larger number makes a longer year."""


@pytest.mark.django_db
def test_every_planted_offence_is_found_and_no_other() -> None:
    """D10-045 to D10-052: just what was planted, and in time; killed workers lose and double nothing."""
    rng = Random(2026)
    with timekeeping.at(BEGINS):
        county = counties.build()
        publish(county)
    lives = [*planted(county), *in_order(county), *what_people_bring(county)]
    for life in lives:
        life.begins = a_working_morning(rng)
    lives.append(
        Life("batch_missing", BEGINS + timedelta(hours=10), sends_batches, {"batch_missing": ("anomaly",)})
    )
    killed = live(lives, BEGINS, ENDS, rng)

    assert {life.name: raised(life) for life in lives} == {life.name: life.expected for life in lives}
    assert {rule for life in lives for rule in life.expected} == set(rules.RULES)
    assert not Signal.objects.exclude(subject__in=[life.subject for life in lives]).exists()
    late = [s for s in Signal.objects.all() if not timedelta(0) <= s.raised_at - s.at <= timedelta(days=1)]
    assert late == [], "signals are raised as time passes"
    assert killed > 5
    assert differences() == []
    assert list(sealing.verify()) == []
    assert Seal.objects.filter(kind="Signal").count() == Signal.objects.count()
    assert MonitoredCase.objects.count() == sum(":" not in life.subject for life in lives)


def planted(county: counties.County) -> list[Life]:
    """One life for every rule: our own where the acts let it happen, the node's where they refuse."""
    own = [
        Life(rule, BEGINS, own_offences.course(county, process, pace), expected)
        for rule, (process, pace, expected) in own_offences.PACES.items()
    ]
    silence = {"receipt_unanswered": ("warning", "yellow"), "step_due": ("warning", "yellow")}
    own.append(Life("receipt_unanswered", BEGINS, own_offences.silent(county), silence))
    bare = {"unsealed_document": ("anomaly",)}
    own.append(Life("our own unsealed document", BEGINS, own_offences.unsealed(county), bare))
    told = [
        Life(
            offence.__name__,
            BEGINS,
            node_offences.lived(offence),
            {offence.__name__: levels, **node_offences.ASIDE.get(offence.__name__, {})},
        )
        for offence, levels in node_offences.OFFENCES.items()
    ]
    return [
        *own,
        *told,
        Life("item_incomplete", BEGINS, publishes_too_little, {"item_incomplete": ("anomaly",)}),
    ]


def in_order(county: counties.County) -> list[Life]:
    """Lives in which nothing is wrong."""
    steady = own_offences.Pace()
    ours = [
        Life(f"ours {n}", BEGINS, own_offences.course(county, ("committed", "parallel")[n % 2], steady))
        for n in range(ORDERLY)
    ]
    return [*ours, Life("theirs", BEGINS, node_offences.lived(node_offences.orderly))]


def what_people_bring(county: counties.County) -> list[Life]:
    """Complaints, enquiries and bad ratings, some of them neglected."""
    return [Life(name, BEGINS, course, found) for name, course, found in brought.lives(county)]


def raised(life: Life) -> dict[str, tuple[str, ...]]:
    """Return the levels that each rule reached about a life."""
    found: dict[str, list[str]] = {}
    for rule, level in Signal.objects.filter(subject=life.subject).values_list("rule", "level"):
        found.setdefault(rule, []).append(level)
    return {rule: tuple(sorted(levels)) for rule, levels in found.items()}


def a_working_morning(rng: Random) -> datetime:
    """Choose when a life begins, early enough that it ends within the year."""
    with timekeeping.at(BEGINS):
        return later(rng.randrange(1, 200), 9)


def publish(county: counties.County) -> None:
    """Tell supervision of the items, ours and the node's, as the catalogue does."""
    content = {element.value: "见办事指南" for element in elements.Element}
    for version in county.items.values():
        kept = ItemVersion.objects.get(pk=version.pk)
        kept.content = content
        exchange.send(message.item_published(kept))
    materials = [{"key": "plan", "basis": "第五条"}, {"key": "photo", "basis": ""}]
    fee = {"due": True, "amount": "120.00"}
    tell_item(node_offences.LISTED, content, materials=materials, fee=fee, process={"bpmn": PROCESS})


def publishes_too_little(life: Life) -> Course:
    """The node publishes an item without its fee."""
    life.subject = "item:node-third/1"
    content = {element.value: "见办事指南" for element in elements.Element if element != "fee"}
    tell_item("node-third", content)
    yield later(1)


def tell_item(code: str, content: dict[str, Any], **version: Any) -> None:
    told = {"number": 1, "published_at": contracts.moment(timekeeping.now()), "content": content}
    data = {
        "agency": {"code": "N1", "name": "住建局"},
        "item": {"code": code, "name": "施工许可"},
        "version": {"form_schema": {}, "materials": [], **told, **version},
    }
    sent = contracts.message(
        type=message.TYPE,
        source="/node",
        subject=code,
        data=data,
        time=timekeeping.now(),
        id=node_offences.Story(code).case_id,
    )
    contracts.validate(sent)
    outgoing.post([("supervision", sent)])


def sends_batches(life: Life) -> Course:
    """A system of another department sends its batch every working day but one; then it owes none any more."""
    system = systems.register("老系统", daily=True, agency="档案局", agency_code="N2")
    life.subject = f"system:{system.pk}"
    for day in range(12):
        if day != 7:
            import_log(system, BytesIO(b'<log xes.version="1.0"/>'), file_name=f"{day}.xes")
        yield later(1)
    systems.register("老系统", daily=False)
