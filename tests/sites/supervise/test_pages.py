"""The supervision site: the wall, the list behind each number, and the records nobody can change."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from shenpi.apps.organisation.roles import Role
from shenpi.apps.supervision.models import MonitoredStep, Quashing, Signal, WarningRecord
from shenpi.apps.supervision.projection import project
from tests.apps.supervision.messages import Story
from tests.apps.supervision.sample import HOUR, NOW, case, step

County = dict[str, MonitoredStep]
PAGES = ["wall", "live", "steps", "cases", "records", "merit"]


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_strangers_see_nothing(page: str, signed_in: Callable[[str], Client], county: County) -> None:
    """Anonymous people are led to the sign-in page, applicants and handlers refused; never content."""
    address = reverse(f"supervise:{page}")
    assert Client().get(address).status_code == 302
    for role in (Role.APPLICANT, Role.HANDLER):
        assert "N-RED" not in text(signed_in(role), address, 403)


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.LEADER])
def test_supervisors_and_leaders_read_every_page(
    role: str, signed_in: Callable[[str], Client], county: County
) -> None:
    """D3-072: the supervision office reads everything; leaders see the same figures."""
    client = signed_in(role)
    for page in PAGES:
        text(client, reverse(f"supervise:{page}"))
    text(client, reverse("supervise:case", args=[county["red"].case_id]))
    text(client, reverse("supervise:record", args=[WarningRecord.objects.get().pk]))


def test_nothing_can_be_posted(supervisor: Client, county: County) -> None:
    """D3-068: the site offers no way to change anything."""
    record = WarningRecord.objects.get()
    addresses = [reverse(f"supervise:{page}") for page in PAGES]
    addresses += [
        reverse("supervise:record", args=[record.pk]),
        reverse("supervise:case", args=[record.case_id]),
    ]
    for address in addresses:
        for method in (supervisor.post, supervisor.put, supervisor.delete):
            assert method(address).status_code == 405


def test_each_number_of_the_wall_opens_its_list(supervisor: Client, county: County) -> None:
    """Journey 5: live counts by department, and the list behind each number has that many rows."""
    wall = text(supervisor, reverse("supervise:wall"))
    links = re.findall(r'class="number number-\w+"><a href="([^"]+)">(\d+)</a>', wall)
    links += re.findall(
        r'href="([^"]+)">\s*<span class="figure-name">.*?figure-count">(\d+)<', wall, re.DOTALL
    )
    assert len(links) == 4 + 4
    for address, number in links:
        listed = text(supervisor, address.replace("&amp;", "&"))
        assert listed.count('<td data-label="承办人">') == int(number) == 1


def test_the_numbers_of_the_day_and_the_month_open_their_lists(supervisor: Client, county: County) -> None:
    """The house style: a number always opens the list behind it; so do today's cases, the month's cards, slow steps."""
    given = {"agency_code": "A1", "agency_name": "市场监督管理局", "item_code": "i", "private": False}
    told = given | {"accepted_at": NOW, "decided_at": NOW, "outcome": "granted"}
    for number, more in (("T-1", {"received_at": NOW}), ("T-2", {"received_at": NOW - timedelta(days=40)})):
        case(number=number, **told, **more)
    case(number="T-3", received_at=NOW - timedelta(days=1), **given)
    ended = case(number="T-4", received_at=NOW - timedelta(days=40), **given)
    step(ended, name="慢环节", ended_at=NOW)
    for place, (at, quashed) in enumerate(((NOW, False), (NOW, True), (NOW - timedelta(days=40), False))):
        times = dict.fromkeys(("since", "at", "raised_at"), at)
        card = Signal.objects.create(
            rule="step_due", level="red", subject=str(place), key="1", person_name=f"第{place}人", **times
        )
        if quashed:
            Quashing.objects.create(kind="signal", record_id=card.pk, reason="误报", at=NOW)
    wall = text(supervisor, reverse("supervise:wall"))
    today = dict(re.findall(r"<dt>(今日..)</dt><dd><a href=\"([^\"]+)\">", wall))
    found = {
        name: re.findall(r"T-\d", text(supervisor, url.replace("&amp;", "&"))) for name, url in today.items()
    }
    assert found == {"今日接件": ["T-1"], "今日受理": ["T-1", "T-2"], "今日决定": ["T-1", "T-2"]}
    (cards,) = re.findall(r"wall-card-red\"><a href=\"([^\"]+)\">1</a>", wall)
    shown = text(supervisor, cards.replace("&amp;", "&"))
    assert re.findall(r"第\d人", shown) == ["第0人"]
    (slow,) = re.findall(r"慢环节.*?<a href=\"([^\"]+)\">1</a>", wall, re.DOTALL)
    assert re.findall(r"T-\d", text(supervisor, slow.replace("&amp;", "&"))) == ["T-4"]


def test_a_light_is_shape_and_word_as_well_as_colour(supervisor: Client, county: County) -> None:
    """D3-064 to D3-067 and the house style: ● 绿灯, ▲ 黄灯, ■ 红灯, never a colour alone."""
    wall = text(supervisor, reverse("supervise:wall"))
    for light, mark, word in (("green", "●", "绿灯"), ("yellow", "▲", "黄灯"), ("red", "■", "红灯")):
        tile = re.search(rf'figure-tile figure-{light}".*?</a>', wall, re.DOTALL)
        assert tile
        assert mark in tile[0]
        assert word in tile[0]
    assert "绿灯 1，黄灯 1，红灯 1，暂停计时 1" in wall


def test_the_wall_keeps_itself_up_to_date(supervisor: Client, county: County) -> None:
    """D1-027 "in real time": the live part replaces exactly the parts of the wall that change."""
    wall, live = text(supervisor, reverse("supervise:wall")), text(supervisor, reverse("supervise:live"))
    assert f'hx-get="{reverse("supervise:live")}" hx-trigger="wall-ask"' in wall
    assert f'data-stream="{reverse("supervise:stream")}" data-every="5"' in wall
    parts = re.findall(r'id="([\w-]+)" hx-swap-oob="true"', live)
    changing = ("agencies-table", "figures", "now", "records", "regions", "signals", "slowest", "today")
    assert sorted(parts) == [f"wall-{name}" for name in changing]
    for part in parts:
        assert f'id="{part}"' in wall
    assert "hx-swap-oob" not in wall
    step(due=-HOUR)
    assert "红灯 2" in text(supervisor, reverse("supervise:live"))


def test_an_empty_wall_says_what_will_come(supervisor: Client) -> None:
    """Empty lists say what will appear there."""
    for page in ("wall", "records"):
        assert "没有" in text(supervisor, reverse(f"supervise:{page}"))


def test_lists_filter_by_light_agency_and_office(supervisor: Client, county: County) -> None:
    """Journey 5: lights by department; an office of the chosen agency narrows further."""
    address = reverse("supervise:steps")
    forest = text(supervisor, f"{address}?agency=A2")
    assert "N-YELLOW" in forest
    assert "N-RED" not in forest
    assert "资源股" in forest
    assert "N-YELLOW" not in text(supervisor, f"{address}?agency=A2&office=A1-01")
    assert "N-GREEN" not in text(supervisor, f"{address}?light=red")
    assert "科室共同承办" not in text(supervisor, f"{address}?light=red")
    assert "申请人" in text(supervisor, f"{address}?light=paused")


def test_long_lists_go_on_page_by_page(supervisor: Client) -> None:
    """Lists stay fast: fifty rows, then a link that keeps the filters."""
    of = case()
    for _number in range(51):
        step(of, due=HOUR)
    first = text(supervisor, f"{reverse('supervise:steps')}?light=yellow")
    assert first.count('<td data-label="承办人">') == 50
    address = re.search(r'rel="next" href="([^"]+)"', first)[1].replace("&amp;", "&")
    assert "light=yellow" in address
    second = text(supervisor, reverse("supervise:steps") + address)
    assert second.count('<td data-label="承办人">') == 1
    assert "回到第一页" in second


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("steps/?light=purple&agency=%F0%A0%AE%B7&office=<script>", 200),
        ("steps/?after=garbage", 422),
        ("steps/?agency=%00", 400),
        ("cases/?state=nowhere&number=" + "9" * 3000, 200),
        ("records/?year=二〇二六", 200),
        ("records/?year=99999999999", 200),
        ("records/?person=nobody", 404),
        ("merit/?year=-1", 200),
        ("cases/00000000-0000-7000-8000-000000000000/", 404),
        ("records/00000000-0000-7000-8000-000000000000/", 404),
    ],
)
def test_bad_addresses_are_answered_in_words(
    query: str, status: int, supervisor: Client, county: County
) -> None:
    """Bad input: never an error page, never the input as markup."""
    page = text(supervisor, f"/supervise/{query}", status)
    assert "<script>&" not in page
    assert "office=<script>" not in page


def test_a_case_shows_its_course_read_only(supervisor: Client) -> None:
    """D3-072: every step of a case, from supervision's own data: who, capacity, when, opinion, what came next."""
    story = Story("whole")
    story.received(opened=["审查"])
    ended = {"task_id": story.messages[0]["data"]["opened"][0]["task_id"]}
    message = story.tell("case.step.ended", by="赵敏", capacity="授权", ended="审查", opened=["决定"])
    message["data"]["ended"] |= ended | {"verdict": "disagree", "reason": "材料不实", "basis": "第三十八条"}
    story.tell("case.decided", by="李强", ended="决定", outcome="refused")
    project(story.messages)
    page = text(supervisor, reverse("supervise:case", args=[story.case_id]))
    for words in (
        "赵敏（授权）",
        "不同意",
        "理由：材料不实",
        "依据：第三十八条",
        "转入：决定（食品科）",
        "不予许可",
    ):
        assert words in page
    assert 'method="post"' not in re.search(r"<main.*</main>", page, re.DOTALL)[0]


