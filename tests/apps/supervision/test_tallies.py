"""The pre-aggregates say what a full count says, after every batch, and an alarm is raised when they do not."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from shenpi.apps.supervision import signals
from shenpi.apps.supervision.models import CaseTally, MonitoredStep, OpenTally, Signal, StepTally
from shenpi.apps.supervision.projection import project, refold
from shenpi.apps.supervision.recording import record_red_steps
from shenpi.apps.supervision.recounting import differences, fill_when_empty
from shenpi.apps.supervision.tallies import KEYS
from shenpi.core import contracts
from tests.apps.supervision.messages import Story
from tests.apps.supervision.sample import NOW

pytestmark = pytest.mark.django_db


def told(**step: Any) -> Story:
    story = Story()
    story.received(opened=[{"name": "审查", **step}])
    return story


def measures() -> Mapping[str, int]:
    return dict(CaseTally.objects.filter(number__gt=0).values_list("measure", "number"))


def test_open_steps_are_counted_by_the_hour_of_their_limit() -> None:
    """Lights come from these rows: one a kind, hour, agency and office; what ended leaves no trace in them."""
    story = told(due_at=contracts.moment(datetime(2026, 11, 30, 9, 59, 59, tzinfo=UTC)))
    project(story.messages)
    row = OpenTally.objects.get()
    assert (row.kind, row.hour, row.number) == ("due", datetime(2026, 11, 30, 9, tzinfo=UTC), 1)
    project([story.tell("case.step.ended", ended="审查", opened=[{"name": "补正", "role": "applicant"}])])
    assert dict(OpenTally.objects.values_list("kind", "number")) == {"due": 0, "paused": 1}
    ended = StepTally.objects.get()
    assert (ended.month, ended.name, ended.number, ended.late) == (date(2026, 11, 1), "审查", 1, 0)
    assert ended.seconds == 3600


def test_a_case_is_counted_on_the_days_of_its_life() -> None:
    """Requirements 11.7: received, accepted, decided (in time, early), closed; days are days of China."""
    story = told()
    promised = contracts.moment(NOW + timedelta(days=3))
    story.tell("case.accepted", accepted_at=contracts.moment(NOW), promised_due_at=promised, ended="审查")
    story.tell("case.decided", outcome="granted")
    story.tell("case.completed")
    project(story.messages)
    expected = ("received", "accepted", "granted", "on_time", "early", "completed")
    assert measures() == dict.fromkeys(expected, 1)
    assert CaseTally.objects.get(measure="granted").seconds == 3 * 3600


def test_a_late_message_moves_the_figures() -> None:
    """A case folded anew takes its old figures away: here a decision in time becomes a late one."""
    story = told()
    decided = story.tell("case.decided", outcome="refused")
    accepted = story.tell(
        "case.accepted", accepted_at=contracts.moment(NOW), promised_due_at=contracts.moment(NOW)
    )
    accepted["data"]["seq"], decided["data"]["seq"] = 2, 3
    project([story.messages[0], decided])
    assert measures() == {"received": 1, "refused": 1}
    project([accepted])
    assert measures() == {"received": 1, "accepted": 1, "refused": 1, "late": 1}
    assert differences() == []
    refold(story.case_id)
    assert differences() == []


def test_a_special_procedure_rests_the_clock() -> None:
    """D3-042, D10-037: suspended steps are paused; when the procedure ends the new limit counts."""
    story = told()
    later = contracts.moment(NOW + timedelta(days=30))
    moved = {"task_id": story.messages[0]["data"]["opened"][0]["task_id"], "due_at": later}
    story.tell(
        "case.suspension.begun",
        procedure="hearing",
        planned_end_at=later,
        rescheduled=[moved | {"paused_until": later}],
    )
    project(story.messages)
    step = MonitoredStep.objects.get()
    assert (step.suspended, step.due_at) == (True, None)
    project([story.tell("case.suspension.ended", procedure="hearing", rescheduled=[moved])])
    step.refresh_from_db()
    assert (step.suspended, step.due_at) == (False, NOW + timedelta(days=30))
    assert differences() == []


def test_what_was_late_before_the_rest_stays_late() -> None:
    """D3-068: a special procedure that begins after the limit ran out heals nothing, whoever looked in between."""
    story = told(due_at=contracts.moment(NOW))
    story.tell(
        "case.suspension.begun",
        procedure="hearing",
        planned_end_at=contracts.moment(NOW + timedelta(days=30)),
        rescheduled=[
            {
                "task_id": story.messages[0]["data"]["opened"][0]["task_id"],
                "due_at": contracts.moment(NOW),
                "paused_until": contracts.moment(NOW + timedelta(days=30)),
            }
        ],
    )
    story.tell("case.step.ended", ended="审查")
    project(story.messages)
    step = MonitoredStep.objects.get()
    assert (step.suspended, step.due_at) == (False, NOW)
    assert record_red_steps(NOW + timedelta(days=1)) == 1
    signals.look(NOW + timedelta(days=1))
    assert Signal.objects.filter(rule="step_due", level="yellow").exists()


def test_a_wrong_tally_raises_the_alarm(capsys: pytest.CaptureFixture[str]) -> None:
    """The command names each difference and ends with 1; `--repair` writes what the count says."""
    project(told().messages)
    call_command("supervision_recount")
    OpenTally.objects.update(number=7)
    with pytest.raises(CommandError, match="1 differences") as alarm:
        call_command("supervision_recount")
    assert alarm.value.returncode == 1
    assert "kept 7, counted 1" in capsys.readouterr().err
    call_command("supervision_recount", "--repair")
    assert differences() == []


def test_an_upgraded_installation_gets_its_tallies() -> None:
    """Cases that were there before the tallies are counted after migrating, once."""
    project(told().messages)
    for model in KEYS:
        model.objects.all().delete()
    fill_when_empty()
    assert differences() == []
    assert OpenTally.objects.get().number == 1
