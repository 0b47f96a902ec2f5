"""The demonstration's data: lived through, stopped at any moment, gone on with."""

from datetime import timedelta
from random import Random

import pytest
from django.core.management import CommandError, call_command

from shenpi.apps import timekeeping
from shenpi.apps.casework.models import Case, Task
from shenpi.apps.ids import uuid7
from shenpi.apps.ledger.models import CaseEvent
from shenpi.sites.demo import county_life, making, online
from shenpi.sites.demo.county_life import CountyLife


@pytest.fixture
def played(monkeypatch, settings, tmp_path):
    """Stages that only note that they were done; the second one is stopped the first time, by Ctrl-C."""
    settings.SHENPI_DATA_DIR = tmp_path
    settings.SHENPI_MODE = "demonstration"
    done: list[str] = []

    def second(plan: making.Plan) -> None:
        done.append(f"second of {plan.cases}")
        if done.count(done[-1]) == 1:
            raise KeyboardInterrupt

    stages = {"first": lambda plan: done.append("first"), "second": second}
    monkeypatch.setattr(making, "STAGES", stages)
    return done


def test_a_county_that_was_stopped_goes_on_from_its_last_act(people):
    """Issue 2: as many cases as were asked for, and time never runs backwards."""
    begin = timekeeping.now() - timedelta(days=4)
    stopped = CountyLife(cases=6, begin=begin, seed=3).lived()
    next(stopped)
    next(stopped)
    stopped.close()
    assert Case.objects.count() == 2
    before = CaseEvent.objects.count()
    assert len(list(CountyLife(cases=6, begin=begin, seed=3).lived())) == 4
    assert Case.objects.count() == 6
    moments = list(CaseEvent.objects.order_by("position").values_list("at", flat=True))
    assert len(moments) > before
    assert moments == sorted(moments)


def test_no_leader_grants_what_an_office_objects_to(db, monkeypatch):
    """行政许可法 art. 38: nobody who reads an invented file should wonder why it was granted."""
    monkeypatch.setattr(county_life, "AGREEING", {})
    life = CountyLife(cases=1, begin=timekeeping.now())
    case = uuid7()
    life.objections[case] = {"7"}
    asked = (("review", "7"), ("review", "8"), ("decide", ""), ("joint_review", ""), ("serve", ""))
    said = [life.agrees(Task(case_id=case, act=act, instance=instance)) for act, instance in asked]
    assert said == [False, True, False, False, True]
    assert life.agrees(Task(case_id=uuid7(), act="decide"))


def test_ctrl_c_leaves_a_note_and_the_same_command_goes_on(people, played, capsys):
    with pytest.raises(SystemExit) as end:
        call_command("make_demo", cases=7)
    assert end.value.code == 130
    assert "接着生成" in capsys.readouterr().err
    call_command("make_demo", cases=99, if_empty=True)
    assert played == ["first", "second of 7", "second of 7"]
    assert making.unfinished() is None


def test_a_county_with_cases_is_left_alone(people, played):
    """Nobody's cases get invented ones beside them, and where people really work there are none at all."""
    online.file_online(CountyLife(cases=1, begin=timekeeping.now()).versions[0], Random(1))
    making.settle()
    call_command("make_demo", if_empty=True)
    with pytest.raises(CommandError, match="SHENPI_DATA_DIR"):
        call_command("make_demo")
    assert played == []


def test_production_takes_no_demonstration(people, played, settings):
    settings.SHENPI_MODE = "production"
    with pytest.raises(CommandError, match="SHENPI_MODE"):
        call_command("make_demo")
    assert played == []
