"""When results are made public: beside the service, each from the event that D3 art. 21 names, in either order."""

from datetime import UTC, date, datetime, timedelta

import pytest

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, proceedings, replay, sweeps
from shenpi.apps.casework.models import Case, PublicNotice, Task
from shenpi.apps.ledger import queries as ledger
from shenpi.core.worktime import rules
from tests.apps.casework.test_handling import MINUTES
from tests.support import county as counties

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
NO = {"reason": "不符合规划", "basis": "《土地管理法》第五十七条"}


@pytest.fixture
def county():
    return counties.build(("committed", "land"), fee=False)


def on(number):
    """09:00 in Beijing, so many days after the Monday on which all cases are examined."""
    return timekeeping.at(MONDAY + timedelta(days=number))


def examined(county, process="committed", **values):
    with on(0):
        case = county.receive(process)
        Case.objects.filter(pk=case.pk).update(context=case.context | values)
        county.accept(case)
        county.examine_all(case)
    return case


def task_of(case, act):
    return Task.objects.get(case=case, act=act)


def do(county, case, act, **said):
    getattr(acts, act)(case.pk, task_of(case, act).pk, by=county["clerk"], **said)


def serve(county, case):
    do(county, case, "serve", method="window", recipient="李四")


def whole(case):
    case = Case.objects.get(pk=case.pk)
    assert replay.differences(case) == []
    return case


def issued(county):
    """Approved on Monday, its certificate issued on Thursday."""
    case = examined(county)
    with on(0):
        county.decide(case)
    assert not Task.objects.filter(case=case, act="publish").exists()
    with on(3):
        do(county, case, "issue")
    return case


def approved(county):
    """Approved on Monday, without a certificate."""
    case = examined(county, certificate_due=False)
    with on(0):
        county.decide(case)
    return case


def paid(county):
    """Approved on Monday, without a certificate, the fee paid on Wednesday: before that no grant is issued."""
    case = examined(county, certificate_due=False, fee_due=True)
    with on(0):
        county.decide(case)
        do(county, case, "notify_payment")
    assert not Task.objects.filter(case=case, act="publish").exists()
    with on(2):
        do(county, case, "record_payment", receipt_number="1")
    return case


def answered(county, verdict="grant", **values):
    """Reported upward on Monday; the superior's reply of Wednesday is registered on Friday."""
    case = examined(county, "land", **values)
    with on(0):
        review = task_of(case, "joint_review")
        said = {"verdict": "grant", "minutes": MINUTES, "superior": "四川省自然资源厅"}
        acts.decide(case.pk, review.pk, by=county["leader"], **said)
        task = task_of(case, "forward")
        acts.forward(case.pk, task.pk, by=task.holder, opinion="拟同意。")
    with on(4):
        task = task_of(case, "register_reply")
        reply = {"number": "川函〔2026〕3号", "replied_on": date(2026, 3, 4), "verdict": verdict}
        words = NO if verdict == "refuse" else {}
        acts.register_reply(case.pk, task.pk, by=task.holder, **reply, **words)
    return case


def refused(county):
    """Refused on Monday."""
    case = examined(county)
    with on(0):
        county.decide(case, "refuse", **NO)
    return case


def unpaid(county):
    """Approved on Monday, the fee not paid until Tuesday two weeks later, which refuses on Wednesday."""
    case = examined(county, fee_due=True)
    with on(0):
        county.decide(case)
        do(county, case, "notify_payment")
    with on(16):
        sweeps.sweep()
    return case


EVENTS = {
    "D3-060, a certificate": (issued, rules.PUBLICATION, 5, 12),
    "D3-061, none": (approved, rules.APPROVAL_PUBLICATION, 2, 9),
    "D3-061, none and a fee": (paid, rules.APPROVAL_PUBLICATION, 4, 11),
    "D3-062, a superior": (
        lambda county: answered(county, certificate_due=False),
        rules.REPLY_PUBLICATION,
        4,
        11,
    ),
    "D3-062, a superior and a certificate": (answered, rules.REPLY_PUBLICATION, 4, 11),
    "D3-063, refused": (refused, rules.REFUSAL_PUBLICATION, 2, 2),
    "D3-063, refused as the superior says": (
        lambda county: answered(county, "refuse"),
        rules.REFUSAL_PUBLICATION,
        6,
        6,
    ),
    "D3-063, refused because unpaid": (unpaid, rules.REFUSAL_PUBLICATION, 18, 18),
}
"""The rule by its sentence, the day of March on which it begins, and the day on which it ends."""


@pytest.mark.parametrize("name", EVENTS)
def test_the_time_to_publish_begins_with_the_event_and_not_with_the_service(county, name):
    """D3-060, D3-061, D3-062, D3-063; 行政许可法 art. 40, 82."""
    bring, rule, begins, ends = EVENTS[name]
    case = bring(county)
    assert {*case.tasks.values_list("act", flat=True)} & {"serve", "issue"}, "not served yet"
    task = task_of(case, "publish")
    assert task.limit == rule.limit.to_text()
    clock = proceedings.clock_of(Case.objects.get(pk=case.pk), task)
    assert timekeeping.local(clock.start).date() == date(2026, 3, begins)
    assert timekeeping.local(task.due_at).date() == date(2026, 3, ends)
    assert clock.due(timekeeping.calendar()) == task.due_at, "the due date explains itself"
    whole(case)


@pytest.mark.parametrize("bring", [issued, approved, refused], ids=lambda each: each.__name__)
def test_published_first_the_case_waits_for_the_service(county, bring):
    """D3-058, D3-061, D3-063: who collects late makes nobody late with the publication."""
    case = bring(county)
    with on(7):
        do(county, case, "publish")
        assert (whole(case).state, PublicNotice.objects.filter(case=case).count()) == ("decided", 1)
    with on(30):
        serve(county, case)
    case = whole(case)
    assert (case.state, timekeeping.local(case.completed_at).date()) == ("completed", date(2026, 4, 1))
    *_before, published, served, completed = (event.type for event in ledger.events(case.pk))
    assert (published, served, completed) == ("decision.published", "document.served", "case.completed")


def test_served_first_the_publication_completes_the_case(county):
    """D3-058."""
    case = approved(county)
    with on(1):
        serve(county, case)
    assert whole(case).state == "decided"
    with on(2):
        do(county, case, "publish")
    assert whole(case).state == "completed"
    assert [*ledger.events(case.pk)][-1].type == "result.published"
