"""Messages become monitored cases and steps: each once, in any order, to the same end."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from shenpi.apps.supervision.models import MonitoredCase, MonitoredEvent, MonitoredStep
from shenpi.apps.supervision.projection import project, refold
from shenpi.apps.supervision.recording import record_red_steps
from shenpi.apps.supervision.recounting import differences
from shenpi.apps.supervision.tallies import KEYS
from shenpi.core import contracts
from tests.apps.supervision.messages import PERSON, SPACE, Story, task
from tests.apps.supervision.sample import HOUR, NOW


def rows() -> tuple[list[Any], ...]:
    """Return all that the projection keeps, in an order of its own; when the rules look next is not part of it."""
    columns = [field.attname for field in MonitoredCase._meta.concrete_fields if field.name != "look_at"]
    return (
        list(MonitoredCase.objects.order_by("pk").values(*columns)),
        list(MonitoredStep.objects.order_by("pk").values()),
        list(
            MonitoredEvent.objects.order_by("case_id", "seq").values("case_id", "seq", "type", "at", "data")
        ),
    )


def consume(message: dict[str, Any]) -> None:
    project([message])


def step(name: str) -> MonitoredStep:
    return MonitoredStep.objects.get(pk=task(name))


def course() -> Story:
    """A case from receipt to completion: correction, two offices in parallel, fee, delegate, system."""
    story, promised = Story(), contracts.moment(NOW + timedelta(days=20))
    story.received(opened=[{"name": "受理审查", "role": "acceptor", "holder_id": None, "holder": ""}])
    story.tell(
        "case.correction.requested",
        ended="受理审查",
        due_at=promised,
        opened=[{"name": "补正", "role": "applicant", "holder_id": None}],
    )
    story.tell("case.correction.supplied", by="", capacity="applicant", ended="补正", opened=["复核"])
    story.tell(
        "case.accepted",
        by="李强",
        ended="复核",
        accepted_at=contracts.moment(story.at),
        promised_due_at=promised,
        opened=["主办", {"name": "协办", "office_code": "A1-02", "office": "许可科"}],
    )
    story.tell("case.step.ended", by="赵敏", capacity="授权", ended="主办")
    story.tell("case.step.ended", ended="协办", opened=["决定"])
    story.tell("case.decided", ended="决定", outcome="granted", opened=["缴费通知"])
    story.tell(
        "case.payment.requested",
        ended="缴费通知",
        amount="120.00",
        due_at=promised,
        opened=[{"name": "缴费", "role": "acceptor"}],
    )
    story.tell("case.payment.recorded", ended="缴费", opened=["公示"])
    story.tell("case.result.published", ended="公示")
    return story


@pytest.mark.django_db
def test_a_case_is_followed_to_its_end() -> None:
    """D1-027, D3-072: from messages alone supervision knows every step: who, where, when, until when."""
    for message in course().messages:
        consume(message)
    case = MonitoredCase.objects.get()
    assert (case.number, case.agency_name, case.channel) == ("2611230000017", "市场监督管理局", "window")
    assert (case.state, case.outcome) == ("completed", "granted")
    assert case.received_at == NOW
    assert case.due_at == NOW + timedelta(days=20)
    assert case.decided_at == NOW + 7 * HOUR
    assert case.closed_at == NOW + 10 * HOUR
    assert not MonitoredStep.objects.filter(ended_at=None).exists()
    second = step("协办")
    assert (second.office_code, second.office_name, second.limit) == ("A1-02", "许可科", "P5WD")
    assert second.begun_at == NOW + 4 * HOUR
    assert second.due_at == NOW + 4 * HOUR + timedelta(days=7)


@pytest.mark.django_db
def test_the_delegate_who_finished_is_who_held() -> None:
    """Requirements 11.5 (10): under a delegation the person who actually held the task, with the marker."""
    project(course().messages)
    held = step("主办")
    assert (held.person_id, held.person_name, held.capacity) == (uuid5(SPACE, "赵敏"), "赵敏", "授权")
    assert (step("协办").person_id, step("协办").capacity) == (PERSON, "self")


@pytest.mark.django_db
def test_the_system_is_nobodys_stand_in() -> None:
    """D10-031: what the system does for a silent office stays with the office that was silent."""
    story = Story()
    story.received(opened=[{"name": "受理审查", "holder_id": None, "holder": ""}, "并行"])
    accepted = contracts.moment(NOW)
    story.tell(
        "case.deemed_accepted",
        by="",
        capacity="system",
        accepted_at=accepted,
        ended="受理审查",
        closed=["并行"],
    )
    project(story.messages)
    silent = step("受理审查")
    assert (silent.person_id, silent.capacity, silent.office_name) == (None, "", "食品科")
    assert (step("并行").person_id, step("并行").ended_at) == (PERSON, silent.ended_at)


@pytest.mark.django_db
def test_the_applicants_time_is_not_the_offices() -> None:
    """D3-042 in spirit, 行政许可法 art. 45: waiting for papers or money lights nothing and records nothing."""
    story = course()
    project(story.messages[:2])
    assert (step("补正").suspended, step("补正").due_at) == (True, None)
    project(story.messages[:8])
    assert (step("缴费").suspended, step("缴费").due_at) == (True, None)
    assert step("缴费通知").suspended is False
    MonitoredStep.objects.filter(suspended=False).delete()
    assert record_red_steps(NOW + timedelta(days=400)) == 0


@pytest.mark.django_db
def test_an_end_may_come_before_its_beginning() -> None:
    """The issue's "order-tolerant": the step is never open in between, and its lateness is right at once."""
    story = Story()
    begun = story.received(opened=[{"name": "审查", "due_at": contracts.moment(NOW)}])
    ended = story.tell("case.step.ended", ended="审查")
    consume(ended)
    early = step("审查")
    assert (early.begun_at, early.ended_at) == (None, NOW + 2 * HOUR)
    assert record_red_steps(NOW + 3 * HOUR) == 0
    consume(begun)
    assert step("审查").begun_at == NOW + HOUR
    assert record_red_steps(NOW + 3 * HOUR) == 1