def test_a_private_case_says_what_is_withheld(supervisor: Client) -> None:
    """D1-021, D1-022: supervision of a private item sees steps and times, and says that it sees no more."""
    story = Story("private", private=True)
    story.received(opened=["审查"])
    project(story.messages)
    assert "涉及个人隐私" in text(supervisor, reverse("supervise:case", args=[story.case_id]))


def test_a_record_says_who_what_limit_and_how_late(supervisor: Client, county: County) -> None:
    """Journey 5, D3-068: the record's page, with the reason why nobody can change it."""
    record = WarningRecord.objects.get()
    page = text(supervisor, reverse("supervise:record", args=[record.pk]))
    for words in (
        "王芳（授权）",
        "食品科",
        "会审",
        "N-RED",
        "5 个工作日",
        "尚未办结",
        "不可更改",
        "数据库本身拒绝",
    ):
        assert words in page
    assert "N-RED" in text(supervisor, f"{reverse('supervise:records')}?year=2026")
    assert "N-RED" not in text(supervisor, f"{reverse('supervise:records')}?year=2025")


def test_a_disproved_record_says_so(supervisor: Client, county: County) -> None:
    """D3-068: the record stays; that late news took its ground away stands beside it."""
    MonitoredStep.objects.filter(pk=county["red"].pk).update(ended_at=NOW - 60 * HOUR)
    record = WarningRecord.objects.get()
    assert "本条不计入年度红灯" in text(supervisor, reverse("supervise:record", args=[record.pk]))


def test_the_year_ends_in_words(supervisor: Client) -> None:
    """D3-069 to D3-071: two, three and five red records of a calendar year and what they lead to."""
    from shenpi.apps.supervision.recording import record_red_steps

    once, twice, thrice = uuid4(), uuid4(), uuid4()
    for number, (person, name, office) in enumerate(
        [(once, "一次", "B")]
        + [(twice, "两次", "B")] * 2
        + [(thrice, "三次", "C")] * 3
        + [(None, "", "C")] * 2
    ):
        step(due=-(number + 1) * HOUR, person_id=person, person_name=name, office_code=office)
    record_red_steps(NOW)
    page = text(supervisor, reverse("supervise:merit"))
    rows = {
        name: re.search(rf"<tr><td[^>]*>{name}</td>.*?</tr>", page, re.DOTALL)[0]
        for name in ("一次", "两次", "三次")
    }
    assert "尚无" in rows["一次"]
    assert "本人本年度不参与评优" in rows["两次"]
    assert "调离原岗位" not in rows["两次"]
    assert "调离原岗位" in rows["三次"]
    assert page.count("<strong>本处室本年度内不得参与评优</strong>") == 1
