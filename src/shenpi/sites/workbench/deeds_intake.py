"""What may be chosen at receipt by the item's options: acceptance with a gap, scanning, gaps, commitments, paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import acts
from shenpi.apps.casework.states import State
from shenpi.apps.catalogue import options
from shenpi.sites.workbench import performing
from shenpi.sites.workbench import performing_intake as intake
from shenpi.sites.workbench.deed import Beginning, Deed

if TYPE_CHECKING:
    from shenpi.apps.casework.models import Case, CaseMaterial, PaperFile
    from shenpi.apps.organisation.queries import Holdings

ACCEPT_WITH_GAP = Deed(
    "accept_with_gap",
    _("容缺受理"),
    _("出具受理通知书和容缺受理通知书；逾期未补齐的终止办理，补齐前不能准予。"),
    intake.accept_with_gap,
    "accept_with_gap",
    right="accept",
)

INTAKE: dict[str, tuple[Deed, ...]] = {
    "import_filing": (
        Deed(
            "import_filing",
            _("扫描导入"),
            _("承办科室据此审查；不能电子化的，纸质案卷随件流转。"),
            intake.import_filing,
            "import_filing",
        ),
    ),
    "await_gap": (
        Deed("fill_gap", _("收取容缺材料"), _("须一次补齐，补齐后才能准予。"), intake.fill_gap, "fill_gap"),
    ),
    "check_commitment": (
        Deed(
            "check_commitment",
            _("登记核查结果"),
            _("承诺不实的，同时提请撤销，并告知持证人陈述申辩。"),
            performing.opinion(acts.check_commitment),
            "check_commitment",
        ),
    ),
}
"""By the act that the proceeding's drawing names for the step."""

STEPS: dict[str, Promise] = {
    "import_filing": _("扫描导入"),
    "await_gap": _("等待容缺材料"),
    "check_commitment": _("核查承诺"),
}

HAND_OVER = Beginning(
    "hand_over_paper",
    "",
    _("移交纸质案卷"),
    _("接收人确认以前，仍由您保管。"),
    intake.hand_over_paper,
    "hand_over_paper",
)
TAKE = Beginning(
    "take_paper", "", _("接收纸质案卷"), _("清点无误后确认，从此由您保管。"), intake.take_paper, "nothing"
)
DECLINE = Beginning(
    "decline_paper",
    "",
    _("不接收或者收回"),
    _("案卷仍由移交人保管，原因记入办理过程。"),
    intake.decline_paper,
    "paper_reason",
)
CALL_ORIGINALS = Beginning(
    "call_for_originals",
    "",
    _("通知核验原件"),
    _("出具核验原件通知书；不是补正，期限照常计算。"),
    intake.call_for_originals,
    "call_for_originals",
)
CHECK_ORIGINALS = Beginning(
    "check_originals",
    "",
    _("登记原件核验结果"),
    _("记入材料清单和办理过程，材料本身不变。"),
    intake.check_originals,
    "check_originals",
)
ANY_TIME = {each.key: each for each in (HAND_OVER, TAKE, DECLINE, CALL_ORIGINALS, CHECK_ORIGINALS)}
"""Forms on the case page that belong to no task and no proceeding."""


def may_follow(case: Case) -> bool:
    """Tell whether the item lets a material follow its acceptance."""
    return bool(options.following(case.item_version.materials))


def of_paper(held: Holdings, found: PaperFile | None) -> list[Beginning]:
    """Return what this person may do with the paper file now."""
    if found is None or found.holder_id is None or held.may("handle_paper") is None:
        return []
    if found.offered_to_id is not None:
        mine = [TAKE, DECLINE] if found.offered_to_id == held.person_id else []
        return mine or ([DECLINE] if found.holder_id == held.person_id else [])
    return [HAND_OVER] if found.holder_id == held.person_id else []


def of_originals(held: Holdings, case: Case, materials: list[CaseMaterial]) -> list[Beginning]:
    """Return whether originals may be called for and checked, by the window that received the filing."""
    checkable = case.state in (State.RECEIVED, State.ACCEPTED) and bool(materials)
    window = held.may("check_originals", case.context["offices"]["accept"])
    return [CALL_ORIGINALS, CHECK_ORIGINALS] if checkable and window else []