@pytest.mark.django_db
def test_what_is_on_record_survives_late_messages() -> None:
    """D3-068: folding a case anew does not forget that a step was recorded."""
    story = Story()
    begun = story.received(opened=[{"name": "审查", "due_at": contracts.moment(NOW)}])
    decided = story.tell("case.step.begun", opened=["另一环节"])
    later = story.tell("case.step.ended", ended="另一环节")
    project([begun, later])
    record_red_steps(NOW + 3 * HOUR)
    recorded = step("审查").recorded_at
    consume(decided)
    assert step("审查").recorded_at == recorded == NOW + 3 * HOUR


@pytest.mark.django_db
def test_a_refold_changes_nothing_and_heals_what_was_wrong() -> None:
    """The projection can be made anew from its events at any time."""
    project(course().messages)
    right = rows()
    refold(Story().case_id)
    assert rows() == right
    MonitoredStep.objects.update(ended_at=None, due_at=None)
    MonitoredCase.objects.update(state="received", outcome="")
    refold(Story().case_id)
    assert rows() == right


KINDS = ("begun", "ended", "decided", "withdrawn", "supplied")


@st.composite
def stories(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Any course: steps open, end, are closed by the system; states come and go; up to two cases."""
    told = []
    for number in range(draw(st.integers(1, 2))):
        story, alive = Story(f"case {number}"), []
        story.received(opened=[f"{number}.0"])
        alive.append(f"{number}.0")
        for made, kind in enumerate(draw(st.lists(st.sampled_from(KINDS), max_size=7)), start=1):
            new = f"{number}.{made}"
            if kind == "begun":
                role = draw(st.sampled_from(["handler", "applicant"]))
                story.tell("case.step.begun", opened=[{"name": new, "role": role}])
                alive.append(new)
            elif kind == "ended" and alive:
                ended = alive.pop(draw(st.integers(0, len(alive) - 1)))
                story.tell("case.step.ended", by=draw(st.sampled_from(["王芳", "赵敏", ""])), ended=ended)
            elif kind == "decided":
                story.tell(
                    "case.decided", outcome=draw(st.sampled_from(["granted", "refused"])), opened=[new]
                )
                alive.append(new)
            elif kind == "withdrawn":
                story.tell("case.withdrawn", by="", capacity="applicant", closed=alive)
                alive = []
            else:
                story.tell("case.correction.supplied", by="", capacity="applicant")
        told += story.messages
    return told


class AnyOrderTest(TestCase):
    """Out of order, repeated, in batches or one by one: the same messages, the same rows."""

    @settings(deadline=None, max_examples=40)
    @given(told=stories(), seed=st.integers(0, 2**32 - 1))
    def test_same_set_same_state(self, told: list[dict[str, Any]], seed: int) -> None:
        orderly = self.state(told, lambda messages: [[message] for message in messages])
        chance = random.Random(seed)
        repeated = told + chance.sample(told, k=min(3, len(told)))
        chance.shuffle(repeated)
        assert self.state(repeated, lambda messages: [[message] for message in messages]) == orderly
        cut = chance.randrange(len(repeated) + 1)
        assert self.state(repeated, lambda messages: [messages[:cut], messages[cut:]]) == orderly

    def state(
        self,
        messages: list[dict[str, Any]],
        batches: Callable[[list[dict[str, Any]]], list[list[dict[str, Any]]]],
    ) -> tuple[list[Any], ...]:
        for model in (MonitoredStep, MonitoredEvent, MonitoredCase, *KEYS):
            model.objects.all().delete()
        for batch in batches(messages):
            project(batch)
        assert differences() == []
        return rows()


@pytest.mark.django_db
def test_every_prefix_is_a_fold_of_what_came() -> None:
    """After each message, in a hostile order, the rows are those of the messages so far in their right order."""
    told = course().messages
    random.Random(7).shuffle(told)
    for count in range(1, len(told) + 1):
        consume(told[count - 1])
        here = rows()
        refold(UUID(told[0]["data"]["case_id"]))
        assert rows() == here
