"""Every rule of the catalogue, with a planted offence that it finds and a near miss that it leaves alone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from shenpi.apps import timekeeping
from shenpi.apps.supervision.fold import Told
from shenpi.apps.supervision.rules import CASE, RULES, CaseFacts, ItemFacts, about, defaults
from shenpi.apps.supervision.rules.settings import moved, read
from shenpi.core import contracts
from shenpi.core.contracts import PREFIX
from tests.apps.supervision.messages import Story
from tests.apps.supervision.sample import NOW

BESIDE = {rule.id for rule in RULES.values() if rule.about != CASE}
"""Rules about what is no case: test_beside."""
LATER = NOW + timedelta(days=60)
PROCESS = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:x"><process id="p">
<startEvent id="s"/><exclusiveGateway id="again"/><task id="examine" name="审查"/><exclusiveGateway id="done"/>
<task id="issue" name="发证"/><endEvent id="e"/>
<sequenceFlow id="f1" sourceRef="s" targetRef="again"/><sequenceFlow id="f2" sourceRef="again" targetRef="examine"/>
<sequenceFlow id="f3" sourceRef="examine" targetRef="done"/><sequenceFlow id="f4" sourceRef="done" targetRef="again"/>
<sequenceFlow id="f5" sourceRef="done" targetRef="issue"/><sequenceFlow id="f6" sourceRef="done" targetRef="e"/>
<sequenceFlow id="f7" sourceRef="issue" targetRef="e"/></process></definitions>"""
ITEM = ItemFacts(
    fee={"due": True, "amount": "120.00"},
    materials=({"key": "plan", "basis": "第五条"}, {"key": "photo", "basis": ""}),
    certificate=True,
    process=PROCESS,
)
ISSUE = {"name": "发证", "element": "issue"}
DAY = timedelta(days=1)


def at(days: float = 0, hours: float = 0) -> str:
    return contracts.moment(NOW + timedelta(days=days, hours=hours))


def paper(kind: str) -> list[dict[str, str]]:
    return [{"id": "6f0c35be-64a5-4f0e-9d0b-0d6c6d0f5d22", "kind": kind}]


def found(rule: str, story: Story, now: datetime = LATER, item: ItemFacts | None = ITEM) -> dict[str, str]:
    """Return key → highest level that a rule reaches with its default setting."""
    events = [
        Told(
            story.case_id,
            message["data"]["seq"],
            message["type"].removeprefix(PREFIX),
            datetime.fromisoformat(message["data"]["occurred_at"]),
            message["data"],
        )
        for message in story.messages
    ]
    setting = defaults()[rule]
    reached: dict[str, str] = {}
    for finding in RULES[rule].function(CaseFacts.of(events, item), now, setting.parameters):
        for level, _at in setting.levels(finding, now):
            reached[finding.key] = str(level)
    return reached


def begun(**facts: Any) -> Story:
    story = Story(begins=NOW)
    story.received(documents=paper("receipt_voucher"), opened=["受理审查"], **facts)
    return story


def accepted(handling: str = "committed", opened: tuple[Any, ...] = ("主办",), **facts: Any) -> Story:
    story = begun(handling=handling)
    given = {"accepted_at": contracts.moment(story.at), "documents": paper("acceptance_notice")}
    story.tell("case.accepted", ended="受理审查", opened=list(opened), **(given | facts))
    return story


def sealed(said: bool) -> Story:
    return accepted(documents=[{**paper("acceptance_notice")[0], "sealed": said}])


def pause(story: Story, days: float) -> Story:
    """Let time pass before the next act."""
    story.at += timedelta(days=days)
    return story


def decided(outcome: str = "granted", **facts: Any) -> Story:
    story = accepted()
    story.tell("case.step.ended", ended="主办", opened=[{"name": "决定", "holder_id": None, "holder": ""}])
    told = {"reason": "不符合第五条", "basis": "第五条"} if outcome == "refused" else {}
    documents = paper("refusal_decision" if outcome == "refused" else "grant_decision")
    story.tell(
        "case.decided", by="李强", ended="决定", outcome=outcome, **({"documents": documents} | told | facts)
    )
    return story


@dataclass(frozen=True)
class Pair:
    """An offence and its near miss; `level` is the highest level by default, `now` when they are looked at."""

    offence: Callable[[], Story]
    near_miss: Callable[[], Story]
    level: str
    now: datetime = LATER


def tell(story: Story, kind: str, **facts: Any) -> Story:
    story.tell(kind, **facts)
    return story


def ended(story: Story, name: str, **facts: Any) -> Story:
    return tell(story, "case.step.ended", ended=name, **facts)


