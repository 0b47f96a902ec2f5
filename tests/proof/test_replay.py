"""The ledger tells the whole truth: whatever people do, in whatever order, rows and replayed ledger agree."""

import os
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from shenpi.apps.casework import limits, proceedings, queries, replay
from shenpi.apps.casework.models import Case, PaperFile
from shenpi.apps.casework.states import ENDED
from shenpi.apps.documents.models import Document
from shenpi.apps.errors import Refusal
from shenpi.apps.ledger import queries as ledger
from shenpi.apps.ledger.verification import verify
from shenpi.sites.demo import players
from tests.proof import everywhere
from tests.proof.acting import ACTS, recorded
from tests.proof.anybody import DEEDS, Desk
from tests.proof.filing import Filer
from tests.proof.roads import ROADS
from tests.proof.undoing import undone

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
EXAMPLES = int(os.environ.get("SHENPI_TEST_EXAMPLES", "6"))
"""So many lives of a case; set it higher for a night's search."""
PAUSES = (timedelta(hours=3), timedelta(days=2), timedelta(days=21))
NUMBER = re.compile(r"(.+〔\d{4}〕)(\d+)号")


@pytest.fixture
def filer(settings) -> Filer:
    settings.SHENPI_PAYMENT_PLATFORM = "http://agency:secret@127.0.0.1:1/pay"
    return everywhere.build()


def stored(case: Case) -> Any:
    """Everything that an act could change of a case."""
    row = Case.objects.filter(pk=case.pk).values().get()
    tasks, opinions = list(case.tasks.values()), queries.opinions(case)
    return (
        row,
        tasks,
        opinions,
        list(Document.objects.filter(case_id=case.pk).order_by("id").values("id", "number")),
        list(case.materials.order_by("id").values()),
        list(PaperFile.objects.filter(pk=case.pk).values()),
    )


def assert_whole(case: Case) -> None:
    """Rows, documents and ledger say the same, and the ledger's chain holds."""
    fresh = Case.objects.get(pk=case.pk)
    assert replay.differences(fresh) == []
    assert list(verify(case.pk)) == []
    running = {each.kind for each in proceedings.of(fresh) if each.ended_at is None}
    beside = {proceedings.elements().get(task.element) for task in fresh.tasks.all()} - {None}
    assert running == beside, "a proceeding without a holder, or a step of none"
    spans = [(each.begin, each.end) for each in limits.rests(fresh) if each.reason != "听证"]
    assert all(end <= begin for (_, end), (begin, _) in pairwise(spans)), "paused twice"
    told = replay.replay(ledger.events(case.pk)).documents
    kept = Document.objects.filter(case_id=case.pk).values_list("id", "number")
    assert {str(key): number for key, number in kept} == told
    assert_held(fresh)


def assert_held(case: Case) -> None:
    """Who goes on with the case is known until it ends, and no clock runs backwards."""
    open_now = list(case.tasks.select_related("holder"))
    assert open_now or case.state in ENDED, "a case that nobody holds"
    for task in open_now:
        assert task.role == "applicant" or players.holder(task), f"{task} is nobody's"
    for due in (case.promised_due_at, case.statutory_due_at):
        assert due is None or (case.accepted_at and case.accepted_at < due), "a clock below nought"


def assert_numbered() -> None:
    """Each series of document numbers runs from one without a gap."""
    series: dict[str, list[int]] = {}
    for number in Document.objects.exclude(number="").values_list("number", flat=True):
        found = NUMBER.fullmatch(number)
        assert found, number
        series.setdefault(found[1], []).append(int(found[2]))
    for prefix, serials in series.items():
        assert sorted(serials) == list(range(1, len(serials) + 1)), prefix


def handed_in(case: Case) -> set[tuple[Any, ...]]:
    """What was handed in, without the scans that are made of it."""
    return set(case.materials.values_list("id", "key", "name", "copies", "form", "round"))


def live(desk: Desk, deed: Callable[[], object]) -> None:
    """Let something be done; afterwards every case that it may have touched is whole, and what was accepted is kept."""
    cases = list(Case.objects.filter(pk__in=desk.cases[-1:]))
    before = [(case, stored(case), handed_in(case) if case.accepted_at else set()) for case in cases]
    try:
        deed()
    except Refusal:
        assert [stored(case) for case in cases] == [told for _, told, _ in before], (
            "a refused act left something"
        )
    for case, _told, frozen in before:
        assert frozen <= handed_in(case), "materials changed after acceptance"
    for case in Case.objects.filter(pk__in=desk.cases[-1:]):
        assert_whole(case)
    assert_numbered()


@pytest.mark.long
def test_every_act_is_taken_on_some_road(filer: Filer) -> None:
    """Whoever adds an act adds it to a road: none is left that this proof has not seen at work."""
    seen: set[str] = set()
    for kind, steps in ROADS.values():
        with undone(), recorded() as played:
            desk = Desk(filer.county, filer.anew(), kind, MONDAY)
            for step in steps:
                desk.go(step)
            for case in Case.objects.all():
                assert_whole(case)
            assert_numbered()
        seen |= played | desk.sent
    assert set(ACTS) - seen == set(), "acts that no road takes"


@pytest.mark.long
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="SHENPI_TEST_EXAMPLES" not in os.environ,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_rows_equal_the_replayed_ledger_whatever_people_do(filer: Filer, data: st.DataObject) -> None:
    """An act changes rows and ledger together; a refused one changes nothing (D3-021, D3-032).

    All acts by all roles at random moments of a year and more: no illegal state, no case without a holder, no clock
    below nought or paused twice, documents numbered without gaps, frozen materials unchanged.
    """
    with undone(), recorded() as played:
        kind, steps = ROADS[data.draw(st.sampled_from(sorted(ROADS)), "road")]
        desk = Desk(filer.county, filer.anew(), kind, MONDAY, data, rest=list(steps))
        desk.go_on()
        for _turn in range(data.draw(st.integers(1, 24), "turns")):
            desk.moment += data.draw(st.sampled_from(PAUSES), "pause")
            live(desk, partial(data.draw(st.sampled_from(DEEDS), "deed"), desk))
    for act in sorted(played | desk.sent):
        event(act)  # on record with --hypothesis-show-statistics
