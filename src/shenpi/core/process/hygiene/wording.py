"""Findings of one property, gathered: violations as they are met, one that holds if there are none."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from shenpi.core.process.verification.findings import Finding, Property, Verdict


@dataclass(slots=True)
class Gathered:
    """The findings of one property; `zh` and `en` say what holds when nothing was found."""

    property: Property
    zh: str
    en: str
    found: list[Finding] = field(default_factory=list)

    def violated(self, elements: Iterable[str], zh: str, en: str) -> None:
        """Note a fault of these elements."""
        self.found.append(Finding(self.property, Verdict.VIOLATED, tuple(elements), (), zh, en))

    def undecided(self, elements: Iterable[str], zh: str, en: str) -> None:
        """Note elements of which nothing certain can be said."""
        self.found.append(Finding(self.property, Verdict.UNDECIDED, tuple(elements), (), zh, en))

    def findings(self) -> tuple[Finding, ...]:
        """The findings; at least one."""
        holds = Finding(self.property, Verdict.HOLDS, (), (), self.zh, self.en)
        return tuple(self.found) or (holds,)
