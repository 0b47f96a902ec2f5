"""Somebody who does the next step of a case, as the person who holds it would: for demonstration and practice."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from shenpi.apps import timekeeping
from shenpi.apps.casework import acts, benefits, decisions, fees, headings, meetings, queries
from shenpi.apps.organisation import queries as organisation
from shenpi.sites.demo import beside, official
from shenpi.sites.demo.playing import plain

if TYPE_CHECKING:
    from shenpi.apps.casework.models import Case, Task
    from shenpi.apps.organisation.models import Person
    from shenpi.sites.demo.playing import Play

AGREEMENTS = (
    "经审查，申报材料齐全、真实，符合法定形式和有关技术标准，同意。",
    "现场情况与申报材料一致，符合规划和用途管制要求，拟同意。",
    "经核，申请人具备法定条件，同意按程序办理。",
    "材料属实，依据充分，同意。",
)
DISAGREEMENTS = (
    ("与现行国土空间规划不一致。", "《中华人民共和国土地管理法》第四条"),
    ("申报的场所不具备法定条件。", "《中华人民共和国行政许可法》第三十八条第二款"),
    ("申请材料与现场核查情况不符。", "《中华人民共和国行政许可法》第三十一条"),
)
FAULTS = ("缺少签名或盖章，请补签。", "复印件不清晰，请重新提交。", "有效期已过，请提交有效文件。")
MOST_TURNS = 12
"""More tasks than acts of one kind can open in a case; a guard against acts that would feed themselves."""


@dataclass(frozen=True)
class Turn:
    """An open task and who would do it."""

    task: Task
    person: Person


def turns(case: Case) -> list[Turn]:
    """Return the open tasks of a case that somebody can do."""
    people = [(task, holder(task)) for task in queries.open_tasks(case)]
    return [Turn(task, person) for task, person in people if person is not None]


def play_all(case_id: UUID, acts: Container[str]) -> list[Turn]:
    """Do the case's open tasks of these acts, also those that open meanwhile, each by its own person; return them."""
    played: list[Turn] = []
    while len(played) < MOST_TURNS:
        case = queries.by_id(case_id)
        turn = next((turn for turn in turns(case) if turn.task.act in acts), None) if case else None
        if case is None or turn is None:
            break
        play(case, turn.task, turn.person, Random(str(turn.task.id)))  # noqa: S311 - plausible words
        played.append(turn)
    return played


def holder(task: Task) -> Person | None:
    """Return who would do the task: its holder or who stands in for him, else the first whose post reaches it."""
    now = timekeeping.now()
    if task.holder_id is not None:
        return organisation.standing_in(task.holder_id, now) or task.holder
    return next(iter(organisation.reaching(task.office_id, task.role, now)), None)


def somebody(task: Task) -> Person | None:
    """Return who does the task, or for the applicant's own steps who enters what the applicant says at the counter."""
    if task.role != "applicant":
        return holder(task)
    office, now = task.case.context["offices"]["accept"], timekeeping.now()
    people = organisation.reaching(office, "acceptor", now) or organisation.reaching(office, "handler", now)
    return next(iter(people), None)


def play(case: Case, task: Task, by: Person, rng: Random, *, agree: bool = True) -> None:
    """Do the task with the act that the process names for it; `agree=False` finds fault where the step allows it."""
    PLAYED[task.act](case, task, by, rng, agree)


