"""The settings of the rules in force: the packaged defaults, and what an installation decided instead."""

from collections.abc import Mapping
from dataclasses import dataclass

from shenpi.apps.supervision.models import RuleSetting
from shenpi.apps.supervision.rules.settings import Setting, defaults, read

Scope = tuple[str, str, str]
"""Rule, agency ("" for all), item ("" for all)."""


@dataclass(frozen=True)
class Settings:
    """All settings in force at one moment."""

    decided: Mapping[Scope, Setting]

    def of(self, rule: str, agency_code: str = "", item_code: str = "") -> Setting:
        """Return the setting of the closest scope: item of the agency, item, agency, everybody, the default."""
        for scope in ((agency_code, item_code), ("", item_code), (agency_code, ""), ("", "")):
            if found := self.decided.get((rule, *scope)):
                return found
        return defaults()[rule]


def current() -> Settings:
    """Read the settings in force; of two for one scope the later counts."""
    rows = RuleSetting.objects.order_by("at", "pk")
    return Settings({(row.rule, row.agency_code, row.item_code): read(row.value) for row in rows})
