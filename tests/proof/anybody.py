"""Anybody who may touch a case: what people do, rightly or wrongly, for the random proof."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from hypothesis import strategies as st

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, returning
from shenpi.apps.casework.models import Task
from shenpi.apps.errors import Refusal
from shenpi.apps.organisation.models import Person
from shenpi.sites.demo import players
from tests.proof.roads import Step
from tests.proof.said import SAID
from tests.proof.taking import Taker

BESIDE = (
    *("request_suspension", "request_extension", "request_opinion_change", "order_field_check"),
    *("tell_third_parties", "call_meeting", "arrange_meeting", "tell_hearing_rights", "order_hearing"),
    *(
        "order_rectification",
        "order_inspection",
        "check_originals",
        "hand_over_paper",
        "take_paper",
        "decline_paper",
    ),
    *("accept_with_gap", "escalate", "decide", "record_meeting", "withdraw"),
)
"""What may come at any moment beside the next step, or instead of it."""


@dataclass
class Desk(Taker):
    """One life of a case; each method is something that people do, rightly or wrongly."""

    rest: list[Step] = field(default_factory=list)
    rng: Random = field(default_factory=lambda: Random(1))

    def go_on(self) -> None:
        """Take the road's next step; at its end, whatever is open."""
        if self.rest:
            self.go(self.rest.pop(0))
        else:
            self.advance()

    def advance(self) -> None:
        self._play(agree=True)

    def find_fault(self) -> None:
        self._play(agree=False)

    def send_back(self) -> None:
        """Return by one step or several, to every office or to some, where the process draws it or not."""
        task, case = self._task(), self.case
        ways = returning.ways(case, task) or [returning.Way(returning.RETURN, (), ())]
        way = self.draw(st.sampled_from(ways), "way back")
        offices = self.draw(st.sets(st.sampled_from(way.offices)), "offices") if way.offices else ()
        with timekeeping.at(self.moment):
            by = players.holder(task) or self.county["clerk"]
            acts.send_back(case.pk, task.pk, by=by, reason="请复核。", way=way.verdict, offices=offices)

    def press_again(self) -> None:
        """A stale page: a step that was open some time ago."""
        if self.past:
            self._act_on(self.draw(st.sampled_from(self.past), "past step"), self.county["clerk"])

    def be_somebody_else(self) -> None:
        self._act_on(self._task(), self.draw(st.sampled_from(self.people()), "somebody"))

    def ask_beside(self) -> None:
        self._take_wildly(self.draw(st.sampled_from(BESIDE), "beside"))

    def take_any(self) -> None:
        """Any act there is, whoever comes, whatever is said."""
        self._take_wildly(self.draw(st.sampled_from(sorted(SAID)), "act"))

    def _take_wildly(self, name: str) -> None:
        self.wild = True
        try:
            self.take(name)
        finally:
            self.wild = False

    def _play(self, *, agree: bool) -> None:
        task = self._task()
        self._act_on(task, players.holder(task) or self.county["clerk"], agree=agree)

    def _task(self) -> Task:
        tasks = list(self.case.tasks.select_related("holder").order_by("id"))
        if not tasks:
            raise Refusal("ended", "nothing is open")
        return self.draw(st.sampled_from(tasks), "step")

    def _act_on(self, task: Task, by: Person, *, agree: bool = True) -> None:
        self.past.append(task)
        if task.act not in players.PLAYED:
            self.take(task.act)
            return
        with timekeeping.at(self.moment):
            players.play(self.case, task, by, self.rng, agree=agree)


DEEDS: list[Callable[[Desk], None]] = [
    *[Desk.go_on] * 14,
    *[Desk.advance] * 2,
    *[Desk.find_fault] * 2,
    *[Desk.send_back] * 2,
    Desk.press_again,
    Desk.be_somebody_else,
    Desk.let_time_pass,
    *[Desk.ask_beside] * 6,
    *[Desk.take_any] * 5,
]
