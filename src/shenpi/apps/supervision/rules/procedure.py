"""The procedure rules: what may not happen at all, whenever it happens (D10-048; 行政许可法 art. 72, 74)."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.supervision.rules.catalogue import Finding, rule
from shenpi.apps.supervision.rules.facts import ENDINGS, Act, CaseFacts
from shenpi.core.worktime import Limit

Parameters = Mapping[str, Any]


BEGUN = ("case.accepted", "case.deemed_accepted", "case.filed", "case.opened", "case.measure.taken")
"""With these the decision's clock begins."""


@rule("procedure", _("再次要求补正"), "D3-029", "行政许可法 32", "行政许可法 72")
def second_correction(facts: CaseFacts, now: datetime, given: Parameters) -> Iterator[Finding]:
    """Everything to be corrected is told once; a second notice is a breach."""
    for act in list(facts.all("case.correction.requested"))[1:]:
        yield _at(facts, act)


@rule("procedure", _("缺少应当出具的文书"), "D3-028", "D10-029", "D10-032", "行政许可法 32", "行政许可法 38")
def missing_document(facts: CaseFacts, now: datetime, given: Parameters) -> Iterator[Finding]:
    """An act that the law wants in writing carries its document: voucher, notice or decision."""
    for act in facts.acts:
        wanted = _wanted(act, given["documents"])
        if wanted and not act.documents & set(wanted):
            yield _at(facts, act, words="/".join(wanted))


@rule("procedure", _("文书未加盖印章"), "D10-029", "D10-032", "行政许可法 32", "行政许可法 38")
def unsealed_document(facts: CaseFacts, now: datetime, given: Parameters) -> Iterator[Finding]:
    """A document that leaves the house bears the agency's seal; a system that says it does not, says a fault."""
    for act in facts.acts:
        bare = [paper["kind"] for paper in act.data.get("documents", ()) if paper.get("sealed") is False]
        if outgoing := [kind for kind in bare if kind not in given["inside"]]:
            yield _at(facts, act, words="/".join(outgoing))


@rule("procedure", _("意见未署名或者没有明确结论"), "D3-020", "D3-021", "D10-034")
def unsigned_opinion(facts: CaseFacts, now: datetime, given: Parameters) -> Iterator[Finding]:
    """A step that an official ends carries a name and a verdict."""
    for act in facts.all("case.step.ended", "case.decided"):
        ended = act.data.get("ended")
        if not ended or act.data["capacity"] in ("system", "applicant"):
            continue
        if not act.data.get("person_id") or not ended.get("verdict"):
            yield _at(facts, act)


@rule(
    "procedure",
    _("不予许可、不予受理未说明理由和依据"),
    "D3-044",
    "D10-032",
    "行政许可法 38",
    "行政许可法 72",
)
def refusal_unreasoned(facts: CaseFacts, now: datetime, given: Parameters) -> Iterator[Finding]:
    """A refusal gives its reasons and its basis, a refusal to accept its reasons."""
    if facts.private:
        return  # the words stay in the office
    for act in facts.all("case.decided", "case.acceptance.refused"):
        decision = act.type == "case.decided"
        if decision and act.data.get("outcome") != "refused":
            continue
        told = {**act.data.get("ended", {}), **act.data}
        if not told.get("reason") or (decision and not told.get("basis")):
            yield _at(facts, act)


@rule("procedure", _("不予许可未告知救济途径"), "行政许可法 38")
def refusal_without_remedy(facts: CaseFacts, now: datetime, given: Parameters) -> Iterator[Finding]:
    """Reconsideration and suit are told by the refusal decision, which is issued before the case is over."""
    decided = facts.decided
    if decided is None or decided.data.get("outcome") != "refused" or facts.ended_at is None:
        return
    if not any("refusal_decision" in act.documents for act in facts.acts):
        yield _at(facts, decided)


@rule("procedure", _("无权限办理环节"), "D3-016", "D3-022", "D3-023")
def without_authority(facts: CaseFacts, now: datetime, given: Parameters) -> Iterator[Finding]:
    """Who ends another's step does so under a delegation, and is marked so (授权, 代理)."""
    for step in facts.steps.values():
        if step.ended_by is None or step.ender is None or step.holder.person_id is None:
            continue
        if step.ender.person_id != step.holder.person_id and step.ender.capacity == "self":
            yield _at(facts, step.ended_by, key=step.task_id, words=step.holder.person_name)


