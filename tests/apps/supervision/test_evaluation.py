"""Evaluation: points by a model that is data, reproducible to the point, and corrected when a signal is quashed."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from shenpi.apps.errors import Invalid, NotFound
from shenpi.apps.supervision import items, tallies
from shenpi.apps.supervision.evaluation import periods, queries
from shenpi.apps.supervision.evaluation.scoring import Facts, Score, grade, mean, packaged, score
from shenpi.apps.supervision.matters import rating
from shenpi.apps.supervision.models import Matter, MonitoredCase, Quashing, Rating, RatingTally, Signal
from tests.apps.supervision.messages import PERSON
from tests.apps.supervision.sample import HOUR, NOW, step

NOVEMBER = periods.read("2026-11")


def signal(level: str = "yellow", at: datetime = NOW, **given: Any) -> Signal:
    made = Signal(
        **{
            "rule": "step_due",
            "level": level,
            "subject": str(uuid4()),
            "key": "1",
            "agency_code": "A1",
            "agency_name": "市场监督管理局",
            "office_code": "A1-01",
            "office_name": "食品科",
            "person_id": PERSON,
            "person_name": "王芳",
            "since": at,
            "at": at,
            "raised_at": at,
            **given,
        }
    )
    made.save(force_insert=True)
    return made


def decided(days_ahead: int) -> None:
    """A case of A1 decided so many days before its limit, in the tallies."""
    case = MonitoredCase(
        case_id=uuid4(),
        agency_code="A1",
        item_code="i",
        outcome="granted",
        accepted_at=NOW,
        decided_at=NOW,
        due_at=NOW + timedelta(days=days_ahead),
    )
    tallies.write(Counter(), tallies.of([case], ()))


@pytest.mark.parametrize(
    ("facts", "points"),
    [
        (Facts(), 100),
        (Facts({"warning": 2}), 100),
        (Facts({"warning": 7}), 94),
        (Facts({"anomaly": 1, "yellow": 1, "red": 1, "violations": 1}), 73),
        (Facts({"red": 12}), 0),
        (Facts(shares={"early": Decimal("9.9")}), 100),
        (Facts(shares={"early": Decimal(10)}), 101),
        (Facts(shares={"early": Decimal("39.9"), "shortened": Decimal(30)}), 106),
        (Facts(lost_percent=Decimal("2.9")), 98),
        (Facts(lost_percent=Decimal(40)), 95),
    ],
)
def test_points_follow_the_model(facts: Facts, points: int) -> None:
    """../shared/law.md §7: base 100, three warnings −3, yellow −5, red −10; bonuses; reporting at most −5; floor 0."""
    assert score(facts, packaged()).points == points


def test_a_longer_period_is_the_mean_of_its_months() -> None:
    """../shared/law.md §7: half-year and year are the mean of the months; grades are data."""
    assert mean([Score(100, ()), Score(95, ()), Score(95, ())]) == Decimal("96.67")
    assert [grade(Decimal(points), packaged()) for points in (95, 94, 84, 59)] == [
        "excellent",
        "good",
        "passed",
        "failed",
    ]
    with pytest.raises(ValueError, match="no months"):
        mean([])


def test_periods_are_months_of_china() -> None:
    """A month begins at midnight in China; what cannot be read is refused."""
    assert NOVEMBER.begins == datetime(2026, 10, 31, 16, tzinfo=UTC)
    assert NOVEMBER.ends == datetime(2026, 11, 30, 16, tzinfo=UTC)
    assert periods.read("2026-Q4").months == (date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1))
    assert periods.elapsed(periods.read("2026-Q4"), NOW) == (date(2026, 10, 1), date(2026, 11, 1))
    assert periods.following(date(2026, 12, 1)) == date(2027, 1, 1)
    for wrong in ("2026-13", "26", "2026-Q5", "soon", ""):
        with pytest.raises(Invalid):
            periods.read(wrong)


@pytest.mark.django_db
def test_every_kind_is_evaluated_and_traced() -> None:
    """Per person, office and agency; each figure leads to its signals; October's do not count in November."""
    card = signal()
    signal(at=NOVEMBER.begins - timedelta(seconds=1))
    for kind, subject in (("agency", ("A1",)), ("office", ("A1", "A1-01")), ("person", ("A1", str(PERSON)))):
        row, behind = queries.evaluated(kind, subject, NOVEMBER, NOW)
        assert (row.points, row.counts, behind) == (Decimal("95.00"), {"yellow": 1}, [card])
    quarter = queries.ranking("agency", periods.read("2026-Q4"), NOW)[0]
    assert quarter.points == Decimal("95.00")
    with pytest.raises(NotFound):
        queries.evaluated("agency", ("A9",), NOVEMBER, NOW)


