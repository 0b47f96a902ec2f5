"""Lives told by another department's node, in messages of the exchange standard: what our own acts would refuse.

Each is in order but for the one offence that it is named after.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from shenpi.apps import timekeeping
from shenpi.apps.exchange import outgoing
from shenpi.core import contracts
from tests.apps.supervision.messages import Story
from tests.proof.year import Course, Life, later

HOUR = timedelta(hours=1)
PLAIN, LISTED = "node-plain", "node-listed"
"""The node's items: of the first supervision knows nothing more, the second was published to it."""
DESK = {"name": "决定", "holder_id": None, "holder": ""}
"""The leaders' step, which is nobody's own."""


class NodeCase:
    """A case as the node tells it, each message at the present moment."""

    def __init__(self, name: str, **common: Any) -> None:
        self.name = name
        number = f"N-{name}"
        self.story = Story(
            f"node {name}", **({"number": number, "item_code": PLAIN, "agency_code": "N1"} | common)
        )

    def tell(self, kind: str, *, keep: bool = False, back: timedelta = timedelta(0), **facts: Any) -> None:
        """Send a message (unless `keep`); `back` is how far before the present it claims to be."""
        self.story.at = timekeeping.now() - HOUR - back
        for key in ("opened", "closed"):
            if key in facts:
                facts[key] = [self._step(key, given) for given in facts[key]]
        if "ended" in facts:
            facts["ended"] = f"{self.name} {facts['ended']}"
        message = self.story.tell(kind, **facts)
        if not keep:
            outgoing.post([("supervision", message)])

    def _step(self, key: str, given: Any) -> Any:
        given = {"name": given} if isinstance(given, str) else dict(given)
        given["name"] = f"{self.name} {given['name']}"
        return given["name"] if key == "closed" else {"due_at": None} | given

    def receive(self, **facts: Any) -> None:
        """Take it in at the counter, with its voucher."""
        given: dict[str, Any] = {"received_at": contracts.moment(timekeeping.now()), "channel": "window"}
        if self.story.common["item_code"] == LISTED:
            given["item_version"] = 1
        self.tell("case.received", documents=paper("receipt_voucher"), opened=["受理"], **(given | facts))

    def accept(self, opened: tuple[Any, ...] = ("主办",), **facts: Any) -> None:
        """Accept it, with the notice, and give it to an office."""
        given = {
            "accepted_at": contracts.moment(timekeeping.now()),
            "documents": paper("acceptance_notice"),
        }
        self.tell("case.accepted", ended="受理", opened=list(opened), **(given | facts))

    def take(self, opened: tuple[Any, ...] = ("主办",), **facts: Any) -> Course:
        """Receive it, and accept it a day later."""
        self.receive()
        yield later(1)
        self.accept(opened, **facts)

    def sign(self, step: str, **facts: Any) -> None:
        """Sign a step's opinion."""
        self.tell("case.step.ended", ended=step, **facts)

    def decide(self, outcome: str = "granted", **facts: Any) -> Course:
        """Let somebody else decide, and close the case on the day."""
        yield later(1)
        self.sign("主办", opened=[DESK])
        told = {"reason": "不符合第五条", "basis": "第五条"} if outcome == "refused" else {}
        documents = paper("refusal_decision" if outcome == "refused" else "grant_decision")
        given = {"outcome": outcome, "documents": documents, **told}
        self.tell("case.decided", by="李强", ended="决定", **(given | facts))
        self.tell("case.completed")


def paper(kind: str) -> list[dict[str, str]]:
    return [{"id": "6f0c35be-64a5-4f0e-9d0b-0d6c6d0f5d22", "kind": kind}]


def orderly(case: NodeCase) -> Course:
    yield from case.take()
    yield from case.decide()


def late_entry(case: NodeCase) -> Course:
    case.receive(received_at=contracts.moment(timekeeping.now() - timedelta(days=1)))
    yield later(1)
    case.accept()
    yield from case.decide()