@rule("procedure", _("一人承担应当分离的岗位"), "D10-040", "行政许可法 34")
def separated_roles(facts: CaseFacts, now: datetime, given: Parameters) -> Iterator[Finding]:
    """Handler, head and leader are three people; an immediate item at the window is its clerk's alone."""
    if facts.immediate:
        return
    held = [step for step in facts.steps.values() if step.ender and step.ended_by]
    for earlier in held:
        for later in held:
            pair = [earlier.role, later.role] in given["pairs"]
            same_office = earlier.holder.office_code == later.holder.office_code or later.role == "leader"
            if pair and same_office and earlier.responsible.person_id == later.responsible.person_id:
                yield _at(facts, later.ended_by or facts.acts[-1], key=later.task_id, words=earlier.name)


@rule("procedure", _("收费不在目录或者不符合标准"), "D5-012", "D9-008", "行政许可法 58", "行政许可法 59")
def fee_off_list(facts: CaseFacts, now: datetime, given: Parameters) -> Iterator[Finding]:
    """What is asked is what the published list says; an item without a fee asks nothing."""
    if facts.item is None:
        return
    listed = _amount(facts.item.fee.get("amount")) if facts.item.fee.get("due") else Decimal(0)
    for act in facts.all("case.payment.requested"):
        asked = _amount(act.data["amount"])
        if listed is not None and asked != listed:
            yield _at(facts, act, words=f"{asked} ≠ {listed}")


@rule("procedure", _("要求提供没有依据的材料"), "D10-063", "行政许可法 31", "行政许可法 72")
def demand_without_basis(facts: CaseFacts, now: datetime, given: Parameters) -> Iterator[Finding]:
    """Only what the published list demands, with its basis, may be asked for."""
    if facts.item is None or not facts.item.materials:
        return
    founded = {material["key"] for material in facts.item.materials if material.get("basis")} | {"form"}
    for act in facts.all("case.correction.requested"):
        beyond = [fault["key"] for fault in act.data.get("faults", ()) if fault["key"] not in founded]
        if beyond:
            yield _at(facts, act, words="、".join(sorted(beyond)))


@rule("procedure", _("未经审查即作出决定，疑在系统外办理"), "D3-002", "D3-073", "D10-020", "D10-067")
def outside_system(facts: CaseFacts, now: datetime, given: Parameters) -> Iterator[Finding]:
    """A decision follows an acceptance and an examination that ran in the system (immediate items: acceptance).

    What the agency does by itself is filed or opened instead (D8-016).
    """
    decided = facts.first("case.decided")
    if decided is None or _has_hole(facts):
        return
    before = [act for act in facts.acts if act.seq < decided.seq]
    accepted = any(act.type in BEGUN for act in before)
    examined = any("ended" in act.data for act in before if act.type in given["examinations"])
    if not accepted or not (examined or facts.immediate):
        yield _at(facts, decided)


@rule("procedure", _("办结而未出具文书"), "D10-035", "行政许可法 38")
def closed_without_document(facts: CaseFacts, now: datetime, given: Parameters) -> Iterator[Finding]:
    """A decided case ends with an outgoing document in its record."""
    if facts.decided is None or _has_hole(facts):
        return
    for act in facts.all("case.completed", "case.result.published"):
        if act is facts.last("case.completed", "case.result.published") and not any(
            earlier.documents - set(given["incoming"]) for earlier in facts.acts
        ):
            yield _at(facts, act)


@rule("procedure", _("倒签日期"), "行政许可案卷评查标准")
def backdated_entry(facts: CaseFacts, now: datetime, given: Parameters) -> Iterator[Finding]:
    """No act claims a moment before the one that went before it; only silence accepts backwards (D10-031)."""
    slack = timedelta(minutes=given["slack_minutes"])
    for earlier, act in pairwise(facts.acts):
        if act.at + slack < earlier.at:
            yield _at(facts, act, since=earlier.at)
    for act in facts.all("case.accepted"):
        claimed = act.moment("accepted_at")
        if claimed and timekeeping.local(claimed).date() < timekeeping.local(act.at).date():
            yield _at(facts, act, key=f"{act.seq}.accepted")


@rule("procedure", _("受理后补正、替换材料"), "D3-032")
def materials_changed(facts: CaseFacts, now: datetime, given: Parameters) -> Iterator[Finding]:
    """Once accepted, materials are frozen: nothing is asked for or handed in any more."""
    if facts.accepted is None:
        return
    for act in facts.all("case.correction.requested", "case.correction.supplied", "case.filing.corrected"):
        if act.seq > facts.accepted.seq:
            yield _at(facts, act)


