"""Process mining on pages: what happened, how long it took, where it deviates; each number opens its list."""

import json
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from shenpi.apps.organisation.roles import Role
from shenpi.apps.supervision.models import ForeignBatch, MonitoredCase
from shenpi.apps.supervision.projection import project
from shenpi.core.process.conformance import Move, MoveKind
from shenpi.sites.supervise.mining_words import deviation, fault, span
from tests.apps.supervision.foreign_logs import PROCESS, take
from tests.apps.supervision.messages import Story
from tests.core.eventlog.logs import event, log, trace

FACTS = (
    '<date key="startdate" value="2026-03-02T08:00:00+08:00"/><date key="deadline" value="2026-03-20T17:30:00+08:00"/>'
    '<date key="enddate" value="2026-03-10T10:00:00+08:00"/>'
)
FIRST, SECOND = event("Receive"), event("Check", "2026-03-04T09:00:00+08:00")


@pytest.fixture
def batch(db: None) -> ForeignBatch:
    """Two cases as they should be, one that skipped a step, one in hand; a nameless event, a formula for a name."""
    return take(
        log(
            trace(FIRST, SECOND, facts=FACTS),
            trace(FIRST, SECOND, number="A-2", facts=FACTS),
            trace(SECOND, number="A-3", facts=FACTS),
            trace(FIRST, event(""), number="=1+2"),
        ),
        process=PROCESS,
    )


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_overview_lists_systems_and_items(supervisor: Client, batch: ForeignBatch) -> None:
    story = Story()
    story.received(opened=["受理"])
    project(story.messages)
    page = words(supervisor, reverse("supervise:mining"))
    assert reverse("supervise:mining_system", args=[batch.system_id]) in page
    assert "城建系统" in page
    assert f"{reverse('supervise:mining_item')}?code=511602-0001" in page
    assert "食品经营许可" in page
    assert page.count("城建系统") == 2  # as a system and its agency, not as an item of ours


def test_a_picture_of_a_system(supervisor: Client, batch: ForeignBatch) -> None:
    page = words(supervisor, reverse("supervise:mining_system", args=[batch.system_id]))
    assert "data-diagram-bpmn" in page
    notes = json.loads(page.split("data-diagram-notes>")[1].split(">")[1].split("<")[0])
    assert notes == {"take": "3 件 · 1 小时 0 分", "check": "3 件 · 2 天 0 小时"}
    assert "缺少环节" in page
    assert '<span class="code">take</span>' in page
    assert "50.0%" in page
    assert "1 件未走完" in page
    assert "不符合" in page


def test_each_number_opens_the_list_behind_it(supervisor: Client, batch: ForeignBatch) -> None:
    address = reverse("supervise:mining_system", args=[batch.system_id])
    page = words(supervisor, address)
    numbers = re.findall(r'\?key=([^"]+)">(\d+)<', page)
    lists = [words(supervisor, f"{address}cases/?key={key}") for key, _number in numbers]
    assert [one.count('data-label="办件编号"') for one in lists] == [int(number) for _key, number in numbers]
    assert (
        len(numbers) == 8
    )  # deviating, two steps and one's deviations, one kind of deviation, three courses
    assert "A-3" in lists[0]
    assert "A-1" not in lists[0]
    assert supervisor.get(f"{address}cases/?key=gone").status_code == 404


def test_a_picture_of_an_item_of_ours(supervisor: Client, db: None) -> None:
    """Without a catalogue here the process is not known: variants and times are shown all the same."""
    story = Story()
    story.received(opened=["受理"])
    story.tell("case.step.ended", ended="受理", opened=["审查"])
    project(story.messages)
    page = words(supervisor, f"{reverse('supervise:mining_item')}?code=511602-0001")
    assert "未提供流程" in page
    assert "1 小时 0 分" in page
    key = page.split("&amp;key=")[1].split('"')[0]
    assert "261123" in words(
        supervisor, f"{reverse('supervise:mining_item_cases')}?code=511602-0001&key={key}"
    )
    assert supervisor.get(f"{reverse('supervise:mining_item')}?code=unknown").status_code == 404


def test_a_batch_goes_back_with_reasons(supervisor: Client, batch: ForeignBatch) -> None:
    """D10-052: what is wrong is told row by row, on the page and as a file that no spreadsheet takes for formulas."""
    page = words(supervisor, reverse("supervise:batch", args=[batch.pk]))
    assert "环节记录没有环节名称，未接收" in page
    chosen = words(supervisor, f"{reverse('supervise:batch', args=[batch.pk])}?code=event_refused")
    assert "没有开始时间" not in chosen.split("<tbody>")[1]
    answer = supervisor.get(reverse("supervise:batch_csv", args=[batch.pk]))
    assert answer["Content-Type"].startswith("text/csv")
    rows = answer.content.decode("utf-8-sig").splitlines()
    assert len(rows) == 3
    assert rows[1].startswith("'=1+2,")


def test_foreign_cases_are_found_by_their_number(supervisor: Client, batch: ForeignBatch) -> None:
    page = words(supervisor, f"{reverse('supervise:cases')}?number=A-3")
    case = MonitoredCase.objects.get(number="A-3")
    assert reverse("supervise:case", args=[case.pk]) in page
    assert "全程办理" in words(supervisor, reverse("supervise:case", args=[case.pk]))


def test_only_supervisors_and_leaders_may_look(
    signed_in: Callable[[str], Client], batch: ForeignBatch
) -> None:
    client = signed_in(Role.HANDLER)
    for address in ("mining", "mining_item", "mining_item_cases"):
        assert client.get(reverse(f"supervise:{address}")).status_code == 403
    for address in ("mining_system", "mining_system_cases"):
        assert client.get(reverse(f"supervise:{address}", args=[batch.system_id])).status_code == 403
    for address in ("batch", "batch_csv"):
        assert client.get(reverse(f"supervise:{address}", args=[batch.pk])).status_code == 403


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (None, "—"),
        (0, "0 秒"),
        (59, "59 秒"),
        (61, "1 分钟"),
        (3700, "1 小时 1 分"),
        (90000, "1 天 1 小时"),
        (864000, "10 天"),
    ],
)
def test_spans_of_time(seconds: float | None, said: str) -> None:
    assert span(seconds) == said


def test_words_of_deviations_and_faults() -> None:
    assert deviation(Move(MoveKind.MODEL, "", "x")) == "缺少环节"
    assert deviation(Move(MoveKind.LOG, "补录", "")) == "流程中没有的环节"
    assert deviation(Move(MoveKind.LOG, "审查", "x")) == "次序或次数不符"
    assert fault("event_refused") == "环节记录未接收"
    assert fault("something") == "something"
