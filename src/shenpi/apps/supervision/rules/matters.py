"""The rules about what people bring: complaints taken up, answered and reviewed, bad ratings mended, in time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from shenpi.apps.supervision.rules.catalogue import Finding, Holder, rule

MATTER = "matter"
Acts = tuple[tuple[str, datetime, datetime | None], ...]


@dataclass(frozen=True)
class MatterFacts:
    """A matter as its entries tell it, in order: (act, moment, limit of who is next)."""

    kind: str
    words: str
    entries: Acts
    deadline_at: datetime | None
    handler: Holder
    office: Holder

    def limited(self, *acts: str) -> Iterator[tuple[str, datetime, datetime | None]]:
        """Yield for each of these acts its place, its limit, and when the next act came."""
        for place, (act, _at, due_at) in enumerate(self.entries):
            if act in acts and due_at is not None:
                after = self.entries[place + 1 :]
                yield str(place + 1), due_at, after[0][1] if after else None

    def last(self, *acts: str) -> datetime | None:
        """Return when the latest of these acts came."""
        return max((at for act, at, _due in self.entries if act in acts), default=None)


FOUND = ("substantiate", "substantiate_partly", "find_unfounded")


@rule("time", _("投诉逾期未决定是否受理"), "D10-044", "地方电子监察规定", about=MATTER)
def complaint_acceptance(facts: MatterFacts, now: datetime, given: Mapping[str, Any]) -> Iterator[Finding]:
    """Whether a complaint is taken up is decided in five working days."""
    if facts.kind == "complaint":
        for place, due_at, done in facts.limited("file"):
            yield Finding(place, due_at, facts.handler, done, deadline=True, words=facts.words)


@rule("time", _("投诉逾期未办结"), "D10-044", "信访工作条例 34", about=MATTER)
def complaint_overdue(facts: MatterFacts, now: datetime, given: Mapping[str, Any]) -> Iterator[Finding]:
    """A complaint that was taken up is answered in sixty days, put off once; a review is decided in thirty."""
    if facts.kind != "complaint":
        return
    for place, due_at, done in facts.limited("review"):
        yield Finding(place, due_at, facts.handler, done, deadline=True, words=facts.words)
    if facts.deadline_at is not None:
        found, again = facts.last(*FOUND), facts.last("reopen")
        done = found if found and (again is None or found > again) else None
        yield Finding("deadline", facts.deadline_at, facts.handler, done, deadline=True, words=facts.words)


@rule("time", _("咨询逾期未答复"), "D1-015", "D9-008", about=MATTER)
def enquiry_overdue(facts: MatterFacts, now: datetime, given: Mapping[str, Any]) -> Iterator[Finding]:
    """An enquiry is answered in five working days."""
    if facts.kind == "enquiry":
        for place, due_at, done in facts.limited("file", "ask_again"):
            yield Finding(place, due_at, facts.office, done, deadline=True, words=facts.words)


@rule("time", _("差评逾期未整改"), "D10-045", "国办发〔2019〕51号", about=MATTER)
def rating_unmended(facts: MatterFacts, now: datetime, given: Mapping[str, Any]) -> Iterator[Finding]:
    """A bad rating is answered and mended in fifteen working days; what the rater contests is not mended.

    While the office's objection waits for supervision, the office is not late.
    """
    if facts.kind != "rating" or facts.deadline_at is None:
        return
    mended, undone = facts.last("mend", "object"), facts.last("contest", "reject", "overrule")
    done = mended if mended and (undone is None or mended > undone) else None
    yield Finding("mend", facts.deadline_at, facts.office, done, deadline=True, words=facts.words)