@rule("procedure", _("办结以后继续办理"), "D3-034", "D10-039")
def acts_after_end(facts: CaseFacts, now: datetime, given: Parameters) -> Iterator[Finding]:
    """What is over is over: no step begins or ends after the case ended."""
    ended = facts.first(*ENDINGS)
    if ended is None:
        return
    for act in facts.acts:
        if act.seq > ended.seq and (act.data.get("ended") or act.data.get("opened")):
            yield _at(facts, act)


@rule("procedure", _("延长期限未经批准"), "行政许可法 42")
def extension_unapproved(facts: CaseFacts, now: datetime, given: Parameters) -> Iterator[Finding]:
    """An extension is approved by the authority's head, by name, and the applicant is told why."""
    for act in facts.all("case.extension.granted"):
        if not act.data.get("approver") and not act.data.get("person_id"):
            yield _at(facts, act)


@rule("procedure", _("再次延长期限"), "行政许可法 42")
def second_extension(facts: CaseFacts, now: datetime, given: Parameters) -> Iterator[Finding]:
    """A decision is put off once."""
    for act in list(facts.all("case.extension.granted"))[1:]:
        yield _at(facts, act)


@rule("procedure", _("承诺时限长于法定时限"), "行政许可法 42", "D7-003")
def promise_over_statute(facts: CaseFacts, now: datetime, given: Parameters) -> Iterator[Finding]:
    """A promise shortens the law's limit, never lengthens it."""
    accepted = facts.accepted
    if accepted is None:
        return
    promised, statutory = accepted.moment("promised_due_at"), accepted.moment("statutory_due_at")
    if promised and statutory and promised > statutory:
        yield _at(facts, accepted)


@rule("procedure", _("账本有缺口"), "D10-050", "D10-088")
def ledger_hole(facts: CaseFacts, now: datetime, given: Parameters) -> Iterator[Finding]:
    """A message that is missing for longer than messages travel: something was withheld or lost."""
    expected = 1
    for act in facts.acts:
        if act.seq > expected:
            waited = timekeeping.calendar().due(act.at, Limit.parse(given["grace"]))
            yield Finding(
                f"{expected}-{act.seq - 1}", waited, facts.agency, words=f"{expected}–{act.seq - 1}"
            )
        expected = act.seq + 1


@rule("procedure", _("账本的链断开"), "D10-050", "D10-088")
def chain_broken(facts: CaseFacts, now: datetime, given: Parameters) -> Iterator[Finding]:
    """Each event of a ledger names the hash of the one before; another name means that the past was rewritten."""
    before: Act | None = None
    for act in facts.acts:
        told, expected = act.data.get("previous"), before and before.data.get("hash")
        if before and before.seq + 1 == act.seq and told and expected and told != expected:
            yield Finding(str(act.seq), act.at, facts.agency, words=f"{before.seq}–{act.seq}")
        before = act


@rule("procedure", _("涉及隐私的内容被送出"), "D1-021", "D1-022", "政府信息公开条例 15")
def private_exported(facts: CaseFacts, now: datetime, given: Parameters) -> Iterator[Finding]:
    """Of a private item only figures leave the office; the projection strikes out what came, and keeps where."""
    for act in facts.acts:
        if exposed := act.data.get("exposed"):
            yield _at(facts, act, words="、".join(exposed))


def _at(
    facts: CaseFacts, act: Act, *, key: str = "", since: datetime | None = None, words: str = ""
) -> Finding:
    return Finding(key or str(act.seq), since or act.at, facts.holder(act), words=words)


def _wanted(act: Act, documents: Mapping[str, Any]) -> list[str]:
    """Return the kinds of which one must be issued by an act, by its type and outcome."""
    outcome = act.data.get("outcome", "")
    wanted: list[str] = documents.get(f"{act.type}:{outcome}" if outcome else act.type, [])
    return wanted


def _has_hole(facts: CaseFacts) -> bool:
    """A case of which messages are missing is not judged by what is missing; `ledger_hole` says that."""
    return [act.seq for act in facts.acts] != list(range(1, len(facts.acts) + 1))


def _amount(text: Any) -> Decimal | None:
    try:
        return Decimal(str(text))
    except InvalidOperation:
        return None
