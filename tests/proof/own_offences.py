"""Lives of our own cases: through the acts of casework, in time or with an offence that the acts cannot prevent."""

from collections.abc import Callable
from dataclasses import dataclass
from unittest.mock import patch

from shenpi.apps.casework import acts
from shenpi.apps.casework.models import Case, Task
from tests.proof.year import Course, Life, later
from tests.support.county import County

Lived = Callable[[Life], Course]
WARNED, CARDED = ("warning", "yellow"), ("red", "warning", "yellow")


@dataclass(frozen=True)
class Pace:
    """After how many working days each part is done; `rounds`: how often the head sends the opinion back."""

    answer: int = 1
    dispatch: int = 0
    examine: int = 2
    review: int = 1
    decide: int = 1
    notify: int = 0
    pay: int = 1
    issue: int = 1
    publish: int = 1
    rounds: int = 0


PACES: dict[str, tuple[str, Pace, dict[str, tuple[str, ...]]]] = {
    "step_due": ("committed", Pace(examine=8), {"step_due": CARDED}),
    "promise_due": (
        "committed",
        Pace(examine=4, review=2, decide=4, rounds=1),
        {"promise_due": WARNED},
    ),
    "statute_due": (
        "committed",
        Pace(examine=4, review=2, decide=4, rounds=2),
        {"promise_due": CARDED, "statute_due": ("red", "warning")},
    ),
    "late_import": (
        "parallel",
        Pace(dispatch=4),
        {"late_import": ("anomaly",), "step_due": CARDED},
    ),
    "late_payment_notice": (
        "committed",
        Pace(notify=1),
        {"late_payment_notice": ("anomaly",), "step_due": WARNED},
    ),
    "late_certificate": (
        "committed",
        Pace(issue=11),
        # Made late, it is served late too: both have the ten days of art. 44.
        {"late_certificate": WARNED, "step_due": ("warning", "yellow", "yellow")},
    ),
    "late_publication": (
        "committed",
        Pace(publish=7),
        {"late_publication": ("anomaly", "warning"), "step_due": CARDED},
    ),
}
"""Rule → process, pace, and what supervision must find."""


def course(county: County, process: str, pace: Pace) -> Lived:
    """Return the life of a case that is granted at this pace."""

    def lived(life: Life) -> Course:
        case = county.receive(process)
        life.subject = str(case.pk)
        yield later(pace.answer)
        task = county.task(case, "examine_formally")
        acts.accept(
            case.id, task.id, by=county["clerk"], in_jurisdiction=True, complete=True, legal_form=True
        )
        if pace.dispatch:
            yield later(pace.dispatch)
        county.dispatch(case)
        for again in range(pace.rounds + 1):
            yield later(pace.examine)
            sign(case, "examine", acts.examine)
            yield later(pace.review)
            if again < pace.rounds:
                send_back(case)
            else:
                sign(case, "review", acts.review)
        yield later(pace.decide)
        county.decide(case)
        if pace.notify:
            yield later(pace.notify)
        acts.notify_payment(case.id, county.task(case, "notify_payment").id, by=county["clerk"])
        yield later(pace.pay)
        paying = county.task(case, "record_payment")
        acts.record_payment(case.id, paying.id, by=county["clerk"], receipt_number="1")
        yield later(pace.issue)
        acts.issue(case.id, county.task(case, "issue").id, by=county["clerk"])
        serving = county.task(case, "serve")
        acts.serve(case.id, serving.id, by=county["clerk"], method="window", recipient="李四")
        yield later(pace.publish)
        acts.publish(case.id, county.task(case, "publish").id, by=county["clerk"])

    return lived


def unsealed(county: County) -> Lived:
    """Return the life of a case whose notice is printed without the seal: the template was spoilt that day."""

    def lived(life: Life) -> Course:
        case = county.receive("committed")
        life.subject = str(case.pk)
        yield later(1)
        with patch("shenpi.apps.documents.kinds.sealed", lambda kind: kind == "receipt_voucher"):
            county.accept(case)
        acts.withdraw(case.id, by=None, reason="不办了")

    return lived


def silent(county: County) -> Lived:
    """Return the life of a filing that nobody answers: silence accepts it (行政许可法 art. 32)."""

    def lived(life: Life) -> Course:
        case = county.receive("committed")
        life.subject = str(case.pk)
        yield later(8)
        acts.withdraw(case.id, by=None, reason="不办了")

    return lived


def sign(case: Case, kind: str, act: Callable[..., object]) -> None:
    for task in list(Task.objects.filter(case=case, act=kind).select_related("holder")):
        act(case.id, task.id, by=task.holder, verdict="agree", text="同意。")


def send_back(case: Case) -> None:
    task = Task.objects.select_related("holder").get(case=case, act="review")
    acts.send_back(case.id, task.id, by=task.holder, reason="请补充说明。")