def overlong_suspension(case: NodeCase) -> Course:
    yield from case.take()
    planned = contracts.moment(later(5))
    case.tell("case.suspension.begun", procedure="inspection", planned_end_at=planned)
    yield later(7)
    case.tell("case.suspension.ended", procedure="inspection")
    yield from case.decide()


def joint_review_due(case: NodeCase) -> Course:
    yield from case.take(("主办", {"name": "会审", "element": "joint_review"}))
    yield later(7)
    case.sign("会审")
    yield from case.decide()


def short_hearing_notice(case: NodeCase) -> Course:
    yield from case.take()
    case.tell("case.hearing.scheduled", held_at=contracts.moment(later(3)), place="三楼")
    yield from case.decide()


def corrected(case: NodeCase, times: int, key: str = "plan") -> Course:
    case.receive()
    for time in range(times):
        yield later(1)
        faults = [{"key": key, "name": "图", "problem": "缺少比例尺"}]
        notice = {"due_at": contracts.moment(later(10)), "documents": paper("correction_notice")}
        ended = {"ended": "受理"} if not time else {"ended": "复核"}
        turn = {"name": f"补正{time}", "role": "applicant", "holder_id": None}
        case.tell("case.correction.requested", faults=faults, opened=[turn], **notice, **ended)
        case.tell(
            "case.correction.supplied", by="", capacity="applicant", ended=f"补正{time}", opened=["复核"]
        )
    yield later(1)
    case.tell("case.withdrawn", by="", capacity="applicant", closed=["复核"])


def second_correction(case: NodeCase) -> Course:
    yield from corrected(case, 2)


def demand_without_basis(case: NodeCase) -> Course:
    yield from corrected(case, 1, key="photo")


def missing_document(case: NodeCase) -> Course:
    yield from case.take(documents=[])
    yield from case.decide()


def unsealed_document(case: NodeCase) -> Course:
    yield from case.take(documents=[{**paper("acceptance_notice")[0], "sealed": False}])
    yield from case.decide()


def unsigned_opinion(case: NodeCase) -> Course:
    yield from case.take(("主办", "协办"))
    case.sign("协办", by="")
    yield from case.decide()


def refusal_unreasoned(case: NodeCase) -> Course:
    yield from case.take()
    yield from case.decide("refused", basis="")


def refusal_without_remedy(case: NodeCase) -> Course:
    """The decision's document does not come with the decision, and not later either."""
    yield from case.take()
    yield from case.decide("refused", documents=[{**paper("receipt_voucher")[0], "kind": "opinion"}])


def without_authority(case: NodeCase) -> Course:
    yield from case.take(("主办", "协办"))
    case.sign("协办", by="赵敏")
    yield from case.decide()


def separated_roles(case: NodeCase) -> Course:
    yield from case.take(("主办", {"name": "拟办", "role": "handler"}))
    case.sign("拟办", opened=[{"name": "审核", "role": "office_head"}])
    case.sign("审核")
    yield from case.decide()


def fee_off_list(case: NodeCase) -> Course:
    yield from case.take()
    yield later(1)
    case.sign("主办", opened=[DESK])
    case.tell("case.decided", by="李强", ended="决定", outcome="granted", documents=paper("grant_decision"))
    case.tell("case.payment.requested", amount="150.00", due_at=contracts.moment(later(9)))
    case.tell("case.payment.recorded")
    case.tell("case.completed")


def outside_system(case: NodeCase) -> Course:
    """Decided on the day after acceptance, without anybody having examined it."""
    yield from case.take()
    yield later(1)
    documents = paper("grant_decision")
    case.tell("case.decided", ended="主办", outcome="granted", documents=documents)
    case.tell("case.completed")


def closed_without_document(case: NodeCase) -> Course:
    yield from case.take()
    yield from case.decide(documents=[])