def two_roles(second: str) -> Story:
    roles = [{"name": "主办", "role": "handler"}]
    story = accepted(opened=tuple(roles))
    head = {"name": "审核", "role": "office_head", "holder_id": None, "holder": ""}
    ended(story, "主办", opened=[head])
    return ended(story, "审核", by=second)


def delegated(capacity: str) -> Story:
    return ended(accepted(), "主办", by="赵敏", capacity=capacity)


def extended(count: int, **facts: Any) -> Story:
    story = accepted()
    for _time in range(count):
        story.tell("case.extension.granted", extension="P10WD", **({"approver": "李强"} | facts))
    return story


def suspended(end_after: float) -> Story:
    story = accepted()
    story.tell("case.suspension.begun", procedure="hearing", planned_end_at=at(10))
    return tell(pause(story, end_after), "case.suspension.ended", procedure="hearing")


def reviewed(days: float) -> Story:
    story = accepted(opened=({"name": "会审", "element": "joint_review"},))
    return ended(pause(story, days), "会审")


def imported(days: float) -> Story:
    return tell(
        pause(accepted(opened=({"name": "分办", "role": "acceptor"},)), days), "case.dispatched", ended="分办"
    )


def paid(days: float) -> Story:
    return tell(pause(decided(), days), "case.payment.requested", amount="120.00", due_at=at(40))


def certified(days: float) -> Story:
    return tell(pause(decided(), days), "case.certificate.issued")


def published(days: float) -> Story:
    return tell(pause(decided(), days), "case.result.published")


def corrected(times: int, key: str = "plan") -> Story:
    story = begun()
    faults = [{"key": key, "name": "图", "problem": "缺少比例尺"}]
    for _time in range(times):
        story.tell(
            "case.correction.requested", due_at=at(20), faults=faults, documents=paper("correction_notice")
        )
        story.tell("case.correction.supplied", by="", capacity="applicant")
    return story


def holed(*seqs: int) -> Story:
    story = decided()
    story.messages = [message for message in story.messages if message["data"]["seq"] in seqs]
    return story


def backwards(hours: float) -> Story:
    story = accepted()
    story.at -= timedelta(hours=hours)
    return ended(story, "主办")


