"""申请法院强制执行: the party neither contests the decision in time nor performs it."""

from datetime import date, datetime, time
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.casework import delivery, dues, papers, steps
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.unit import on_case
from shenpi.apps.errors import Invalid, Message, Refusal, worded
from shenpi.apps.organisation.models import Person
from shenpi.core.worktime import rules


def apply_to_court(case_id: UUID, task_id: UUID, *, by: Person, urged_on: date | None, court: str) -> None:
    """Apply to the court for enforcement (行政强制法 art. 53 to 55): the case's own work ends with it.

    Only after the remedies have run out and within three months of that, and ten working days after the reminder was
    served (`urged_on`). Raises Refusal outside of these times, Invalid.
    """
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "collect")
        actor = for_task(unit, by, task, "collect")
        owed, today = dues.of(unit.case), timekeeping.local(unit.now).date()
        urged = unit.case.context.get("urged")
        if owed is None or urged is None:
            raise Refusal("not_urged", _("申请法院强制执行前应当催告当事人履行义务。"))
        faults: dict[str, list[Message]] = {}
        if urged_on is None or not date.fromisoformat(urged["issued_on"]) <= urged_on <= today:
            faults["urged_on"] = [_("请填写催告书送达的日期")]
        if not court.strip():
            faults["court"] = [_("请填写有管辖权的人民法院")]
        if faults or urged_on is None:
            raise Invalid("application_incomplete", _("请写明催告书送达日期和法院。"), fields=faults)
        _guard_time(delivery.served_on(unit.case), urged_on, today)
        extra = owed.surcharge(today)
        paper = papers.issue(
            unit,
            "enforcement_application",
            court=court.strip(),
            amount=str(owed.amount),
            surcharge=str(extra) if extra else "",
            urged_on=urged_on.isoformat(),
            address=unit.case.applicant.get("address", ""),
        )
        told = {"urged_on": urged_on.isoformat(), "documents": [paper]}
        steps.complete(unit, task, actor, steps.Signed("enforce"), "enforcement.applied", told)


def _guard_time(served_on: date | None, urged_on: date, today: date) -> None:
    if served_on is None:
        raise Refusal("not_served", _("决定书还没有送达。"))
    calendar = timekeeping.calendar()
    if calendar.add_working_days(urged_on, rules.URGED.limit.amount) >= today:
        raise Refusal("urged_lately", _("催告书送达十个工作日后当事人仍未履行的，才能申请强制执行。"))
    remedies = calendar.due(_noon(served_on), rules.SUIT.limit)
    if remedies >= timekeeping.now():
        day = f"{timekeeping.local(remedies):%Y-%m-%d}"
        words = worded(_("当事人还可以起诉（至 %(day)s），期满后才能申请强制执行。"), day=day)
        raise Refusal("contestable", words)
    last = calendar.due(remedies, rules.COURT.limit)
    if last < timekeeping.now():
        raise Refusal("too_late", _("申请法院强制执行的三个月期限已过。"))


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), timekeeping.SHANGHAI)
