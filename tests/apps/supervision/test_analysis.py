"""The Parquet export answers the questions of supervision with the tallies' own numbers."""

from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import Model

from shenpi.apps.supervision import analysis, lights, signals
from shenpi.apps.supervision.models import CaseTally, Signal, StepTally
from shenpi.apps.supervision.projection import project
from shenpi.core import contracts
from tests.apps.supervision.messages import Story
from tests.apps.supervision.sample import HOUR, NOW

pytestmark = pytest.mark.django_db


def lived(number: int) -> Story:
    """Lives of all kinds: in time and late, granted and refused, withdrawn, resting, still open, private, quoted."""
    private = number % 5 == 0
    story = Story(f"{number}", agency_code=f"A{number % 3}", item_name='"许可", 新办\n换证', private=private)
    story.at += timedelta(hours=37 * number)
    due = contracts.moment(story.at + timedelta(hours=9 * (number % 7)))
    story.received(opened=[{"name": f"审查 {number}", "due_at": due}])
    if number % 4 == 0:
        return story
    told = contracts.moment(story.at)
    story.tell("case.accepted", accepted_at=told, promised_due_at=due, opened=[f"主办 {number}"])
    if number % 4 == 1:
        story.tell("case.withdrawn", by="", capacity="applicant", closed=[f"审查 {number}"])
        return story
    story.at += timedelta(hours=number, seconds=0.5)
    wait = {"name": f"补正 {number}", "role": "applicant"}
    story.tell("case.step.ended", ended=f"审查 {number}", opened=[wait])
    story.tell("case.decided", ended=f"主办 {number}", outcome="refused" if number % 3 else "granted")
    if number % 2:
        story.tell("case.completed")
    return story


def rows(model: type[Model], *names: str) -> list[tuple[Any, ...]]:
    """Return a tally's rows that count something, in the order of their keys."""
    kept = model._default_manager.filter(number__gt=0).values_list(*names)
    return sorted(kept)


def test_the_same_questions_have_the_same_numbers(tmp_path: Path) -> None:
    """The issue: a DuckDB export (Parquet) with the same questions, and the same numbers."""
    for number in range(40):
        project(lived(number).messages)
    present = NOW + 40 * HOUR
    signals.look(present)
    call_command("supervision_export", parquet=tmp_path, verbosity=0)
    with analysis.opened(tmp_path) as database:
        columns = ("month", "measure", "agency_code", "item_code", "channel", "private", "number", "seconds")
        told = database.execute(f"SELECT {', '.join(columns)} FROM case_figures").fetchall()
        assert sorted(told) == rows(CaseTally, *columns)
        columns = ("month", "agency_code", "office_code", "item_code", "name", "number", "late", "seconds")
        told = database.execute(f"SELECT {', '.join(columns)} FROM step_figures").fetchall()
        assert sorted(told) == rows(StepTally, *columns)
        moment = present.astimezone(UTC).replace(tzinfo=None)
        told = database.execute("FROM lights(?)", [moment]).fetchall()
        counted = [
            (row.code, row.green, row.yellow, row.red, row.paused) for row in lights.by_agency(present)
        ]
        assert sorted(told) == sorted(counted)
        assert sum(sum(row[1:]) for row in counted) > 20
        total = database.execute("SELECT sum(number) FROM signal_figures").fetchone()
        assert total == (Signal.objects.count(),)
        names = database.execute(
            "SELECT DISTINCT item_name, private, open_number <> '' FROM cases"
        ).fetchall()
    assert sorted(names) == [('"许可", 新办\n换证', False, True), ('"许可", 新办\n换证', True, False)]
