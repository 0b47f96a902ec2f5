"""导入: what came on paper is scanned for the offices after acceptance, which examine by the electronic file.

D3-037: within 3 working days of acceptance, as a proceeding with its own clock on the window's work list. An online
filing is in the system already: it reaches the offices with the acceptance, or with its dispatch, whose step has the
two days of D3-036. D10-027: nobody signs an examination before the offices can read what was handed in.
"""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from shenpi.apps import timekeeping
from shenpi.apps.casework import items, proceedings
from shenpi.apps.casework.paper import ON_PAPER
from shenpi.apps.casework.unit import SYSTEM, Unit
from shenpi.apps.catalogue import options
from shenpi.apps.errors import Refusal
from shenpi.core.worktime import rules

ACT = "import_filing"


def needed(item: items.ItemFacts, handed: Iterable[tuple[str, str]]) -> bool:
    """Tell whether materials, as (form, hash of the scan), must still be scanned for the offices.

    Not where the paper itself travels (D10-033), nor where the window decides at once and no office follows.
    """
    if item.immediate or options.travels_on_paper(item.options):
        return False
    return any(form in ON_PAPER and not sha256 for form, sha256 in handed)


def note(unit: Unit, handed: Iterable[tuple[str, str]]) -> None:
    """Remember with the case that something is still to be scanned."""
    if not unit.case.context.get("to_scan") and needed(items.facts(unit.case.item_version_id), handed):
        unit.set(context={**unit.case.context, "to_scan": True})


def begin(unit: Unit) -> None:
    """After the acceptance, put the import on the window's work list if there is something to scan.

    What comes in while one is under way is scanned with it.
    """
    if not unit.case.context.get("to_scan") or _under_way(unit):
        return
    limit = rules.IMPORT_PAPER.limit
    due = timekeeping.calendar().due(unit.now, limit)
    proceedings.begin(
        unit,
        proceedings.Kind.IMPORT,
        SYSTEM,
        "filing.import_begun",
        {"import_due_at": due.isoformat()},
        terms={"import": (limit.to_text(), due)},
    )


def guard(unit: Unit) -> None:
    """Refuse an examination opinion while the offices cannot read the materials yet (D10-027). Raises Refusal."""
    if _under_way(unit):
        raise Refusal("not_imported", _("纸质材料还没有扫描导入，请待窗口导入后再签署意见。"))


def _under_way(unit: Unit) -> bool:
    return any(task.act == ACT for task in unit.tasks.values())
