"""Ninety days of a county, lived through the real acts under a simulated clock; no row is inserted by hand.

Filings arrive in office hours; each open step is done by the person who holds it after a plausible delay, mostly
in time, sometimes late; some filings need correction, some are refused, withdrawn or left unpaid; heads travel and
lend their posts. The same seed lives the same life.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from shenpi.apps import rows, timekeeping
from shenpi.apps.casework import acts, sweeps
from shenpi.apps.casework.models import Case, Task
from shenpi.apps.catalogue import queries as catalogue
from shenpi.apps.errors import Refusal
from shenpi.apps.exchange.consumption import consume_in
from shenpi.apps.exchange.pumping import settle
from shenpi.apps.ledger.models import CaseEvent
from shenpi.apps.organisation import queries as organisation
from shenpi.apps.organisation.acts import delegate
from shenpi.apps.organisation.models import Delegation
from shenpi.apps.supervision import beside, prompting, recording, signals
from shenpi.core.worktime import Limit
from shenpi.sites.demo import asking, invented, official, players, telling
from shenpi.sites.demo.online import CROWD, file_online

if TYPE_CHECKING:
    from shenpi.apps.catalogue.models import ItemVersion
    from shenpi.apps.organisation.models import Person


DAYS = 90
OFFICIAL = 16
"""One in so many cases is begun by an agency itself."""
FILINGS = 10
"""How many cases there are for each of those who file online, in a county larger than the usual one."""
AGREEING = {"examine_formally": 0.86, "decide": 0.9, "examine": 0.94}
"""How often somebody agrees where not always."""
PRIVATE_LIFE = frozenset({"civil", "housing", "health", "social"})
"""Themes whose items are for natural persons."""


@dataclass(order=True)
class Moment:
    """Something that will happen: at a moment, to a case (None: a filing arrives)."""

    at: datetime
    order: int
    case_id: UUID | None = field(compare=False)
    task_id: UUID | None = field(compare=False, default=None)


class CountyLife:
    """The simulation. `lived` yields once per case, so that a progress bar can follow.

    What was stopped goes on: with the cases that are missing, from the moment of the ledger's last event, and with
    whatever lies open then.
    """

    def __init__(self, *, cases: int, begin: datetime, seed: int = 20261123) -> None:
        self.cases = cases
        self.made = Case.objects.count()
        self.begin = begin
        last = CaseEvent.objects.order_by("-position").first()
        self.present = last.at if last else begin
        self.until = timekeeping.now()
        self.rng = Random(seed + self.made)  # noqa: S311 - a story, not a secret
        self.versions = catalogue.workable()
        self.powers = catalogue.ex_officio()
        self.known = {version.pk: version for version in (*self.versions, *self.powers)}
        self.desks: dict[UUID | tuple[int, str], Person | None] = {}
        self.travellers: set[UUID] = set()
        self.crowd = max(CROWD, cases // FILINGS)
        self.queue: list[Moment] = []
        self.planned: set[UUID] = set()
        self.objections: dict[UUID, set[str]] = {}
        self.count = 0
        self.swept = begin + timedelta(days=(self.present - begin).days)

    def lived(self) -> Iterator[UUID]:
        """Live through all of it."""
        for _case in range(self.made, self.cases):
            self._push(self._office_hours(self.present, self.until), None)
        for task in Task.objects.iterator():
            self._plan(task)
        if not self.made:
            self._travels()
        self.travellers.update(Delegation.objects.values_list("principal", flat=True))
        while self.queue and self.queue[0].at <= self.until:
            moment = heapq.heappop(self.queue)
            self.present = moment.at
            self._sweep_until(moment.at)
            with timekeeping.at(moment.at):
                if moment.case_id is None:
                    yield self._begin()
                else:
                    self._act(moment)
        self._sweep_until(self.until)
        with timekeeping.at(self.until):
            self._watch()

    def _begin(self) -> UUID:
        """Let a case begin: filed online or at the window, or by an agency itself."""
        self.made += 1
        if self.powers and self.made % OFFICIAL == 1:
            case_id = official.open_one(self.rng.choice(self.powers), self.rng)
        else:
            case_id = self._file()
        self._follow(case_id)
        return case_id

    def _file(self) -> UUID:
        version = self.rng.choice(self.versions)
        if version.online and self.rng.random() < 0.4:
            case_id = file_online(version, self.rng, crowd=self.crowd).pk
            consume_in("internal")
        else:
            case_id = self._at_window(version)
        if self.rng.random() < 0.04:
            self._push(self._office_hours(timekeeping.now(), timekeeping.now() + timedelta(days=12)), case_id)
        return case_id

    def _at_window(self, version: ItemVersion) -> UUID:
        clerks = organisation.reaching(version.accept_office_id, "acceptor", timekeeping.now())
        handed = [
            acts.HandedIn(
                row["key"], row["name"], self.rng.choice(("original", "copy")), row.get("copies", 1)
            )
            for row in version.materials
            if row.get("required", True) or self.rng.random() < 0.5
        ]
        filing = acts.Filing(
            version_id=version.pk,
            applicant=invented.applicant(
                self.rng, kind="person" if version.item.theme in PRIVATE_LIFE else ""
            ),
            form=invented.answers(version.form_schema, self.rng),
            materials=handed,
        )
        return acts.receive(filing, by=self.rng.choice(clerks)).id

    def _act(self, moment: Moment) -> None:
        if moment.case_id is None:
            return
        if moment.task_id is None:
            self._try(partial(acts.withdraw, moment.case_id, by=None, reason="申请人另有安排，自愿撤回。"))
            return
        task = self._open(moment.task_id)
        by = self._somebody(task) if task else None
        if task is None or by is None:
            return
        case = task.case
        agree = self.agrees(task)
        if task.act == "examine":
            self._try(partial(asking.ask, case, by, self.rng))
        if not self._try(partial(players.play, case, task, by, self.rng, agree=agree)):
            self._later(moment)
        else:
            self.planned.discard(task.pk)
            if task.act == "examine" and not agree:
                self.objections.setdefault(case.id, set()).add(task.instance)
        if task.act == "examine":
            self._try(partial(asking.correct_oneself, case, task, by, self.rng))
        self._follow(case.id)

    def agrees(self, task: Task) -> bool:
        """Heads sign what their examiner found, and no leader grants what an office objects to."""
        agrees = self.rng.random() < AGREEING.get(task.act, 1.0)
        objecting = self.objections.get(task.case_id, set())
        if task.act == "review":
            return agrees and task.instance not in objecting
        return agrees and not (task.act in ("decide", "joint_review", "executive_meeting") and objecting)

    def _open(self, task_id: UUID) -> Task | None:
        """Return a step that is still open, with its case; published items never change and are read once."""
        for task in rows.find(Task, '"id" = %s', [task_id]):
            for case in rows.find(Case, '"id" = %s', [task.case_id]):
                if version := self.known.get(case.item_version_id):
                    case.item_version = version
                task.case = case
            return task
        return None

    def _somebody(self, task: Task) -> Person | None:
        """Posts do not change while the county lives; only who travels lends his."""
        if task.holder_id in self.travellers:
            return players.somebody(task)
        desk = task.holder_id or (task.office_id or task.case.context["offices"]["accept"], task.role)
        if desk not in self.desks:
            self.desks[desk] = players.somebody(task)
        return self.desks[desk]

    def _follow(self, case_id: UUID) -> None:
        for task in rows.find(Task, '"case_id" = %s ORDER BY "id"', [case_id]):
            self._plan(task)

    def _plan(self, task: Task) -> None:
        """Plan when an open step will be done; some never are."""
        if task.pk in self.planned:
            return
        self.planned.add(task.pk)
        rest = 0.1 if task.act in ("await_supplement", "record_payment") else 0.004
        if self.rng.random() >= rest:
            self._push(max(self._when(task), self.present), task.case_id, task.pk)

    def _when(self, task: Task) -> datetime:
        """Choose a moment: most early in the limit, one in fifteen after it."""
        calendar = timekeeping.calendar()
        if task.act == "close_offer" and task.due_at:  # nobody comes to bid on another day than the last
            return self._within(timekeeping.local(task.due_at).date())
        days = Limit.parse(task.limit).amount if task.limit else 3
        used = days * self.rng.betavariate(1.6, 2.6)
        if self.rng.random() < 0.05:
            used = days + self.rng.expovariate(0.5) + 1
        begun = timekeeping.local(task.opened_at).date()
        day = calendar.add_working_days(begun, max(0, round(used)))
        if round(used) == 0:
            return task.opened_at + timedelta(minutes=self.rng.randint(5, 90))
        return self._within(day)

    def _travels(self) -> None:
        """A few heads and handlers travel in these weeks and lend their posts to a colleague."""
        for lender, colleague in self.rng.sample(organisation.pairs(("handler", "office_head")), k=6):
            begins = self._office_hours(self.begin, self.until)
            with timekeeping.at(begins):
                ends = begins + timedelta(days=6)
                self._try(partial(delegate, by=lender, delegate=colleague, ends_at=ends, reason="出差"))

    def _sweep_until(self, moment: datetime) -> None:
        """Let time take its effect at the close of every day that passes."""
        while self.swept + timedelta(days=1) <= moment:
            self.swept += timedelta(days=1)
            with timekeeping.at(self.swept):
                sweeps.sweep(limit=1000)
                self._watch()

    def _watch(self) -> None:
        """Let supervision hear what happened and put on record what it finds, as its workers do in a running system."""
        settle()
        recording.sweep()
        signals.sweep()
        beside.sweep()
        prompting.sweep()
        settle()
        telling.catch_up()

    def _push(self, at: datetime, case_id: UUID | None, task_id: UUID | None = None) -> None:
        self.count += 1
        heapq.heappush(self.queue, Moment(at, self.count, case_id, task_id))

    def _office_hours(self, begin: datetime, end: datetime) -> datetime:
        at = begin + (end - begin) * self.rng.random()
        day = timekeeping.local(at).date()
        calendar = timekeeping.calendar()
        if not calendar.is_working_day(day):
            day = calendar.add_working_days(day, -1)
        return min(max(self._within(day), begin), end)

    def _within(self, day: date) -> datetime:
        minutes = self.rng.choice((self.rng.randint(0, 170), self.rng.randint(300, 500)))
        start = datetime.combine(day, time(9, 0), timekeeping.SHANGHAI)
        return start + timedelta(minutes=minutes)

    def _later(self, moment: Moment) -> None:
        """Come back to a step that has to wait, for a special procedure or a hearing."""
        today = timekeeping.local(moment.at).date()
        again = self._within(timekeeping.calendar().add_working_days(today, 3))
        self._push(again, moment.case_id, moment.task_id)

    def _try(self, act: Callable[[], object]) -> bool:
        """Act unless the law refuses it by now (withdrawn, lapsed): that, too, is life. Tells whether it was done."""
        try:
            with transaction.atomic():
                act()
        except Refusal:
            return False
        return True