PAIRS: dict[str, Pair] = {
    "step_due": Pair(
        lambda: ended(pause(accepted(), 9), "主办"), lambda: ended(pause(accepted(), 6), "主办"), "red"
    ),
    "promise_due": Pair(
        lambda: accepted(promised_due_at=at(10)), lambda: accepted(promised_due_at=at(90)), "red"
    ),
    "statute_due": Pair(
        lambda: accepted(statutory_due_at=at(10)), lambda: accepted(statutory_due_at=at(90)), "red"
    ),
    "receipt_unanswered": Pair(lambda: begun(answer_due_at=at(7)), lambda: accepted(), "yellow"),
    "late_entry": Pair(lambda: _entered(1), lambda: _entered(0), "anomaly"),
    "late_import": Pair(lambda: imported(8), lambda: imported(3), "anomaly"),
    "late_payment_notice": Pair(lambda: paid(1), lambda: paid(0), "anomaly"),
    "late_certificate": Pair(lambda: certified(16), lambda: certified(12), "yellow"),
    "late_publication": Pair(lambda: published(9), lambda: published(5), "anomaly"),
    "overlong_suspension": Pair(lambda: suspended(12), lambda: suspended(9), "yellow"),
    "joint_review_due": Pair(lambda: reviewed(9), lambda: reviewed(5), "yellow"),
    "short_hearing_notice": Pair(
        lambda: tell(accepted(), "case.hearing.scheduled", held_at=at(7), place="三楼"),
        lambda: tell(accepted(), "case.hearing.scheduled", held_at=at(11), place="三楼"),
        "anomaly",
    ),
    "second_correction": Pair(lambda: corrected(2), lambda: corrected(1), "yellow"),
    "missing_document": Pair(lambda: accepted(documents=[]), accepted, "anomaly"),
    "unsealed_document": Pair(lambda: sealed(False), lambda: sealed(True), "anomaly"),
    "unsigned_opinion": Pair(
        lambda: ended(accepted(), "主办", by=""), lambda: ended(accepted(), "主办"), "anomaly"
    ),
    "refusal_unreasoned": Pair(lambda: decided("refused", basis=""), lambda: decided("refused"), "yellow"),
    "refusal_without_remedy": Pair(
        lambda: tell(decided("refused", documents=[]), "case.completed"),
        lambda: tell(decided("refused"), "case.completed"),
        "yellow",
    ),
    "without_authority": Pair(lambda: delegated("self"), lambda: delegated("授权"), "red"),
    "separated_roles": Pair(lambda: two_roles("王芳"), lambda: two_roles("赵敏"), "yellow"),
    "fee_off_list": Pair(
        lambda: tell(decided(), "case.payment.requested", amount="150.00", due_at=at(40)),
        lambda: tell(decided(), "case.payment.requested", amount="120", due_at=at(40)),
        "red",
    ),
    "demand_without_basis": Pair(lambda: corrected(1, "photo"), lambda: corrected(1), "yellow"),
    "outside_system": Pair(lambda: tell(begun(), "case.decided", outcome="granted"), decided, "red"),
    "closed_without_document": Pair(
        lambda: tell(decided(documents=[]), "case.completed"),
        lambda: tell(decided(), "case.completed"),
        "anomaly",
    ),
    "backdated_entry": Pair(lambda: backwards(3), lambda: backwards(1), "anomaly"),
    "materials_changed": Pair(
        lambda: tell(accepted(), "case.correction.supplied", by="", capacity="applicant"),
        lambda: tell(corrected(1), "case.accepted", accepted_at=at(1)),
        "yellow",
    ),
    "acts_after_end": Pair(
        lambda: ended(tell(accepted(), "case.withdrawn", by="", capacity="applicant"), "主办"),
        lambda: tell(accepted(), "case.withdrawn", by="", capacity="applicant", closed=["主办"]),
        "anomaly",
    ),
    "extension_unapproved": Pair(
        lambda: extended(1, approver="", by="", capacity="system"), lambda: extended(1), "red"
    ),
    "second_extension": Pair(lambda: extended(2), lambda: extended(1), "red"),
    "promise_over_statute": Pair(
        lambda: accepted(promised_due_at=at(30), statutory_due_at=at(20)),
        lambda: accepted(promised_due_at=at(20), statutory_due_at=at(20)),
        "anomaly",
    ),
    "off_process": Pair(
        lambda: ended(ended(accepted(opened=(ISSUE, "主办")), "发证"), "主办"),
        lambda: ended(ended(accepted(opened=("主办", ISSUE)), "主办"), "发证"),
        "anomaly",
    ),
    "chain_broken": Pair(lambda: chained("bb"), lambda: chained("aa"), "red"),
    "private_exported": Pair(lambda: private(exposed=["reason"]), lambda: private(exposed=[]), "red"),
    "ledger_hole": Pair(lambda: holed(1, 2, 4), lambda: holed(1, 2, 3, 4), "yellow"),
}


def chained(previous: str) -> Story:
    story = begun(hash="aa" * 16)
    return tell(story, "case.step.noted", previous=previous * 16)


def private(**facts: Any) -> Story:
    story = Story(begins=NOW, private=True)
    story.received(documents=paper("receipt_voucher"), opened=["受理审查"], **facts)
    return story


def _entered(days: float) -> Story:
    """A paper filing that came in at NOW and was entered so many days later."""
    story = Story(begins=NOW)
    pause(story, days)
    story.tell("case.received", received_at=at(0), channel="window", documents=paper("receipt_voucher"))
    return story


def test_every_rule_has_its_pair() -> None:
    """The issue: a test per rule with a planted offence and a near miss; and a default for every rule."""
    assert {rule.id for rule in about(CASE)} == PAIRS.keys()
    assert PAIRS.keys() | BESIDE == RULES.keys() == defaults().keys()


CATALOGUE = {
    "step near/over": "step_due",
    "promise near/over": "promise_due",
    "statute near/over": "statute_due",
    "receipt unanswered": "receipt_unanswered",
    "entry not the same day": "late_entry",
    "import late": "late_import",
    "payment notice late": "late_payment_notice",
    "certificate over 10 days": "late_certificate",
    "publication over 5": "late_publication",
    "special procedure over its notified time": "overlong_suspension",
    "extension without approval": "extension_unapproved",
    "extension twice": "second_extension",
    "joint review late": "joint_review_due",
    "batch missing": "batch_missing",
    "second correction notice": "second_correction",
    "mandatory document missing": "missing_document",
    "seal missing": "unsealed_document",
    "signature missing": "unsigned_opinion",
    "refusal without reason or basis": "refusal_unreasoned",
    "refusal without remedy": "refusal_without_remedy",
    "step skipped or out of order": "off_process",
    "act without authority": "without_authority",
    "one person in two separated roles": "separated_roles",
    "fee off the list": "fee_off_list",
    "material demanded without legal basis": "demand_without_basis",
    "item published with elements missing": "item_incomplete",
    "work outside the system": "outside_system",
    "closed without an outgoing document": "closed_without_document",
    "back-dated entry": "backdated_entry",
    "material changed after acceptance": "materials_changed",
    "private data exported": "private_exported",
    "silence of the ledger: a hole": "ledger_hole",
    "silence of the ledger: a broken chain": "chain_broken",
}
"""The issue's catalogue, rule by rule; those about complaints and ratings have tests of their own."""


