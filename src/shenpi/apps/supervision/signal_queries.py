"""What can be asked of signals: lists behind every number, one signal with what became of it, counts by level."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from shenpi.apps.errors import NotFound
from shenpi.apps.paging import SIZE, Page, page
from shenpi.apps.supervision import settings
from shenpi.apps.supervision.models import Matter, Quashing, RuleSetting, Signal
from shenpi.apps.supervision.rules import RULES, Rule, Setting

LEVELS = tuple(Signal.Level)


@dataclass(frozen=True)
class SignalFile:
    """A signal with the rule it stands on, the decision that quashed it, and the matters taken up about it."""

    signal: Signal
    rule: Rule | None
    quashing: Quashing | None
    matters: list[Matter]

    @property
    def may_be_objected_to(self) -> bool:
        """Whether nobody quashed it or objected to it before."""
        return self.quashing is None and all(matter.kind != Matter.Kind.OBJECTION for matter in self.matters)


def standing(signals: QuerySet[Signal] | None = None) -> QuerySet[Signal]:
    """Return the signals that count: those that nobody quashed."""
    quashed = Quashing.objects.filter(kind="signal", record_id=OuterRef("pk"))
    return (Signal.objects.all() if signals is None else signals).filter(~Exists(quashed))


def signals(
    *,
    level: str = "",
    rule: str = "",
    agency: str = "",
    person: UUID | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    counting: bool = False,
    after: str = "",
    size: int = SIZE,
) -> Page[Signal]:
    """List signals, the newest first, each with `quashed`; `counting`: those alone that nobody quashed."""
    given: dict[str, Any] = {"level": level, "rule": rule, "agency_code": agency, "person_id": person}
    given |= {"at__gte": since, "at__lt": until}
    found = Signal.objects.filter(**{name: value for name, value in given.items() if value})
    quashed = Quashing.objects.filter(kind="signal", record_id=OuterRef("pk"))
    found = standing(found) if counting else found
    return page(found.annotate(quashed=Exists(quashed)), "at", after, newest=True, size=size)


def signal_file(signal_id: UUID) -> SignalFile:
    """Return one signal with everything that concerns it. Raises NotFound."""
    signal = Signal.objects.filter(pk=signal_id).first()
    if signal is None:
        raise NotFound("signal_unknown", _("没有这条监察信号。请从列表中打开。"))
    return SignalFile(
        signal,
        RULES.get(signal.rule),
        quashing("signal", signal_id),
        list(Matter.objects.filter(signal_id=signal_id).order_by("opened_at")),
    )


def quashing(kind: str, record_id: UUID) -> Quashing | None:
    """Return the decision that quashed a signal ("signal") or a warning record ("record"), or None."""
    return Quashing.objects.filter(kind=kind, record_id=record_id).first()


def of_case(case_id: UUID) -> list[Signal]:
    """Return a case's signals, oldest first."""
    return list(Signal.objects.filter(case_id=case_id).order_by("at", "pk"))


def counts(since: datetime, until: datetime) -> dict[str, int]:
    """Count the standing signals by level that reached it in [since, until)."""
    sums = {str(level): Count("pk", filter=Q(level=level)) for level in LEVELS}
    found: dict[str, int] = standing(Signal.objects.filter(at__gte=since, at__lt=until)).aggregate(**sums)
    return found


def matter(matter_id: UUID) -> Matter:
    """Return one matter, with `entries` to ask. Raises NotFound."""
    found = Matter.objects.filter(pk=matter_id).first()
    if found is None:
        raise NotFound("matter_unknown", _("没有这件督办或查处。请从列表中打开。"))
    return found


def rules_in_force() -> list[tuple[Rule, Setting, list[RuleSetting]]]:
    """Return every rule with its setting for everybody and all decisions about it, the latest first."""
    configured = settings.current()
    decided: dict[str, list[RuleSetting]] = {}
    for row in RuleSetting.objects.order_by("-at", "-pk"):
        decided.setdefault(row.rule, []).append(row)
    return [(rule, configured.of(name), decided.get(name, [])) for name, rule in RULES.items()]