@pytest.mark.django_db
def test_a_quashed_signal_is_given_back() -> None:
    """Correction: what was quashed no longer costs points."""
    card = signal("red")
    decided(0)
    assert queries.ranking("agency", NOVEMBER, NOW)[0].points == Decimal("90.00")
    Quashing.objects.create(kind="signal", record_id=card.pk, reason="系统故障", at=NOW)
    assert queries.ranking("agency", NOVEMBER, NOW)[0].points == Decimal("100.00")


@pytest.mark.django_db
def test_early_closing_and_short_promises_are_rewarded() -> None:
    """Half of the decisions a day ahead: +1 and +1 per further ten per cent; promises at half the law's limit: +5."""
    decided(2)
    decided(0)
    assert queries.ranking("agency", NOVEMBER, NOW)[0].points == Decimal("105.00")
    limit = {"unit": "working_days"}
    items.on_item_published(
        {
            "data": {
                "agency": {"code": "A1", "name": "市监局", "region_code": "511602"},
                "item": {"code": "i", "name": "食品经营许可"},
                "version": {
                    "number": 1,
                    "published_at": "2026-01-01T00:00:00Z",
                    "statutory_limit": limit | {"amount": 20},
                    "promised_limit": limit | {"amount": 10},
                },
            }
        }
    )
    assert queries.ranking("agency", NOVEMBER, NOW)[0].points == Decimal("110.00")
    (region,) = queries.ranking("region", NOVEMBER, NOW)
    assert (region.subject, region.name, region.points) == (("511602",), "广安区", Decimal("110.00"))
    traced, behind = queries.evaluated("region", ("511602",), periods.read("2026"), NOW)
    assert [(card.rule, card.level) for card in behind] == [("item_incomplete", "anomaly")]
    told = {month.month: score.points for month, score in traced.months}
    assert (told[1], told[2], told[11]) == (98, 100, 110)
    assert traced.points == Decimal("100.73"), "the mean of eleven months"


@pytest.mark.django_db
def test_an_office_without_a_signal_has_its_name() -> None:
    """Who worked and did nothing wrong is ranked too, as people call it; so is the person, above who got a card."""
    done = step(ended_at=NOW)
    step(due=2 * HOUR)
    (office,) = queries.ranking("office", NOVEMBER, NOW)
    assert (office.subject, office.name, office.points) == (("A1", done.office_code), "食品科", Decimal(100))
    signal("red", person_name="李强")
    people = queries.ranking("person", NOVEMBER, NOW)
    assert [(row.name, row.points) for row in people] == [("王芳", Decimal(100)), ("李强", Decimal(90))]
    assert people[0].subject == ("A1", str(done.person_id))


@pytest.mark.django_db
def test_what_people_say_counts() -> None:
    """D5-015, D9-008: complaints found right and the share of bad ratings; a rating struck counts no more."""
    for number, finding in enumerate(("upheld", "partly", "unfounded"), 1):
        Matter.objects.create(
            kind="complaint",
            year=2026,
            serial=number,
            title="服务态度",
            agency_code="A1",
            agency_name="市场监督管理局",
            office_code="A1-01",
            state="closed",
            finding=finding,
            found_at=NOW,
            opened_at=NOW,
        )
    for place, given in enumerate([5] * 9 + [1, 1, 1]):
        rating.count(
            Rating(
                id=uuid4(),
                agency_code="A1",
                office_code="A1-01",
                person_id=PERSON,
                channel="window",
                grade=given,
                struck=place == 11,
                at=NOW,
            )
        )
    subjects = {
        "agency": ("A1",),
        "office": ("A1", "A1-01"),
    }
    for kind, subject in subjects.items():
        [row] = queries.ranking(kind, NOVEMBER, NOW)
        lines = {line.id: line.points for line in row.months[0][1].lines}
        assert lines == {"complaints": -5, "complaints_partly": -2, "dissatisfaction": -6}
        assert row.points == Decimal("87.00")
        assert len(queries.complaints(kind, subject, NOVEMBER)) == 2
    [person] = queries.ranking("person", NOVEMBER, NOW)
    assert (person.subject, person.points) == (("A1", str(PERSON)), Decimal("94.00"))
    assert RatingTally.objects.filter(number__gt=0).count() == 2
