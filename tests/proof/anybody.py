"""One case and everybody who may touch it: what people do, rightly or wrongly, for the random proof."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from hypothesis import strategies as st

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, decisions, meetings, queries, returning, sweeps
from shenpi.apps.casework.models import Case, Task
from shenpi.apps.errors import Refusal
from shenpi.apps.organisation.models import Person
from shenpi.sites.demo import players
from tests.support.county import County

HANDED = {
    "scanned": [],
    "on paper": [acts.HandedIn("application", "申请表", "original"), acts.HandedIn("plan", "平面图", "copy")],
    "with a gap": [acts.HandedIn("application", "申请表", "original")],
}
"""What may be handed in; nothing named here: the county's usual filing."""


@dataclass
class Desk:
    """One case and everybody who may touch it; each method is something that people do, rightly or wrongly."""

    county: County
    case: Case
    data: st.DataObject
    rng: Random = field(default_factory=lambda: Random(1))
    past: list[Task] = field(default_factory=list)

    def advance(self) -> None:
        self._play(agree=True)

    def find_fault(self) -> None:
        self._play(agree=False)

    def send_back(self) -> None:
        """Return by one step or several, to every office or to some, where the process draws it or not."""
        task, case = self._task(), Case.objects.get(pk=self.case.pk)
        ways = returning.ways(case, task) or [returning.Way(returning.RETURN, (), ())]
        way = self.data.draw(st.sampled_from(ways), "way back")
        offices = self.data.draw(st.sets(st.sampled_from(way.offices)), "offices") if way.offices else ()
        by = players.holder(task) or self.county["clerk"]
        acts.send_back(case.pk, task.pk, by=by, reason="请复核。", way=way.verdict, offices=offices)

    def withdraw(self) -> None:
        by = self.data.draw(st.sampled_from([None, *self.county.people.values()]), "who withdraws")
        acts.withdraw(self.case.pk, by=by, reason="项目调整")

    def press_again(self) -> None:
        """A stale page: a step that was open some time ago."""
        if self.past:
            self._act_on(self.data.draw(st.sampled_from(self.past), "past step"), self.county["clerk"])

    def be_somebody_else(self) -> None:
        by = self.data.draw(st.sampled_from(list(self.county.people.values())), "somebody")
        self._act_on(self._task(), by)

    def take_another_act(self) -> None:
        """A button that the step does not have."""
        task = self._task()
        other = self.data.draw(st.sampled_from([acts.issue, acts.publish, acts.notify_payment]), "act")
        other(self.case.pk, task.pk, by=players.holder(task) or self.county["clerk"])

    def ask_beside(self) -> None:
        """Something that the law allows beside the drawn process, asked for by anybody."""
        by = self.data.draw(st.sampled_from(list(self.county.people.values())), "who asks")
        ask = self.data.draw(st.sampled_from(ASKED), "what")
        ask(self, by)

    def suspend(self, by: Person) -> None:
        days = self.data.draw(st.integers(1, 10), "days")
        acts.request_suspension(self.case.pk, by=by, procedure="testing", days=days, reason="取样")

    def extend(self, by: Person) -> None:
        acts.request_extension(self.case.pk, by=by, reason="现场复杂")

    def tell_of_hearing(self, by: Person) -> None:
        acts.tell_hearing_rights(self.case.pk, by=by, matter="采光")

    def change_opinion(self, by: Person) -> None:
        own = [each for each in queries.opinions(self.case) if each.person_id == by.pk]
        for opinion in own[:1]:
            acts.request_opinion_change(
                self.case.pk, opinion.task_id, by=by, verdict="agree", why="笔误", text="同意。"
            )

    def check_in_the_field(self, by: Person) -> None:
        people = st.lists(st.sampled_from(list(self.county.people.values())), min_size=1, max_size=3)
        officers = [each.pk for each in self.data.draw(people, "officers")]
        acts.order_field_check(self.case.pk, by=by, officers=officers, matter="红线")

    def tell_third_parties(self, by: Person) -> None:
        names = self.data.draw(st.lists(st.sampled_from(["赵五", "石岗村三组", ""]), max_size=3), "parties")
        acts.tell_third_parties(
            self.case.pk, by=by, parties=[acts.Party(name) for name in names], matter="采光"
        )

    def call_meeting(self, by: Person) -> None:
        body = self.data.draw(st.sampled_from(list(meetings.Body)), "meeting")
        ground = self.data.draw(st.sampled_from(list(meetings.Ground)), "ground")
        acts.call_meeting(self.case.pk, by=by, body=body.value, ground=ground.value, matter="规划")

    def disagree_in_meeting(self) -> None:
        """A joint review that comes to no agreement."""
        task = self._task()
        by = players.holder(task) or self.county["clerk"]
        acts.record_meeting(self.case.pk, task.pk, by=by, minutes=self._minutes(), conclusion="divided")

    def pass_on(self) -> None:
        """Leave the decision to who stands above."""
        task = self._task()
        by = players.holder(task) or self.county["clerk"]
        acts.escalate(self.case.pk, task.pk, by=by, reason="意见不一致", minutes=self._minutes())

    def decide_otherwise(self) -> None:
        """Grant in part, or subject to a superior, whatever a meeting said."""
        task = self._task()
        superior = self.data.draw(st.sampled_from(["", "四川省自然资源厅"]), "superior")
        acts.decide(
            self.case.pk,
            task.pk,
            by=players.holder(task) or self.county["clerk"],
            verdict="grant_partly",
            reason="部分不符",
            basis="第四条",
            parts=decisions.Parts("一号地块", "二号地块"),
            minutes=self._minutes(),
            superior=superior,
        )

    def _minutes(self) -> meetings.Minutes:
        today = timekeeping.local(timekeeping.now()).date()
        return meetings.Minutes(today, "各科室", "讨论")

    def accept_with_gap(self) -> None:
        """Trust the applicant's promise, where the item allows it and something is missing."""
        task = self._task()
        acts.accept_with_gap(self.case.pk, task.pk, by=self.county["clerk"], missing=["plan"], promised=True)

    def check_originals(self) -> None:
        """Compare with the originals whenever somebody asks."""
        by = self.data.draw(st.sampled_from(list(self.county.people.values())), "who checks")
        found = {each.pk: "same" for each in self.case.materials.all()}
        acts.check_originals(self.case.pk, by=by, found=found)

    def move_paper(self) -> None:
        """Hand the paper file on, take it or leave it, as anybody."""
        people = list(self.county.people.values())
        by = self.data.draw(st.sampled_from(people), "whose hands")
        what = self.data.draw(st.sampled_from(["hand over", "take", "decline"]), "what")
        if what == "hand over":
            to = self.data.draw(st.sampled_from(people), "to whom")
            acts.hand_over_paper(self.case.pk, by=by, to=to)
        elif what == "take":
            acts.take_paper(self.case.pk, by=by)
        else:
            acts.decline_paper(self.case.pk, by=by, reason="缺页")

    def let_time_pass(self) -> None:
        sweeps.sweep()

    def _play(self, *, agree: bool) -> None:
        task = self._task()
        self._act_on(task, players.holder(task) or self.county["clerk"], agree=agree)

    def _task(self) -> Task:
        tasks = list(self.case.tasks.select_related("holder").order_by("id"))
        if not tasks:
            raise Refusal("ended", "nothing is open")
        return self.data.draw(st.sampled_from(tasks), "step")

    def _act_on(self, task: Task, by: Any, *, agree: bool = True) -> None:
        self.past.append(task)
        case = Case.objects.select_related("item_version").get(pk=self.case.pk)
        players.play(case, task, by, self.rng, agree=agree)


ASKED = (
    Desk.suspend,
    Desk.extend,
    Desk.tell_of_hearing,
    Desk.change_opinion,
    Desk.check_in_the_field,
    Desk.tell_third_parties,
    Desk.call_meeting,
)
DEEDS: list[Callable[[Desk], None]] = [
    *[Desk.advance] * 12,
    *[Desk.find_fault] * 2,
    *[Desk.send_back] * 2,
    Desk.withdraw,
    Desk.press_again,
    Desk.be_somebody_else,
    Desk.take_another_act,
    Desk.let_time_pass,
    *[Desk.ask_beside] * 6,
    *[Desk.decide_otherwise] * 3,
    *[Desk.pass_on] * 2,
    Desk.disagree_in_meeting,
    *[Desk.move_paper] * 2,
    *[Desk.accept_with_gap] * 2,
    Desk.check_originals,
]
