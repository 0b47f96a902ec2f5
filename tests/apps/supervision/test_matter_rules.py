"""The rules about what people bring, at the limit to the minute: an offence that is found, a near miss that is not."""

from datetime import datetime, timedelta

import pytest

from shenpi.apps.supervision.rules import RULES, about, defaults
from shenpi.apps.supervision.rules.catalogue import Holder
from shenpi.apps.supervision.rules.matters import MATTER, MatterFacts
from tests.apps.supervision.sample import NOW

DUE = NOW + timedelta(days=7)
LATER = NOW + timedelta(days=90)
Acts = tuple[tuple[str, datetime, datetime | None], ...]


def facts(
    kind: str, *acts: tuple[str, datetime, datetime | None], deadline: datetime | None = None
) -> MatterFacts:
    filed: Acts = (("file", NOW, DUE),) if deadline is None else (("file", NOW, None),)
    return MatterFacts(kind, "号", filed + acts, deadline, Holder("J", "监察委"), Holder("A1", "市监局"))


def reached(rule: str, of: MatterFacts) -> set[str]:
    setting = defaults()[rule]
    found = RULES[rule].function(of, LATER, setting.parameters)
    return {str(level) for finding in found for level, _at in setting.levels(finding, LATER)}


COURSES = {
    "complaint_acceptance": (lambda at: facts("complaint", ("take_up", at, None)), "yellow"),
    "complaint_overdue": (lambda at: facts("complaint", ("substantiate", at, None), deadline=DUE), "yellow"),
    "complaint_overdue, of a review": (
        lambda at: facts("complaint", ("review", NOW, DUE), ("maintain", at, None)),
        "yellow",
    ),
    "enquiry_overdue": (lambda at: facts("enquiry", ("explain", at, None)), "anomaly"),
    "enquiry_overdue, asked again": (
        lambda at: facts("enquiry", ("explain", NOW, None), ("ask_again", NOW, DUE), ("explain", at, None)),
        "anomaly",
    ),
    "rating_unmended": (lambda at: facts("rating", ("mend", at, None), deadline=DUE), "yellow"),
}


@pytest.mark.parametrize("course", COURSES)
def test_a_minute_too_late_is_found_and_the_last_moment_is_not(course: str) -> None:
    """D10-044, 信访工作条例 34, 国办发〔2019〕51号: complaints, enquiries and bad ratings against their limits."""
    told, level = COURSES[course]
    rule = course.partition(",")[0]
    assert reached(rule, told(DUE + timedelta(minutes=1))) == {level}
    assert reached(rule, told(DUE)) == set()


def test_every_rule_about_matters_has_its_pair() -> None:
    assert {course.partition(",")[0] for course in COURSES} == {rule.id for rule in about(MATTER)}
