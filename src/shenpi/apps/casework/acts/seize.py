"""实施查封、扣押: two officers take or seal what the case is about, and hand over decision and list on the spot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.casework import limits, official, papers, seizures, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.models import Task
from shenpi.apps.casework.seizures import Attendance, Measure, Thing
from shenpi.apps.casework.unit import Unit, on_case
from shenpi.apps.errors import Invalid, Message
from shenpi.apps.organisation.models import Person
from shenpi.core.worktime import rules


@dataclass(frozen=True)
class Taking:
    """What was done on the spot: how and what was taken, when, where, why, who signed the record, what was said."""

    measure: str
    things: Sequence[Thing]
    taken_at: datetime | None
    place: str
    reason: str
    basis: str
    attended: str
    witness: str = ""
    statement: str = ""
    keeping: str = ""


def seize(case_id: UUID, task_id: UUID, *, by: Person, taking: Taking, officers: Sequence[UUID]) -> None:
    """Record the measure with the record made on the spot, the decision and the list (行政强制法 art. 18, 23, 24).

    The thirty days to decide what becomes of it run from the measure (art. 25), and where it was urgent the
    twenty-four hours to have it approved too (art. 19). Raises Invalid: at least two officers, each thing named, a
    witness where the party stayed away.
    """
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "seize")
        actor = for_task(unit, by, task, "seize")
        names = official.officers(unit, actor, officers)
        taken_at = _checked(unit, task, taking, names)
        facts = {"measure": taking.measure, "things": seizures.listed(taking.things)}
        unit.set(context={**unit.case.context, "seizure": facts})
        told = {**limits.begin(unit, taken_at), "fixed": {"seizure": facts}, "officers": names}
        if unit.case.context["urgent"]:
            limits.name(unit, seizures.CONFIRM, rules.URGENT_APPROVAL.limit, taken_at)
        about = seizures.about(unit)
        said = {
            name: getattr(taking, name).strip()
            for name in ("place", "reason", "basis", "statement", "keeping")
        }
        record = papers.issue(
            unit,
            "scene_record",
            **about,
            **said,
            taken_at=papers.minute(taken_at),
            officers=names,
            attended=taking.attended,
            witness=taking.witness.strip(),
        )
        decision = papers.issue(unit, "seizure_decision", **about, **said)
        told["documents"] = [
            record,
            decision,
            papers.issue(unit, "seizure_list", **about, decision=decision["number"], officers=names),
        ]
        signed = steps.Signed("taken", said["reason"], basis=said["basis"])
        steps.complete(unit, task, actor, signed, "measure.taken", told)


def _checked(unit: Unit, task: Task, taking: Taking, names: Sequence[str]) -> datetime:
    """Return the moment of the measure. Raises Invalid with everything that is missing."""
    faults: dict[str, list[Message]] = {}
    earliest = None if unit.case.context["urgent"] else task.opened_at
    taken_at = taking.taken_at
    if taken_at is None or taken_at > unit.now or (earliest and taken_at < _minute(earliest)):
        faults["taken_on"] = [_("请填写实施的日期和时间：在批准之后，不晚于现在")]
    if len(names) < official.FEWEST_OFFICERS:
        faults["officers"] = [_("执法人员不得少于两人，请选择一同实施的人员")]
    if taking.measure not in Measure:
        faults["measure"] = [_("请选择查封或者扣押")]
    if taking.attended not in Attendance:
        faults["attended"] = [_("请说明当事人是否到场、是否签名")]
    if taking.attended == Attendance.ABSENT and not taking.witness.strip():
        faults["witness"] = [_("当事人不到场的，应当邀请见证人，请填写见证人姓名")]
    if not taking.things or not all(each.name and each.amount for each in taking.things):
        faults["things"] = [_("请逐项写明场所、设施或者财物的名称和数量，每行一项")]
    elif len(taking.things) > seizures.MOST:
        faults["things"] = [_("清单最多 %(most)s 项") % {"most": seizures.MOST}]
    for name, words in (
        ("place", _("请填写实施的地点")),
        ("reason", _("请写明理由")),
        ("basis", _("请写明法律、法规的名称和条款")),
    ):
        if not getattr(taking, name).strip():
            faults[name] = [words]
    if faults or taken_at is None:
        raise Invalid("taking_incomplete", _("请补全查封、扣押的记录。"), fields=faults)
    return taken_at


def _minute(moment: datetime) -> datetime:
    """Drop seconds: people write hours and minutes."""
    return timekeeping.local(moment).replace(second=0, microsecond=0)
