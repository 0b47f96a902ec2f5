"""The rules about what is no case: another department's system, a published item."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.catalogue.elements import missing
from shenpi.apps.supervision.rules.catalogue import Finding, Holder, rule

SYSTEM, ITEM = "system", "item"


@dataclass(frozen=True)
class SystemFacts:
    """A system that owes a batch every working day after `since`, and when its whole batches came."""

    holder: Holder
    since: datetime
    batches: tuple[datetime, ...]


@dataclass(frozen=True)
class PublishedFacts:
    """A version of an item as it was published, with the elements of its guide."""

    holder: Holder
    published_at: datetime
    content: Mapping[str, Any]


@rule("time", _("自建系统当日未报送"), "D10-052", about=SYSTEM)
def batch_missing(facts: SystemFacts, now: datetime, given: Mapping[str, Any]) -> Iterator[Finding]:
    """A batch is due by the end of every working day; without one, its absence is a finding until the next."""
    calendar = timekeeping.calendar()
    sent = {_day(at) for at in facts.batches}
    day = _day(facts.since)
    while (day := calendar.add_working_days(day, 1)) < _day(now):
        if day not in sent:
            next_at = min((at for at in facts.batches if _day(at) > day), default=None)
            words = f"{day.year}年{day.month}月{day.day}日"
            yield Finding(day.isoformat(), _end_of(day), facts.holder, next_at, True, words)


@rule("procedure", _("发布的事项缺少要素"), "D10-042", "D3-005", "D10-045", about=ITEM)
def item_incomplete(facts: PublishedFacts, now: datetime, given: Mapping[str, Any]) -> Iterator[Finding]:
    """What is published tells all fourteen elements."""
    if lacking := missing(facts.content):
        words = "、".join(str(element.label) for element in lacking)
        yield Finding("elements", facts.published_at, facts.holder, words=words)


def _day(moment: datetime) -> date:
    return timekeeping.local(moment).date()


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.max, timekeeping.SHANGHAI)
