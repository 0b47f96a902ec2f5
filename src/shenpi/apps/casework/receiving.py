"""What arrival and the item's options add to a receipt: late entry, scanning, the paper file, commitments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from shenpi.apps import rows, timekeeping
from shenpi.apps.casework import items, paper, papers, scanning, trust
from shenpi.apps.casework.models import CaseMaterial
from shenpi.apps.casework.unit import Actor, Unit
from shenpi.apps.catalogue import options
from shenpi.apps.errors import Invalid, Refusal
from shenpi.apps.organisation.models import Person

if TYPE_CHECKING:
    from shenpi.apps.casework.filing import Filing, HandedIn
    from shenpi.apps.casework.models import Case


AUTHORISATION = {"key": "authorisation", "name": "授权委托书", "copies": 1}
"""What an agent (代办人) brings besides the item's own list (D2-015; 行政许可法 art. 29)."""


@dataclass(frozen=True)
class Terms:
    """`promised`: rows of {key, name, notice}, what the applicant commits to instead of handing it in."""

    late_reason: str = ""
    to_scan: bool = False
    on_paper: bool = False
    promised: list[dict[str, str]] = field(default_factory=list)
    follows: tuple[str, ...] = ()

    @property
    def context(self) -> dict[str, Any]:
        """What the case remembers of it."""
        told = {
            "late_entry": bool(self.late_reason),
            "to_scan": self.to_scan,
            "commitments": self._named(),
            "follows": list(self.follows),
        }
        return {key: said for key, said in told.items() if said}

    def begin(self, unit: Unit, actor: Actor) -> tuple[dict[str, Any], list[dict[str, str]]]:
        """Open the paper file and issue the commitment's letter; returns what the event tells, and its documents."""
        told: dict[str, Any] = {"late_reason": self.late_reason} if self.late_reason else {}
        if self.on_paper:
            told["paper"] = paper.open_file(unit, actor)
        if self.promised:
            told["commitments"] = self._named()
            return told, [papers.issue(unit, "commitment_letter", commitments=self.promised)]
        return told, []

    def _named(self) -> list[dict[str, str]]:
        return [{"key": row["key"], "name": row["name"]} for row in self.promised]


def terms(item: items.ItemFacts, filing: Filing, by: Person | None, now: datetime) -> Terms:
    """Return what this filing brings with it. Raises Invalid, Refusal."""
    _guard_agent(filing, by)
    if item.options.get("external_system"):
        words = _("本事项在“%(system)s”办理，办件由该系统报送，不在这里接件。")
        raise Refusal("external_system", words % {"system": item.options["external_system"]})
    paper_came = by is not None and paper.any_on_paper(each.form for each in filing.materials)
    return Terms(
        late_reason=filing.late_reason.strip() if _is_late(filing, by, now) else "",
        to_scan=scanning.needed(item, ((each.form, each.sha256) for each in filing.materials)),
        on_paper=paper_came and options.travels_on_paper(item.options),
        promised=_commitments(item, filing, now),
        follows=tuple(key for key in options.following(item.materials) if key in filing.follows),
    )


def _guard_agent(filing: Filing, by: Person | None) -> None:
    """Demand the authorisation of whoever files for another at the window; online the account is the person."""
    agent = filing.applicant.get("agent", "")
    if by is not None and agent and all(each.key != AUTHORISATION["key"] for each in filing.materials):
        words = _("代办的，须收取授权委托书。")
        raise Invalid("no_authorisation", words, fields={"have-authorisation": [words]})


def taken_in(case: Case) -> list[CaseMaterial]:
    """Return what the case has of its materials: of each its newest version, in the order of their coming in."""
    handed_in = rows.find(CaseMaterial, '"case_id" = %s ORDER BY "round", "id"', [case.id])
    return list({each.key: each for each in handed_in}.values())


def listed(materials: Iterable[HandedIn | CaseMaterial]) -> list[dict[str, Any]]:
    """Return the rows in which vouchers and notices list materials (收件清单; D3-026, D3-028)."""
    return [{"name": each.name, "copies": each.copies, "form": each.form} for each in materials]


def filed_for(applicant: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the ledger tells of the official who filed for the applicant, by which mandate (D2-015).

    A private person who files for another stays with the applicant's own particulars.
    """
    if not applicant.get("mandate"):
        return {}
    return {"agent": {"name": applicant["agent"], "mandate": applicant["mandate"]}}


def _is_late(filing: Filing, by: Person | None, now: datetime) -> bool:
    """Tell whether what came in at the window is entered on a later day than it arrived (D10-027)."""
    if by is None or filing.filed_at is None:
        return False
    if filing.filed_at > now:
        words = _("收件时间不能晚于现在。")
        raise Invalid("arrives_later", words, fields={"arrived_on": [words]})
    late = timekeeping.local(filing.filed_at).date() < timekeeping.local(now).date()
    if late and not filing.late_reason.strip():
        words = _("材料应当在收到当日录入。请写明迟录的原因，本件将标注“未当日录入”。")
        raise Invalid("late_entry_unexplained", words, fields={"late_reason": [words]})
    return late


def _commitments(item: items.ItemFacts, filing: Filing, now: datetime) -> list[dict[str, str]]:
    offered = options.commitments(item.materials)
    chosen = [each for each in filing.materials if each.form == "commitment"]
    for each in chosen:
        if each.key not in offered:
            words = _("“%(name)s”不能以承诺代替。") % {"name": each.name}
            raise Invalid("no_commitment", words, fields={f"form-{each.key}": [words]})
    if chosen:
        trust.guard(filing.applicant, now)
    return [{"key": each.key, "name": each.name, "notice": offered[each.key]} for each in chosen]
