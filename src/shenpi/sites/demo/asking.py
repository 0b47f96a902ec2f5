"""What officials ask for now and then beside the drawn process, so that a county's lists hold some of everything."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from shenpi.apps.casework import acts, hearings, queries

if TYPE_CHECKING:
    from shenpi.apps.casework.models import Case, Task
    from shenpi.apps.organisation.models import Person

PROCEDURES = (
    ("expert_review", 10, "项目技术条件复杂，须组织专家评审。"),
    ("inspection", 5, "须经法定检验机构检验。"),
    ("testing", 7, "须委托检测机构现场取样检测。"),
    ("appraisal", 8, "须由有资质的机构作出鉴定。"),
)
DELAYS = (
    "需要补充踏勘，现场情况复杂。",
    "涉及多个部门的意见尚在汇总。",
    "审查中发现的技术问题需要进一步论证。",
)
CHANGES = (
    ("笔误，面积单位有误。", "经复核，面积以测绘报告为准，其余同意。"),
    ("引用条款有误。", "同意，依据以本次为准。"),
)


def ask(case: Case, by: Person, rng: Random) -> None:
    """Before a handler examines: sometimes a special procedure, seldom an extension or a hearing. Raises Refusal.

    Where a rule prescribes a hearing it is always held.
    """
    if hearings.prescribed(case):
        matter = "拟准予的许可涉及周边居民的生活安宁。"
        acts.order_hearing(case.id, by=by, ground="prescribed", matter=matter)
        return
    chance = rng.random()
    if chance < 0.06:
        procedure, days, reason = rng.choice(PROCEDURES)
        acts.request_suspension(case.id, by=by, procedure=procedure, days=days, reason=reason)
    elif chance < 0.09:
        acts.request_extension(case.id, by=by, reason=rng.choice(DELAYS))
    elif chance < 0.11:
        acts.tell_hearing_rights(case.id, by=by, matter="拟作出的决定涉及申请人与相邻权利人的重大利益。")


def correct_oneself(case: Case, task: Task, by: Person, rng: Random) -> None:
    """After a handler has examined: seldom the opinion is asked to be changed. Raises Refusal."""
    if rng.random() > 0.03:
        return
    said = next((each for each in queries.opinions(case) if each.task_id == task.id), None)
    if said is not None and said.person_id == by.pk and said.verdict == "agree":
        why, text = rng.choice(CHANGES)
        acts.request_opinion_change(case.id, task.id, by=by, verdict="agree", why=why, text=text)
