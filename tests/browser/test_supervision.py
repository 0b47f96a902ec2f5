"""The supervisor: counts of green, yellow and red, the list behind each number, records that nobody can change."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from playwright.sync_api import expect

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts
from shenpi.apps.casework.models import Case, Task
from shenpi.apps.organisation.models import Person
from shenpi.apps.supervision.models import WarningRecord
from tests.browser import applying
from tests.browser.acting import Actor
from tests.browser.conftest import Stage
from tests.support.browser import go_on

pytestmark = [pytest.mark.browser]
NOW = datetime(2026, 6, 10, 10, 0, tzinfo=timekeeping.SHANGHAI)  # a Wednesday between working days
RED, YELLOW, GREEN = NOW - timedelta(days=20), NOW - timedelta(days=7, hours=1), NOW - timedelta(hours=1)
"""When the cases were dispatched: five working days for an examination are over, nearly over, just begun."""


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The time of day for all threads, the server's too; a test sets the one entry."""
    shown = [NOW]
    monkeypatch.setattr(timekeeping, "now", lambda: shown[0])
    return shown


def test_every_number_opens_its_list_and_lateness_is_on_record_for_good(stage: Stage, clock: list[datetime]):
    """D3-064 to D3-072, D10-047."""
    late, _nearly_late, _on_time = (dispatched(clock, moment) for moment in (RED, YELLOW, GREEN))
    clock[0] = NOW
    stage.background()
    supervisor = stage.enter("fu.lei")
    supervisor.goes_to("/supervise/")
    supervisor.sees("在办环节")
    assert supervisor.page.locator(".figure-count").all_inner_texts() == ["3", "3", "3", "0"]
    fits_every_screen(supervisor)
    for light, words in (("green", "绿"), ("yellow", "黄"), ("red", "红")):
        follows_the_figure(supervisor, light, words)
    record = reads_the_record(supervisor, late)
    the_late_one_signs_at_last(stage, late)
    stage.background()
    supervisor.page.reload()
    supervisor.reads("后办结")
    cannot_be_changed(record)
    supervisor.goes_to("/supervise/merit/")
    supervisor.sees("2026 年红灯记录")
    supervisor.goes_to("/supervise/steps/?light=red")
    expect(supervisor.page.locator("tbody tr")).to_have_count(2)


def dispatched(clock: list[datetime], moment: datetime) -> Case:
    """Take a filing in, accept and dispatch it at a moment: three offices have five working days from then."""
    clock[0] = moment
    clerk = Person.objects.get(username="zhao.yong")
    case = acts.receive(applying.filing(), by=clerk)
    formal = Task.objects.get(case=case, act="examine_formally")
    acts.accept(case.id, formal.id, by=clerk, in_jurisdiction=True, complete=True, legal_form=True)
    offices = Case.objects.get(pk=case.pk).context["offices"]
    dispatch = Task.objects.get(case=case, act="dispatch")
    acts.dispatch(case.id, dispatch.id, by=clerk, lead=offices["lead"], co=offices["co"])
    return case


def fits_every_screen(supervisor: Actor) -> None:
    """The wall fits a large display and a phone, and under every chart stands its table."""
    page = supervisor.page
    desk = page.viewport_size
    for width, height in ((3840, 2160), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        supervisor.goes_to("/supervise/")
        supervisor.sees("在办环节")
        charts = page.locator("figure[data-chart]")
        assert charts.count() > 0
        expect(charts.locator("table")).to_have_count(charts.count())
        parts = [part.bounding_box() for part in page.locator(".wall-grid section").all()]
        ends = [part["y"] + part["height"] for part in parts if part is not None]
        assert width < 3840 or max(ends) <= height, "one screen"
    page.set_viewport_size(desk)
    supervisor.goes_to("/supervise/")


def follows_the_figure(supervisor: Actor, light: str, words: str) -> None:
    supervisor.goes_to("/supervise/")
    go_on(supervisor.page.locator(f"a.figure-{light}"))
    supervisor.sees("在办环节")
    rows = supervisor.page.locator("tbody tr")
    expect(rows).to_have_count(3)
    for row in rows.all():
        expect(row).to_contain_text(words)


def reads_the_record(supervisor: Actor, late: Case) -> WarningRecord:
    """Open the record of the lead office from the list of records."""
    supervisor.goes_to("/supervise/records/")
    supervisor.sees("警示记录")
    expect(supervisor.page.locator("tbody tr")).to_have_count(3)
    row = supervisor.page.locator("tbody tr", has_text="建设项目审批股")
    go_on(row.get_by_role("link").first)
    supervisor.sees("警示记录")
    record = WarningRecord.objects.get(case_id=late.id, office_name="建设项目审批股")
    supervisor.reads("不可更改", "承办人审查", record.person_name, "5 个工作日", "尚未办结")
    return record


def the_late_one_signs_at_last(stage: Stage, late: Case) -> None:
    task = Task.objects.get(case=late, act="examine", office__code="xzspj.build")
    assert task.holder is not None
    handler = stage.enter(task.holder.username)
    handler.goes_to("/work/?light=red&act=")
    handler.sees("我的待办")
    go_on(handler.page.locator("table.work-list tbody a").first)
    handler.reads("已超期")
    handler.does("签署审查意见", "同意", text="同意。")


def cannot_be_changed(record: WarningRecord) -> None:
    for statement in ("UPDATE {} SET person_name = ''", "DELETE FROM {}"):
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement.format(WarningRecord._meta.db_table))
    assert WarningRecord.objects.filter(pk=record.pk, person_name=record.person_name).exists()
