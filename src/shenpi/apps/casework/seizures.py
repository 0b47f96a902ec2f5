"""Seizure and sealing (查封、扣押; 行政强制法 art. 22 to 28): what is taken, and what becomes of it.

What was taken stands in the case's `context["seizure"]` as JSON; `context["urgent"]` says that it was done before
it was approved (art. 19).
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import papers
from shenpi.apps.casework.models import Case
from shenpi.apps.casework.penalties import Sort
from shenpi.apps.casework.states import Outcome
from shenpi.apps.casework.unit import Unit
from shenpi.apps.documents.models import Document
from shenpi.apps.errors import Refusal

MOST = 200
"""How many things are put on one list."""
CONFIRM = "confirm_limit"
"""The limit, named in the process, of the approval that follows an urgent measure."""


class Measure(models.TextChoices):
    """How things are taken (行政强制法 art. 9)."""

    SEAL = "seal", _("查封")
    SEIZE = "seize", _("扣押")


class Attendance(models.TextChoices):
    """Who signed the record made on the spot beside the officers (行政强制法 art. 18.8, 18.9)."""

    SIGNED = "signed", _("当事人到场并签名")
    REFUSED = "refused", _("当事人到场但拒绝签名")
    ABSENT = "absent", _("当事人不到场，由见证人签名")


class Verdict(models.TextChoices):
    """What becomes of what was taken (行政强制法 art. 21, 27)."""

    RELEASE = "release", _("解除查封、扣押")
    FORFEIT = "forfeit", _("没收非法财物")
    DESTROY = "destroy", _("依法销毁")
    HAND_OVER = "hand_over", _("随案移送司法机关")


class Ground(models.TextChoices):
    """Why it is given back (行政强制法 art. 28)."""

    INNOCENT = "innocent", _("当事人没有违法行为")
    UNRELATED = "unrelated", _("查封、扣押的场所、设施或者财物与违法行为无关")
    SETTLED = "settled", _("对违法行为已经作出处理决定，不再需要查封、扣押")
    EXPIRED = "expired", _("查封、扣押期限已经届满")
    NEEDLESS = "needless", _("其他不再需要采取查封、扣押措施的情形")


DONE = {
    Verdict.RELEASE: (Outcome.RELEASED, "release_decision"),
    Verdict.FORFEIT: (Outcome.FORFEIT, "disposal_decision"),
    Verdict.DESTROY: (Outcome.DESTROYED, "disposal_decision"),
    Verdict.HAND_OVER: (Outcome.MOVED, "property_transfer"),
}
"""The outcome and the paper of each."""


@dataclass(frozen=True)
class Thing:
    """A place, a facility or a thing on the list: its name, how many or how much, and its condition."""

    name: str
    amount: str
    condition: str = ""


def listed(things: Sequence[Thing]) -> list[dict[str, str]]:
    """Return a list as ledger and papers carry it."""
    return [asdict(each) for each in things]


def about(unit: Unit) -> dict[str, Any]:
    """Return what every paper says of what was taken, and until when it may be kept."""
    taken = unit.case.context["seizure"]
    return {
        "address": unit.case.applicant.get("address", ""),
        "measure": papers.chinese(Measure(taken["measure"]).label),
        "things": taken["things"],
        "taken_on": papers.day(unit.case.accepted_at),
        "until": papers.day(unit.case.statutory_due_at),
    }


def expired(unit: Unit) -> bool:
    """Tell whether the time that the law allows for keeping it is over (art. 25)."""
    return unit.case.statutory_due_at is not None and unit.case.statutory_due_at < unit.now


def guard_forfeiture(case: Case, number: str) -> None:
    """Refuse to keep for good what no penalty against the party forfeits (art. 27; 行政处罚法 art. 9.2)."""
    found = Document.objects.filter(kind="penalty_decision", number=number, agency_id=case.agency_id).first()
    forfeits = papers.chinese(Sort.GOODS.label)
    if (
        found is None
        or found.data["applicant"] != case.applicant["name"]
        or forfeits not in found.data["imposed"]
    ):
        raise Refusal(
            "no_forfeiture",
            _(
                "没有查到本机关对该当事人作出的、没收非法财物的行政处罚决定书。没收须先依行政处罚程序决定，请核对文号。"
            ),
        )