def backdated_entry(case: NodeCase) -> Course:
    yield from case.take(("主办", "协办"))
    case.sign("协办", back=2 * HOUR)
    yield from case.decide()


def materials_changed(case: NodeCase) -> Course:
    yield from case.take()
    case.tell("case.correction.supplied", by="", capacity="applicant")
    yield from case.decide()


def acts_after_end(case: NodeCase) -> Course:
    yield from case.take(("主办", "协办"))
    yield from case.decide()
    yield later(1)
    case.sign("协办")


def extended(case: NodeCase, *extensions: Mapping[str, Any]) -> Course:
    yield from case.take()
    for facts in extensions:
        case.tell("case.extension.granted", extension="P10WD", **facts)
    yield from case.decide()


def extension_unapproved(case: NodeCase) -> Course:
    yield from extended(case, {"approver": "", "by": "", "capacity": "system"})


def second_extension(case: NodeCase) -> Course:
    yield from extended(case, {"approver": "李强"}, {"approver": "李强"})


def promise_over_statute(case: NodeCase) -> Course:
    promised, law = (contracts.moment(later(days)) for days in (31, 21))
    yield from case.take(promised_due_at=promised, statutory_due_at=law)
    yield from case.decide()


def off_process(case: NodeCase) -> Course:
    """The certificate is made before anybody has examined: the item's process knows no such course."""
    yield from case.take(({"name": "发证", "element": "issue"}, "主办"))
    case.sign("发证")
    yield later(1)
    case.sign("主办")
    case.tell("case.withdrawn", by="", capacity="applicant")


def ledger_hole(case: NodeCase) -> Course:
    yield from case.take()
    case.tell("case.step.noted", keep=True)
    yield from case.decide()


def chain_broken(case: NodeCase) -> Course:
    yield from case.take(hash="aa" * 16)
    case.tell("case.step.noted", previous="bb" * 16)
    yield from case.decide()


def private_exported(case: NodeCase) -> Course:
    case.story.common["private"] = True
    yield from case.take()
    yield from case.decide("refused", reason="患有疾病", basis="")


OFFENCES: dict[Callable[[NodeCase], Course], tuple[str, ...]] = {
    late_entry: ("anomaly",),
    overlong_suspension: ("warning", "yellow"),
    joint_review_due: ("warning", "yellow"),
    short_hearing_notice: ("anomaly",),
    second_correction: ("yellow",),
    demand_without_basis: ("yellow",),
    missing_document: ("anomaly",),
    unsealed_document: ("anomaly",),
    unsigned_opinion: ("anomaly",),
    refusal_unreasoned: ("yellow",),
    refusal_without_remedy: ("yellow",),
    without_authority: ("red",),
    separated_roles: ("yellow",),
    fee_off_list: ("red",),
    outside_system: ("red",),
    closed_without_document: ("anomaly",),
    backdated_entry: ("anomaly",),
    materials_changed: ("yellow",),
    acts_after_end: ("anomaly",),
    extension_unapproved: ("red",),
    second_extension: ("red",),
    promise_over_statute: ("anomaly",),
    off_process: ("anomaly",),
    ledger_hole: ("anomaly", "yellow"),
    chain_broken: ("red",),
    private_exported: ("red",),
}
"""Offence → the levels that its rule, of the same name, must reach."""
ASIDE: Mapping[str, dict[str, tuple[str, ...]]] = {
    "refusal_without_remedy": {"missing_document": ("anomaly",)},
}
"""What an offence is besides: a refusal without its decision lacks a document, too."""
ON_THE_LIST = {second_correction, demand_without_basis, fee_off_list, off_process}


def lived(told: Callable[[NodeCase], Course]) -> Callable[[Life], Course]:
    """Return the life of a case of the node."""

    def course(life: Life) -> Course:
        case = NodeCase(life.name, item_code=LISTED if told in ON_THE_LIST else PLAIN)
        life.subject = str(case.story.case_id)
        return told(case)

    return course