@pytest.mark.parametrize("words", sorted(CATALOGUE))
def test_the_catalogue_is_whole(words: str) -> None:
    """The issue: every offence of the catalogue has a rule of the right kind, with its source and a ladder."""
    rule = RULES[CATALOGUE[words]]
    assert rule.sources
    assert defaults()[rule.id].ladder
    timely = {"receipt_unanswered", "extension_unapproved", "second_extension"}
    assert rule.kind == ("time" if words in list(CATALOGUE)[:14] else "procedure") or rule.id in timely


@pytest.mark.parametrize("rule", sorted(PAIRS))
def test_the_offence_is_found(rule: str) -> None:
    """Each planted offence reaches its level: breaches of procedure the anomaly's (D10-048).

    Work outside the window or the system is one of them (D3-073).
    """
    levels = set(found(rule, PAIRS[rule].offence(), PAIRS[rule].now).values())
    assert PAIRS[rule].level in levels


@pytest.mark.parametrize("rule", sorted(PAIRS))
def test_the_near_miss_is_left_alone(rule: str) -> None:
    """What is just right raises nothing."""
    assert found(rule, PAIRS[rule].near_miss(), PAIRS[rule].now) == {}


@pytest.mark.parametrize("rule", sorted(PAIRS))
def test_an_orderly_case_raises_nothing(rule: str) -> None:
    """No rule finds fault with a case that ran as it should."""
    story = decided()
    story.tell("case.payment.requested", amount="120.00", due_at=at(40))
    story.tell("case.payment.recorded")
    story.tell("case.certificate.issued")
    story.tell("case.result.published")
    story.tell("case.completed")
    assert found(rule, story) == {}


def test_the_ladder_climbs_with_time() -> None:
    """D3-066, D10-046, D10-047: a warning a day before, yellow when it is over, red a working day later."""
    due = NOW + timedelta(hours=1) + 7 * DAY
    levels = [
        set(found("step_due", accepted(), now).values())
        for now in (due - 2 * DAY, due, due + timedelta(hours=2), due + 3 * DAY)
    ]
    assert levels[0] == set()
    assert levels[1] == {"warning"}
    assert "yellow" in levels[2]
    assert "red" in levels[3]


def test_no_warning_when_it_is_over() -> None:
    """../shared/law.md §7: no warning is sent for what was done in time, even when nobody looked before."""
    assert found("step_due", ended(pause(accepted(), 6.5), "主办"), LATER) == {}


def test_private_reasons_are_not_missed() -> None:
    """D1-021: a private item's words stay in the office, so their absence is no fault."""
    story = Story(begins=NOW, private=True)
    story.received(opened=["决定"])
    story.tell("case.decided", ended="决定", outcome="refused")
    assert found("refusal_unreasoned", story) == {}


def test_the_late_office_alone_answers_at_a_join() -> None:
    """Requirements 11.5 (10): of two parallel steps only the late one's holder is found."""
    story = accepted(opened=("主办", {"name": "协办", "office_code": "A1-02", "office": "许可科"}))
    ended(story, "主办")
    ended(pause(story, 9), "协办")
    setting = defaults()["step_due"]
    events = [
        Told(story.case_id, m["data"]["seq"], m["type"].removeprefix(PREFIX), NOW, m["data"])
        for m in story.messages
    ]
    late = [
        finding.holder.office_name
        for finding in RULES["step_due"].function(CaseFacts.of(events), LATER, {})
        if any(setting.levels(finding, LATER))
    ]
    assert late == ["许可科"]


def test_offsets_are_hours_or_working_days() -> None:
    """A rung before the limit may be hours of the clock or working days; nothing else is taken."""
    assert moved(NOW, "-PT24H") == NOW - DAY
    assert timekeeping.local(moved(NOW, "-P1WD")).date() == timekeeping.local(NOW - 3 * DAY).date()
    assert moved(NOW, "PT0H") == NOW
    with pytest.raises(ValueError, match=r"只能提前|ahead by"):
        moved(NOW, "-P1M")
    with pytest.raises(ValueError, match="purple"):
        read({"ladder": [["purple", "PT0H"]]})
