"""Somebody at a desk who takes any act there is, by its name: rightly along a road, or as chance has it."""

from __future__ import annotations

import inspect
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from shenpi.apps import timekeeping
from shenpi.apps.applications.acts.record_mandate import Recorded
from shenpi.apps.applications.acts.submit import Submitted
from shenpi.apps.casework import certificate_sweeps, sweeps
from shenpi.apps.casework.models import Case, Task
from shenpi.apps.documents.models import Certificate
from shenpi.apps.errors import Refusal
from shenpi.apps.exchange.pumping import settle
from shenpi.apps.organisation.models import Person
from shenpi.sites.demo import players
from tests.proof.acting import ACTS
from tests.proof.filing import Filer
from tests.proof.roads import Step
from tests.proof.said import SAID
from tests.support.county import County

STEPS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("accept", "accept_with_gap", "correct_on_the_spot", "request_correction", "refuse_acceptance"),
        ("examine_formally",),
    ),
    **dict.fromkeys(("decide", "escalate"), ("decide", "joint_review", "executive_meeting")),
    **dict.fromkeys(("post_documents", "record_undelivered"), ("serve",)),
    **dict.fromkeys(("register_bidder", "record_bid"), ("close_offer",)),
    **dict.fromkeys(("urge_performance", "apply_to_court"), ("collect",)),
    "send_back": ("review", "decide", "decide_penalty", "joint_review"),
    "approve_opinion_change": ("approve_opinion",),
    "end_suspension": ("conduct_suspension",),
    "record_claim": ("await_claim",),
    "record_statement": ("await_statement",),
    "reject_declaration": ("record_payment",),
}
"""The steps at which an act is taken, where they are not called as it is."""
BY = {
    **dict.fromkeys(("receive", "receive_bundle", "enter_afterwards", "apply_on_certificate"), "clerk"),
    **dict.fromkeys(("call_for_originals", "check_originals", "hand_over_paper", "record_claim"), "clerk"),
    **dict.fromkeys(("await_statement", "post_documents"), "clerk"),
    "call_meeting": "leader",
    "arrange_meeting": "secretary",
}
"""Who takes an act that no step gives to somebody; otherwise the host office's handler does."""
APPLICANT = {"supplement", "fill_gap", "withdraw"}
"""What the applicant does, in whose name nobody need act."""


@dataclass
class Taker:
    """The case that lies on the desk, those that lay there before, and the words for every act."""

    county: County
    filer: Filer
    kind: str
    moment: datetime
    data: st.DataObject | None = None
    wild: bool = False
    cases: list[UUID] = field(default_factory=list)
    past: list[Task] = field(default_factory=list)
    sent: set[str] = field(default_factory=set)

    @property
    def case(self) -> Case:
        """The case on the desk, as it stands now. Raises Refusal while none is."""
        if not self.cases:
            raise Refusal("nothing", "there is no case on the desk")
        return Case.objects.select_related("item_version__item").get(pk=self.cases[-1])

    def people(self) -> list[Person]:
        return list(self.county.people.values())

    def pick(self, *options: Any) -> Any:
        """Choose what is usual, or by chance. Raises Refusal where there is nothing to choose from."""
        if not options:
            raise Refusal("nothing", "there is nothing to choose from")
        return self.draw(st.sampled_from(options), "said") if self.wild else options[0]

    def draw(self, among: st.SearchStrategy[Any], why: str) -> Any:
        """Let chance decide."""
        assert self.data, "nothing is left to chance on a road"
        return self.data.draw(among, why)

    def certificate(self) -> UUID:
        """The certificate that was issued last."""
        newest = Certificate.objects.order_by("-issued_on", "-pk").values_list("pk", flat=True)
        return self.pick(*newest[:1])

    def go(self, step: Step) -> None:
        """Take one step of a road; of those that are repeated, all."""
        self.wild = False
        if isinstance(step, int):
            self.moment += timedelta(days=step)
            self.let_time_pass()
        elif isinstance(step, tuple):
            self.take(step[0], **step[1])
        elif step.endswith("*"):
            while any(task.act in _steps(step[:-1]) for task in self.case.tasks.all()):
                self.take(step[:-1])
        else:
            self.take(step)

    def let_time_pass(self) -> None:
        """Do what time has brought about."""
        with timekeeping.at(self.moment):
            while sweeps.sweep() + certificate_sweeps.sweep():
                pass

    def take(self, name: str, **said: Any) -> None:
        """Take an act on the case, with what is said in it. Raises Refusal."""
        act, sent = ACTS[name], "." in name
        with timekeeping.at(self.moment):
            if sent:
                settle()
            asked = inspect.signature(act).parameters
            told = SAID[name](self) | said
            task = self._step(name) if "task_id" in asked else None
            if task is not None:
                told["task_id"] = task.pk
            if "case_id" in asked:
                told["case_id"] = self.case.pk
            if "by" in asked:
                told["by"] = self.county[told["by"]] if "by" in told else self._by(name, task)
            self._lay(act(**told))
            if sent:
                self.sent.add(name)
                settle()

    def _step(self, name: str) -> Task | None:
        """The step at which the act is taken; by chance any other, open or not."""
        tasks = list(self.case.tasks.select_related("holder").order_by("id"))
        fitting = [task for task in tasks if task.act in _steps(name)]
        if name == "check_originals" and not fitting:
            return None
        task: Task = self.pick(*fitting, *(tasks + self.past if self.wild else ()))
        self.past.append(task)
        return task

    def _by(self, name: str, task: Task | None) -> Person | None:
        if "." in name:
            return self.filer.acting(name)
        rightly = (players.holder(task) if task else None) or self.county[BY.get(name, "land.h")]
        if self.wild and self.draw(st.booleans(), "somebody else"):
            rightly = self.pick(*self.people())
        return None if name in APPLICANT and not self.wild else rightly

    def _lay(self, made: Any) -> None:
        """Lay upon the desk what came of an act."""
        match made:
            case Case():
                self.cases.append(made.pk)
            case [Case(), *_rest]:
                self.cases.extend(each.pk for each in made)
            case Submitted():
                self.cases.append(made.application.pk)
            case Recorded():
                self.filer.entrusted(made)


def _steps(name: str) -> tuple[str, ...]:
    return STEPS.get(name, (name,))
