"""What the county's people say: complaints, enquiries and ratings in every state, by the real acts at their moments."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from shenpi.apps import timekeeping
from shenpi.apps.applications.models import Application, Progress
from shenpi.apps.exchange.pumping import settle
from shenpi.apps.feedback import acts
from shenpi.apps.organisation.models import Agency, Person
from shenpi.apps.oversight import acts as offices
from shenpi.apps.supervision import acts as supervision
from shenpi.apps.supervision.matters import overdue, watching
from shenpi.apps.supervision.models import Matter, Rating
from shenpi.sites.demo import personas

if TYPE_CHECKING:
    from shenpi.apps.feedback.acts import Filed

SPACE = UUID("6f1d2d0a-3f0e-4c55-9a35-0f6d8b0a7c11")
GRADES = (5, 5, 5, 5, 5, 4, 4, 4, 3, 2, 1)
PRAISE = ("", "", "很快就办好了。", "工作人员很耐心。", "少跑了一趟，谢谢。")
BLAME = ("跑了两趟才说缺材料。", "排队一个多小时。", "电话一直没有人接。", "等了很久没有通知。")
RATED = 60
VISITS = 12
AGENCY = "zrzy"
"""The agency of most personas, which has a supervisor of its own."""

Step = tuple[int, int, Callable[[], object]]
"""So many working days ago, at the hour: what somebody does."""


class Voices:
    """Lives the story through, moment by moment; a filing is known by its name in the story."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.agency = Agency.objects.get(code=AGENCY)
        self.eye, self.own = (
            personas.person(personas.persona(key).username) for key in ("supervisor", "inspector")
        )
        self.leader, self.clerk = (
            personas.person(personas.persona(key).username) for key in ("leader", "clerk")
        )
        self.applicant = personas.person(personas.APPLICANT)

    def live(self) -> None:
        """Do everything in order of time, with supervision looking in each evening."""
        steps = [*self._complaints(), *self._enquiries(), *self._visits(), *self._ratings()]
        steps += [(days, 18, self._evening) for days in range(15, -1, -1)]
        for days, hour, step in sorted(steps, key=lambda each: (-each[0], each[1])):
            moment = days_ago(days, hour)
            if moment <= timekeeping.now():
                with timekeeping.at(moment):
                    step()
                    settle()
        self._evening()
        settle()

    def _evening(self) -> None:
        overdue.sweep()
        watching.sweep()

    def _file(self, kind: str, key: str, text: str, by: Person | None = None, **given: Any) -> Filed:
        words: dict[str, Any] = {"agency_code": self.agency.code, "agency": self.agency.name} | given
        return acts.file(kind, uuid5(SPACE, key), acts.Words(text, **words), by=by)

    def _complaints(self) -> list[Step]:
        def move(name: str, act: str, text: str, by: Person, basis: str = "") -> Callable[[], object]:
            return lambda: supervision.move_matter(uuid5(SPACE, name), act, by=by, text=text, basis=basis)

        def say(name: str, act: str, text: str = "") -> Callable[[], object]:
            return lambda: acts.respond(uuid5(SPACE, name), act, text=text)

        def file(key: str, category: str, text: str, **given: Any) -> Callable[[], object]:
            return lambda: self._file("complaint", key, text, category=category, **given)

        named = {"name": "李晓明", "phone": "13800000000", "by": self.applicant}
        stated = "窗口说明了情况，已向申请人道歉。"
        steps: list[Step] = [
            (15, 9, file("c.found", "refusal", "第一次没有说清楚缺什么，让我跑了两趟。", **named)),
            (14, 10, move("c.found", "take_up", "属于本机关职责，予以受理。", self.own)),
            (13, 9, move("c.found", "ask", "请说明该件补正告知的经过。", self.own)),
            (11, 15, lambda: offices.answer(uuid5(SPACE, "c.found"), "explain", by=self.leader, text=stated)),
            (
                9,
                11,
                move(
                    "c.found",
                    "substantiate_partly",
                    "未一次性告知属实，态度问题不属实。已责令改正。",
                    self.own,
                ),
            ),
            (8, 16, say("c.found", "content")),
            (
                14,
                11,
                file(
                    "c.review", "delay", "承诺八天，过了十二天还没有结果。", name="周敏", phone="13900000001"
                ),
            ),
            (12, 9, move("c.review", "take_up", "予以受理。", self.own)),
            (7, 14, move("c.review", "find_unfounded", "其间依法委托评审，评审时间不计入。", self.own)),
            (5, 10, say("c.review", "review", "没有人告诉我要评审。")),
            (13, 10, file("c.refused", "other", "隔壁工地太吵。")),
            (
                11,
                10,
                move(
                    "c.refused",
                    "refuse",
                    "不属于行政审批投诉，请向生态环境部门反映。",
                    self.own,
                    "投诉处理办法第八条",
                ),
            ),
            (9, 9, file("c.silent", "attitude", "打电话三次都说没空。")),
            (
                3,
                9,
                file(
                    "c.asked", "materials", "要我交办事指南上没有的材料。", name="郭强", phone="13900000002"
                ),
            ),
            (2, 10, move("c.asked", "take_up", "予以受理。", self.own)),
            (1, 10, move("c.asked", "ask", "请说明要求该材料的依据。", self.own)),
            (
                4,
                15,
                file(
                    "c.grave", "discipline", "有人暗示要请客。", name="何静", phone="13900000003", bureau=True
                ),
            ),
            (2, 9, move("c.grave", "take_up", "由监察机构直接调查。", self.eye)),
            (1, 16, file("c.new", "fee", "复印要收钱。")),
            (10, 9, self._at_window),
        ]
        return steps

    def _at_window(self) -> None:
        spoken = offices.Spoken(
            "complaint",
            "排队叫号机坏了一上午。",
            "other",
            agency_code=AGENCY,
            name="赵六",
            phone="13900000004",
        )
        offices.record_feedback(spoken, by=self.clerk)

    def _enquiries(self) -> list[Step]:
        item = next(
            (
                row.item_version.item
                for row in Application.objects.filter(item_version__item__agency=self.agency)[:1]
            ),
            None,
        )
        about: dict[str, Any] = {"item_code": item.code, "item_name": item.name} if item else {}

        def ask(name: str, text: str) -> Callable[[], object]:
            return lambda: self._file("enquiry", name, text, **about)

        def answer(name: str, act: str, text: str) -> Callable[[], object]:
            return lambda: offices.answer(uuid5(SPACE, name), act, by=self.leader, text=text)

        return [
            (12, 9, ask("e.faq", "我在外地，可以委托家里人代办吗？")),
            (11, 9, answer("e.faq", "explain", "可以。代办人带本人身份证和您签名的委托书，其他材料不变。")),
            (10, 9, answer("e.faq", "publish", "可以委托别人代办吗？")),
            (8, 14, ask("e.late", "图纸要盖几个章？")),
            (4, 9, ask("e.answered", "能不能邮寄材料？")),
            (2, 9, answer("e.answered", "explain", "可以邮寄到政务服务中心 1 号窗口。")),
            (1, 9, ask("e.new", "办下来的证可以寄到家吗？")),
        ]

    def _visits(self) -> list[Step]:
        def visit() -> None:
            code = offices.open_visit(by=self.clerk, item_name=self.rng.choice(("咨询", "交材料", "领证")))
            settle()
            acts.rate_visit(code, self._grade())

        return [(self.rng.randrange(14), self.rng.randrange(9, 17), visit) for _each in range(VISITS)]

    def _ratings(self) -> list[Step]:
        """Rate cases that are over; the offices mend what was bad, one of them objects, one does nothing."""
        over = Progress.objects.filter(decided_at__lt=days_ago(15, 9), state="completed").order_by(
            "-decided_at"
        )

        def rate(row: Progress) -> Callable[[], object]:
            return lambda: acts.rate_case(row.pk, row.number, row.item_name, self._grade(), by=None)

        steps: list[Step] = [
            (14 - place % 12, 9 + place % 8, rate(row)) for place, row in enumerate(over[:RATED])
        ]
        return [*steps, (1, 17, self._mend)]

    def _mend(self) -> None:
        bad = Matter.objects.filter(kind="rating", state="returned").order_by("opened_at")
        for place, matter in enumerate(list(bad)):
            by = Person.objects.filter(
                posts__office__agency__code=matter.agency_code, posts__role="leader"
            ).first()
            if by is None or place % 4 == 3:
                continue
            act, text = (
                ("object", "该时段无人排队，有监控录像。")
                if place == 0
                else ("mend", "已增开窗口，并向评价人致歉。")
            )
            offices.answer(matter.pk, act, by=by, text=text)
            settle()
            if place % 3 == 2:
                acts.respond(matter.pk, "content")

    def _grade(self) -> acts.Grade:
        grade = self.rng.choice(GRADES)
        return acts.Grade(grade, self.rng.choice(BLAME if grade <= 2 else PRAISE))


def speak(rng: Random) -> None:
    """Let people speak, once."""
    if not Rating.objects.exists():
        Voices(rng).live()


def days_ago(days: int, hour: int) -> datetime:
    """Return the hour of a working day so many of them ago."""
    today = timekeeping.local(timekeeping.now()).date()
    day = timekeeping.calendar().add_working_days(today, -days) if days else today
    return datetime.combine(day, time(hour, 20), timekeeping.SHANGHAI)
