"""What may be chosen on the steps of sealing and seizing (查封、扣押; 行政强制法)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import acts
from shenpi.apps.casework.seizures import Thing
from shenpi.sites.common.access import StaffRequest
from shenpi.sites.workbench import performing
from shenpi.sites.workbench.deed import Deed
from shenpi.sites.workbench.deeds_handling import SEND_BACK
from shenpi.sites.workbench.inputs import Posted, officers

if TYPE_CHECKING:
    from shenpi.apps.casework.models import Case, Task


def _seize(request: StaffRequest, case: Case, task: Task) -> None:
    posted = Posted(request)
    chosen = {name: posted.words(name, longest=16) for name in ("measure", "attended")}
    said = {name: posted.words(name) for name in ("reason", "basis", "statement")}
    said |= {name: posted.words(name, longest=200) for name in ("place", "keeping")}
    said["witness"] = posted.words("witness", longest=40)
    taken_at = posted.moment("taken_on", "taken_hour")
    things = _things(posted.words("things", longest=20_000))
    posted.check()
    taking = acts.Taking(**chosen, **said, things=things, taken_at=taken_at)
    acts.seize(case.id, task.id, by=request.user, taking=taking, officers=officers(posted))


def _things(text: str) -> list[Thing]:
    """Return what is on a list: one a line, name, amount and condition behind commas."""
    rows = [line.replace(",", "，").split("，", 2) for line in text.splitlines() if line.strip()]
    return [Thing(*(part.strip()[:200] for part in [*row, "", ""][:3])) for row in rows]


def _decide(request: StaffRequest, case: Case, task: Task) -> None:
    posted = Posted(request)
    said = {name: posted.words(name) for name in ("reason", "basis")}
    said |= {name: posted.words(name, longest=80) for name in ("ground", "penalty")}
    verdict = posted.words("verdict", longest=16)
    posted.check()
    acts.decide_seizure(case.id, task.id, by=request.user, verdict=verdict, **said)


def _return(request: StaffRequest, case: Case, task: Task) -> None:
    posted = Posted(request)
    recipient, text = posted.words("recipient", longest=40), posted.words("text")
    posted.check()
    acts.return_property(case.id, task.id, by=request.user, recipient=recipient, text=text)


COERCION: dict[str, tuple[Deed, ...]] = {
    "approve_measure": (
        Deed(
            "approve_measure",
            _("审批行政强制措施"),
            _("生成审批表；先行实施的不予批准的，立即解除并退还财物。"),
            performing.verdict(acts.approve_measure, "text", "reason"),
            "approve_measure",
        ),
    ),
    "seize": (
        Deed(
            "seize",
            _("登记查封、扣押"),
            _("生成现场笔录、决定书和清单，当场交付；三十日内作出处理决定。"),
            _seize,
            "seize",
        ),
    ),
    "propose_disposal": (
        Deed(
            "propose_disposal",
            _("提出处理意见"),
            _("送负责人决定。"),
            performing.verdict(acts.propose_disposal, "reason", "basis"),
            "propose_disposal",
        ),
    ),
    "decide_seizure": (
        Deed(
            "decide_seizure",
            _("签发处理决定"),
            _("决定一经签发即生成文书，不能收回；期限届满后只能解除。"),
            _decide,
            "decide_seizure",
        ),
        SEND_BACK,
    ),
    "return_property": (
        Deed(
            "return_property",
            _("登记退还"),
            _("生成退还财物凭证，由领取人签名。"),
            _return,
            "return_property",
        ),
    ),
}

STEPS: dict[str, Promise] = {
    "approve_measure": _("批准行政强制措施"),
    "seize": _("实施查封、扣押"),
    "propose_disposal": _("提出处理意见"),
    "decide_seizure": _("处理决定"),
    "return_property": _("退还财物"),
}
