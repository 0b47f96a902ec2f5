"""The time rules: limits of steps, cases, notices, certificates and publication.

Each yields the last right moment as `since` and when the thing was done as `until`; warnings before the limit and
cards after it are a matter of settings. Working days come from `core.worktime` alone.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.supervision.rules.catalogue import Finding, Holder, rule
from shenpi.apps.supervision.rules.facts import ANSWERS, WINDOW, CaseFacts, StepFacts
from shenpi.core.worktime import Limit

Parameters = Mapping[str, Any]

ISSUED = ("case.certificate.issued", "case.document.served")
IMPORTED = ("case.dispatched",)
ISSUING = ("issue", "issue_reply")
PUBLISHING = ("publish", "publish_reply", "publish_refusal")
"""What the shipped drawings call the steps that issue and that publish."""
AT_ONCE = "P0WD"


def due(start: datetime, text: str) -> datetime:
    """Return the last moment of a limit in the words of ISO 8601 (P5WD)."""
    return timekeeping.calendar().due(start, Limit.parse(text))


@rule("time", _("环节超过时限"), "D3-066", "D3-067", "D10-046", "D10-047")
def step_due(facts: CaseFacts, now: datetime, given: Parameters) -> Iterator[Finding]:
    """A step against its own limit; goes to whoever held it, at a join to the late office alone."""
    for step in facts.steps.values():
        if step.due_at is not None:
            yield _late(step.task_id, step.due_at, step.responsible, step.ended_at, step.name)


@rule("time", _("超过承诺时限"), "D10-021", "地方电子监察规定")
def promise_due(facts: CaseFacts, now: datetime, given: Parameters) -> Iterator[Finding]:
    """The decision against the limit that the agency promised."""
    yield from _decision(facts, "promised_due_at")


@rule("time", _("超过法定时限"), "行政许可法 42", "行政许可法 74")
def statute_due(facts: CaseFacts, now: datetime, given: Parameters) -> Iterator[Finding]:
    """The decision against the limit of the law, extensions and special procedures counted (art. 42, 45)."""
    yield from _decision(facts, "statutory_due_at")


@rule("time", _("逾期未答复是否受理"), "D10-030", "D10-031", "行政许可法 32")
def receipt_unanswered(facts: CaseFacts, now: datetime, given: Parameters) -> Iterator[Finding]:
    """Every filing and every supplement is to be answered in five working days; silence accepts it."""
    for act in facts.all("case.received", "case.correction.supplied"):
        until = act.moment("answer_due_at")
        if until is None and act.type == "case.received":
            until = due(act.moment("received_at") or act.at, given["limit"])
        if until is not None:
            answer = next((later for later in facts.all(*ANSWERS) if later.seq > act.seq), None)
            in_time = answer is not None and answer.type != "case.deemed_accepted"
            ended = answer.at if in_time and answer else _earliest(facts.ended_at)
            yield _late(str(act.seq), until, facts.window, ended)


@rule("time", _("未在收件当日录入"), "D10-027")
def late_entry(facts: CaseFacts, now: datetime, given: Parameters) -> Iterator[Finding]:
    """What came in at the window is entered on the day of receipt."""
    for act in facts.all("case.received"):
        received = act.moment("received_at")
        if received and facts.channel == WINDOW and _day(act.at) > _day(received):
            yield Finding(str(act.seq), act.at, facts.holder(act))


@rule("time", _("受理后未按时导入承办科室"), "D3-036", "D3-037")
def late_import(facts: CaseFacts, now: datetime, given: Parameters) -> Iterator[Finding]:
    """Accepted filings reach the examining offices in 2 working days if electronic, in 3 if on paper.

    Paper that has to be scanned has reached them when its import is told.
    """
    accepted = facts.accepted
    if accepted is None or facts.immediate:
        return
    if scanning := facts.first("case.filing.import_begun"):
        imported = facts.first("case.filing.imported")
        done = _earliest(imported.at if imported else None, facts.ended_at)
        yield _late("import", due(scanning.at, given["paper"]), facts.window, done)
        return
    limit = given["paper"] if facts.channel == WINDOW else given["electronic"]
    reached = [act.at for act in facts.all(*IMPORTED, "case.decided")]
    reached += [
        step.begun_at for step in facts.steps.values() if step.role not in ("acceptor", "applicant", "")
    ]
    done = min((at for at in reached if at >= accepted.at), default=_earliest(facts.ended_at))
    yield _late("import", due(accepted.at, limit), facts.window, done)


@rule("time", _("缴费通知未在当日发出"), "D3-054")
def late_payment_notice(facts: CaseFacts, now: datetime, given: Parameters) -> Iterator[Finding]:
    """Where a fee is due the applicant is told on the day of the decision."""
    asked = facts.first("case.payment.requested")
    if asked and facts.decided and facts.decided.seq < asked.seq and _day(asked.at) > _day(facts.decided.at):
        yield Finding("payment", asked.at, facts.holder(asked))


@rule("time", _("证件逾期未颁发、送达"), "行政许可法 44")
def late_certificate(facts: CaseFacts, now: datetime, given: Parameters) -> Iterator[Finding]:
    """A certificate is issued or delivered within ten days of the decision, of the payment where a fee was due."""
    granted = facts.decided
    if granted is None or granted.data.get("outcome") != "granted":
        return
    paid = facts.last("case.payment.recorded")
    if facts.first("case.payment.requested") and paid is None:
        return  # the applicant's turn
    start = max(act.at for act in (granted, paid) if act)
    issued = facts.first(*ISSUED)
    if issued or _certificate_due(facts):
        done = _earliest(issued.at if issued else None, facts.ended_at)
        yield _late("certificate", due(start, given["limit"]), _step_of(facts, *ISSUING, "serve"), done)


@rule("time", _("结果逾期未公示"), "D3-060", "D3-061", "D3-062", "D3-063")
def late_publication(facts: CaseFacts, now: datetime, given: Parameters) -> Iterator[Finding]:
    """Results are published within five days of their event (D3 art. 21), refusals at once; private ones are not."""
    since = None if facts.private else _result_since(facts)
    if since is None:
        return
    published = facts.first("case.result.published", "case.decision.published")
    done = _earliest(published.at if published else None, facts.ended_at)
    limit = given.get("refusal", AT_ONCE) if facts.told_outcome == "refused" else given["limit"]
    yield _late("publication", due(since, limit), _step_of(facts, *PUBLISHING), done)


@rule("time", _("特别程序超过告知的时间"), "D10-037", "D10-038", "行政许可法 45")
def overlong_suspension(facts: CaseFacts, now: datetime, given: Parameters) -> Iterator[Finding]:
    """A special procedure takes no longer than the applicant was told."""
    for begun in facts.all("case.suspension.begun"):
        planned = begun.moment("planned_end_at")
        ended = next((act for act in facts.all("case.suspension.ended") if act.seq > begun.seq), None)
        if planned is not None:
            lapsed = ended is not None and ended.data.get("lapsed")
            done = planned if lapsed else _earliest(ended.at if ended else None, facts.ended_at)
            yield _late(str(begun.seq), planned, facts.holder(begun), done)


@rule("time", _("会审逾期"), "D3-049")
def joint_review_due(facts: CaseFacts, now: datetime, given: Parameters) -> Iterator[Finding]:
    """The joint-review meeting is held within five working days of receipt."""
    for step in facts.steps.values():
        if step.element in given["elements"]:
            yield _late(step.task_id, due(step.begun_at, given["limit"]), step.responsible, step.ended_at)


@rule("time", _("听证通知不足七日"), "行政许可法 48")
def short_hearing_notice(facts: CaseFacts, now: datetime, given: Parameters) -> Iterator[Finding]:
    """Time and place of a hearing are notified seven days ahead."""
    for act in facts.all("case.hearing.scheduled"):
        held = act.moment("held_at")
        if held and timekeeping.calendar().working_days_between(_day(act.at), _day(held)) < given["days"]:
            yield Finding(str(act.seq), act.at, facts.holder(act))


def _certificate_due(facts: CaseFacts) -> bool:
    """Whether what is granted ends in a certificate, as far as it is known here."""
    promised = bool(facts.item and facts.item.certificate)
    return promised or any(step.element in ISSUING for step in facts.steps.values())


def _result_since(facts: CaseFacts) -> datetime | None:
    """Return when the time to publish began, by the four sentences of D3 art. 21; None while it has not."""
    decided = facts.last("case.decided", "case.payment.lapsed")
    outcome = facts.told_outcome
    if decided is None or outcome not in ("granted", "refused"):
        return None
    paid = facts.last("case.payment.recorded")
    if outcome == "refused":
        return decided.at
    if facts.first("case.payment.requested") and paid is None:
        return None
    if paid is None and (replied := decided.data.get("replied_on")):
        return datetime.combine(date.fromisoformat(replied), time(12), timekeeping.SHANGHAI)
    start = paid.at if paid else decided.at
    issued = facts.first(*ISSUED)
    if not _certificate_due(facts):
        return start
    if issued is not None:
        return max(start, issued.at)
    published = facts.first("case.result.published", "case.decision.published")
    over = published is not None or facts.ended_at is not None
    return start if over else None  # first comes the certificate, over which `late_certificate` watches


def _decision(facts: CaseFacts, name: str) -> Iterator[Finding]:
    """The decision against a limit of the case, to whoever holds the case's latest step (late offices first)."""
    until = facts.told(name)
    if until is None or facts.accepted is None:
        return
    done = _earliest(facts.decided.at if facts.decided else None, facts.ended_at)
    yield _late(name, until, _bearer(facts, until), done)


def _bearer(facts: CaseFacts, until: datetime) -> Holder:
    """Who held the case when the limit ran out: of parallel steps the one with the earliest limit."""
    held = [step for step in facts.steps.values() if not step.suspended and step.role != "applicant"]
    then = [
        step for step in held if step.begun_at <= until and (step.ended_at is None or step.ended_at > until)
    ]
    if not then:
        return held[-1].responsible if held else facts.agency
    return min(then, key=_urgency).responsible


def _urgency(step: StepFacts) -> tuple[bool, datetime]:
    return step.due_at is None, step.due_at or step.begun_at


def _step_of(facts: CaseFacts, *elements: str) -> Holder:
    """Return who holds the latest of these steps, else whoever decided, else the agency."""
    found = [step.responsible for step in facts.steps.values() if step.element in elements]
    if found:
        return found[-1]
    return facts.holder(facts.decided) if facts.decided else facts.agency


def _late(key: str, since: datetime, holder: Holder, until: datetime | None, words: str = "") -> Finding:
    return Finding(key, since, holder, until, deadline=True, words=words)


def _earliest(*moments: datetime | None) -> datetime | None:
    return min((moment for moment in moments if moment), default=None)


def _day(moment: datetime) -> Any:
    return timekeeping.local(moment).date()
