"""Courses of the joint process: several agencies and offices at once, each judged by its own steps."""

from datetime import UTC, datetime
from typing import Any

import pytest

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts
from shenpi.apps.casework.models import Task
from shenpi.apps.exchange import pumping
from shenpi.apps.supervision import signals
from shenpi.apps.supervision.mining import figures, report
from shenpi.apps.supervision.models import MonitoredCase, PublishedItem, Signal
from shenpi.apps.supervision.rules import ItemFacts
from shenpi.core.process import template
from tests.apps.supervision import sample
from tests.apps.supervision.messages import Story, task
from tests.apps.supervision.test_rules import found
from tests.support import county as counties

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
AGENCIES = {"police": "区公安分局", "fire": "区消防大队"}
ITEM = ItemFacts(process=template("joint").decode())


def step(element: str, copy: str = "") -> dict[str, Any]:
    """A step as a message opens it, called `element copy`."""
    return {"name": f"{element} {copy}".strip(), "element": element} | ({"instance": copy} if copy else {})


OPENS = {
    "examine_formally": [step("dispatch")],
    "dispatch": [step("handle", "land"), step("agency_examine", "police"), step("agency_examine", "fire")],
    "review": [step("decide")],
    "decide": [step("serve"), step("publish")],
}
AFTER = {"handle": "review", "agency_examine": "agency_review"}


def told(course: str, *, closed: str = "") -> Story:
    """A case that ends the steps of a course in its order; `closed` is ended by an event before the decision."""
    story = Story()
    story.received(opened=[step("examine_formally")])
    for name in course.split():
        element, _at, copy = name.partition("@")
        if element == "decide" and closed:
            silent = step(*closed.split("@"))["name"]
            story.tell(
                "case.agencies.deemed_agreed",
                by="",
                capacity="system",
                closed=[silent],
                silent=[{"agency": "消防", "office": "消防", "task_id": task(silent)}],
            )
        opened = [step(AFTER[element], copy)] if element in AFTER else OPENS.get(element, [])
        story.tell("case.step.ended", ended=step(element, copy)["name"], opened=opened)
    story.tell("case.completed")
    return story


BEGUN, DECIDED = "examine_formally dispatch", "decide serve publish"
LAND, POLICE = "handle@land review@land", "agency_examine@police agency_review@police"
FIRE = "agency_examine@fire agency_review@fire"


@pytest.mark.parametrize(
    ("course", "closed", "wrong"),
    [
        (f"{BEGUN} {LAND} {POLICE} {FIRE} {DECIDED}", "", False),
        (f"{BEGUN} agency_examine@fire {POLICE} {LAND} agency_review@fire {DECIDED}", "", False),
        (f"{BEGUN} {LAND} {POLICE} {DECIDED}", "agency_examine@fire", False),
        (f"{BEGUN} {LAND} {POLICE} {DECIDED}", "", True),
        (f"{BEGUN} {LAND} {POLICE} agency_examine@fire {DECIDED}", "", True),
        (f"{BEGUN} {LAND} {POLICE} agency_review@fire agency_examine@fire {DECIDED}", "", True),
        (f"{BEGUN} {LAND} {POLICE} agency_examine@police agency_review@fire {DECIDED}", "", True),
        (f"{BEGUN} {POLICE} {FIRE} decide {LAND} serve publish", "", True),
    ],
)
def test_a_step_of_an_agency_that_was_skipped_or_out_of_order_is_found(
    course: str, closed: str, wrong: bool
) -> None:
    """D10-048, D10-049: from messages alone; an agency that was silent under tacit consent skipped nothing."""
    assert bool(found("off_process", told(course, closed=closed), item=ITEM)) is wrong


@pytest.mark.django_db
def test_courses_of_our_own_joint_cases_are_decided() -> None:
    """A case that goes back to one office with one agency is no deviation; the picture decides it."""
    with timekeeping.at(MONDAY):
        county = counties.build(())
        counties.neighbours(county, AGENCIES)
        county.items = counties.build_items(county, ("joint",), fee=False, co=("farm", *AGENCIES))
        version = county.items["joint"]
        PublishedItem.objects.create(
            item_code=version.item.code,
            number=version.number,
            agency_code=version.item.agency.code,
            published_at=MONDAY,
            content={"process": {"bpmn": version.process.bpmn}},
        )
        case = county.receive("joint")
        county.accept(case)
        county.examine_all(case)
        deciding = county.task(case, "decide")
        acts.send_back(
            case.id,
            deciding.id,
            by=county["leader"],
            reason="请补充",
            offices=[county.offices[key].pk for key in ("land", "fire")],
        )
        assert Task.objects.filter(case=case).count() == 2
        county.examine_all(case)
        county.decide(case)
        county.finish(case)
        pumping.settle()
        signals.sweep()
        assert not Signal.objects.filter(rule="off_process").exists()
        of = MonitoredCase.objects.get(pk=case.pk)
        beside = sample.step(of, element="approve_suspension", name="审批中止", ended_at=timekeeping.now())
        picture = report.of_item(version.item.code)
        assert {row.name for row in picture.steps} >= {beside.name, "领导决定"}, "as people call them"
        assert (picture.judged, picture.deviating, picture.undecided) == (1, 0, 0)
        assert figures.figures()[0].deviating == 0
