"""Many hands at one server that is killed under them: what gets no answer is done again, as people do."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from random import Random
from uuid import UUID

import httpx

from tests.proof.desks import Deed, Desks, Step

HANDS = 4
ANSWERS = {httpx.codes.FOUND, httpx.codes.CONFLICT}
"""Done, or refused because another hand was quicker; anything else is a fault of the server."""


class Drive:
    """Filings to receive and steps to take, by HANDS threads; `answers` counts what came back by status."""

    def __init__(self, desks: Desks, filings: list[str], rng: Random) -> None:
        self.desks = desks
        self.rng = rng
        self.begun: set[UUID] = set()
        self.received = 0
        self.answers: Counter[int] = Counter()
        self.unanswered = 0
        self.wrong: list[str] = []
        self._filings = filings
        self._corrected: set[UUID] = set()
        self._over = False
        self._turn = threading.Condition()
        self._restarted = threading.Event()

    def run(self, story: Callable[[], None]) -> None:
        """Let all hands work while the story goes on; raises what went wrong in any of them."""
        with ThreadPoolExecutor(HANDS) as pool:
            hands = [pool.submit(self._work) for _ in range(HANDS)]
            try:
                story()
            finally:
                self._over = True
        for hand in hands:
            hand.result()

    def until(self, happens: Callable[[], bool], seconds: float = 400) -> None:
        """Wait until what is asked for has happened; fails at once when the server answers what it should not."""
        with self._turn:
            happened = self._turn.wait_for(lambda: bool(self.wrong) or happens(), seconds)
            assert not self.wrong, "\n".join(self.wrong)
            assert happened, f"{self.received} received, answers: {dict(self.answers)}"

    def cut(self) -> None:
        """Kill the server a moment after some more answers, and start it again."""
        target = self.answers.total() + self.rng.randint(20, 50)
        self.until(lambda: self.answers.total() >= target)
        threading.Event().wait(self.rng.uniform(0, 0.05))  # so that no moment of a request is spared
        self._restarted.clear()
        self.desks.machine.stop()
        self.desks.machine.start()
        self._restarted.set()

    def _work(self) -> None:
        deed: Deed | None = None
        while not self._over and not self.wrong:
            try:
                deed = deed or self._choose()
                self._answered(deed, self.desks.press(deed))
                deed = None
            except httpx.TransportError:
                self.unanswered += deed is not None
                self._restarted.wait(1)
            except Exception as fault:
                self._fail(repr(fault))
                raise

    def _answered(self, deed: Deed, answer: httpx.Response) -> None:
        if answer.status_code not in ANSWERS:
            self._fail(f"{answer.status_code} {deed}: {answer.text[:2000]}")
        with self._turn:
            self.answers[answer.status_code] += 1
            self.received += "case_id" in deed.fields
            self._turn.notify_all()

    def _fail(self, words: str) -> None:
        with self._turn:
            self.wrong.append(words)
            self._turn.notify_all()

    def _choose(self) -> Deed:
        """Receive the next filing, or take some open step: now and then by a correction or a withdrawal."""
        steps = self.desks.steps()
        with self._turn:
            if not self._filings or (steps and self.rng.random() < 0.5):
                return self._step(self.rng.choice(steps))
            version = self._filings.pop()
        try:
            case_id, deed = self.desks.receive(version)
        except httpx.TransportError:
            self._filings.append(version)
            raise
        self.begun.add(case_id)
        return deed

    def _step(self, step: Step) -> Deed:
        dice = self.rng.random()
        if step.act == "examine_formally" and dice > 0.85 and step.case not in self._corrected:
            self._corrected.add(step.case)
            path = f"/work/cases/{step.case}/tasks/{step.task}/request_correction/"
            return Deed("clerk", path, {"fault-application": "缺少签名或盖章，请补签。"})
        if dice < 0.03:
            return Deed("clerk", f"/work/cases/{step.case}/withdraw/", {"reason": "项目调整"})
        return self.desks.do(step)