def _formal(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
    if agree:
        acts.accept(case.id, task.id, by=by, in_jurisdiction=True, complete=True, legal_form=True)
    elif case.context.get("corrected"):
        reason = "补正后的材料仍不符合法定形式。"
        basis = "《中华人民共和国行政许可法》第三十二条"
        acts.refuse_acceptance(case.id, task.id, by=by, ground="incomplete", reason=reason, basis=basis)
    else:
        keys = [row["key"] for row in case.item_version.materials] or ["form"]
        chosen = rng.sample(keys, k=min(len(keys), rng.randint(1, 2)))
        acts.request_correction(case.id, task.id, by=by, faults={key: rng.choice(FAULTS) for key in chosen})


def _dispatch(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
    offices = case.context["offices"]
    acts.dispatch(case.id, task.id, by=by, lead=offices["lead"], co=offices["co"])


def _opinion(act: Callable[..., None], yes: str, no: str) -> Play:
    def sign(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
        reason, basis = ("", "") if agree else rng.choice(DISAGREEMENTS)
        text = rng.choice(AGREEMENTS) if agree else ""
        act(case.id, task.id, by=by, verdict=yes if agree else no, text=text, reason=reason, basis=basis)

    return sign


def _payment(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
    acts.record_payment(case.id, task.id, by=by, receipt_number=f"川财{rng.randrange(10**8):08}")


def _serve(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
    online = case.channel == "online" and rng.random() < 0.4
    method = "electronic" if online else "window"
    acts.serve(case.id, task.id, by=by, method=method, recipient=case.applicant["name"][:60], consent=online)


def _supplement(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
    faults = case.correction.faults
    handed = [
        acts.HandedIn(fault["key"], fault["name"], "original") for fault in faults if fault["key"] != "form"
    ]
    acts.supplement(case.id, by=by, materials=handed or [acts.HandedIn("form", "申请表", "original")])


def _examine(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
    reason, basis = ("", "") if agree else rng.choice(DISAGREEMENTS)
    found = dict(headings.ALL_MEET)
    if not agree:
        found["legality"] = headings.Found("fails", reason)
    said = {"text": rng.choice(AGREEMENTS) if agree else "", "reason": reason, "basis": basis}
    fee = _fee(case, rng)
    acts.examine(
        case.id, task.id, by=by, verdict="agree" if agree else "disagree", found=found, fee=fee, **said
    )


def _fee(case: Case, rng: Random) -> fees.Asked | None:
    if given := benefits.standards(case.item_version.options, case.item_version.item.name):
        return fees.Asked(given[0].name, f"{given[0].most:.2f}", 1)
    if not case.context["fee_due"]:
        return None
    kind = rng.choice(fees.published(case.item_version.fee, case.item_version.item.name))
    amount = kind.least + (kind.most - kind.least) * rng.randrange(0, 5) / 10
    return fees.Asked(kind.name, f"{amount:.2f}", int(case.item_version.fee.get("days", 15)))


def _notify(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
    acts.notify_payment(case.id, task.id, by=by, asked=_fee(case, rng))


def _decide(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
    agreed = meetings.latest(case).get("conclusion", "")
    if agreed == meetings.Conclusion.DIVIDED and task.act == "decide":
        said = {"body": "executive", "ground": "divided", "matter": "会审意见不一致，请会议决定。"}
        acts.call_meeting(case.id, by=by, **said)
        return
    verdict = agreed or ("grant" if agree else "refuse")
    reason, basis = ("", "") if verdict == "grant" else rng.choice(DISAGREEMENTS)
    text = rng.choice(AGREEMENTS) if verdict == "grant" else ""
    parts = decisions.Parts("申请事项中符合条件的部分。", "申请事项中不符合条件的部分。")
    said = {"text": text, "reason": reason, "basis": basis}
    acts.decide(case.id, task.id, by=by, verdict=verdict, parts=parts, minutes=beside.minutes(), **said)


def _reply(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
    reason, basis = ("", "") if agree else rng.choice(DISAGREEMENTS)
    said = {"verdict": "grant" if agree else "refuse", "reason": reason, "basis": basis}
    today = timekeeping.local(timekeeping.now()).date()
    said["number"] = f"川函〔{today.year}〕{rng.randrange(1, 999)}号"
    acts.register_reply(case.id, task.id, by=by, replied_on=today, **said)


def _match(case: Case, task: Task, by: Person, rng: Random, agree: bool) -> None:
    found = {each.id: "same" for each in queries.materials(case)}
    acts.check_originals(case.id, task.id, by=by, found=found)


PLAYED: dict[str, Play] = {
    "examine_formally": _formal,
    "await_supplement": _supplement,
    "dispatch": _dispatch,
    "examine": _examine,
    "review": _opinion(acts.review, "agree", "disagree"),
    "decide": _decide,
    "joint_review": _decide,
    "executive_meeting": _decide,
    "check_originals": _match,
    "forward": plain(acts.forward, opinion="经审查符合条件，拟同意，报请审批。"),
    "register_reply": _reply,
    "notify_payment": _notify,
    "record_payment": _payment,
    "issue": plain(acts.issue),
    "serve": _serve,
    "publish": plain(acts.publish),
    **beside.PLAYED,
    **official.PLAYED,
}
