"""What may be chosen on the steps of cases upon a certificate that no other case has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import acts
from shenpi.sites.common.access import StaffRequest
from shenpi.sites.workbench.deed import Deed
from shenpi.sites.workbench.deeds_handling import SEND_BACK
from shenpi.sites.workbench.inputs import Posted
from shenpi.sites.workbench.performing import verdict

if TYPE_CHECKING:
    from shenpi.apps.casework.models import Case, Task


def _statement(request: StaffRequest, case: Case, task: Task) -> None:
    posted = Posted(request)
    statement, claims = posted.words("text"), posted.ticked("claims")
    posted.check()
    acts.record_statement(case.id, task.id, by=request.user, statement=statement, claims=claims)


UPON: dict[str, tuple[Deed, ...]] = {
    "await_statement": (
        Deed(
            "record_statement",
            _("记录陈述申辩"),
            _("附卷，由承办人审查。"),
            _statement,
            "statement",
        ),
    ),
    "revoke": (
        Deed(
            "revoke",
            _("签发撤销决定"),
            _("撤销的，证件从今天起失效；不予撤销的，告知持证人并终止程序。"),
            verdict(acts.revoke, "reason", "basis"),
            "end_certificate",
            danger=True,
        ),
        SEND_BACK,
    ),
    "recall": (
        Deed(
            "recall",
            _("签发撤回决定"),
            _("撤回的，证件从今天起失效，并依法补偿；不予撤回的，告知持证人并终止程序。"),
            verdict(acts.recall, "reason", "basis", "compensation"),
            "end_certificate",
            danger=True,
        ),
        SEND_BACK,
    ),
    "cancel": (
        Deed(
            "cancel",
            _("签发注销决定"),
            _("注销的，证件从今天起作废。"),
            verdict(acts.cancel, "reason"),
            "end_certificate",
            danger=True,
        ),
    ),
}
"""By the act that the process names for the step."""

STEPS: dict[str, Promise] = {
    "await_statement": _("听取陈述申辩"),
    "revoke": _("决定是否撤销"),
    "recall": _("决定是否撤回"),
    "cancel": _("决定是否注销"),
}
ENDINGS: dict[str, tuple[tuple[str, Promise], ...]] = {
    "revoke": (("revoke", _("撤销该许可")), ("keep", _("不予撤销，许可继续有效"))),
    "recall": (("recall", _("撤回该许可")), ("keep", _("不予撤回，许可继续有效"))),
    "cancel": (("cancel", _("注销该许可")), ("keep", _("不予注销"))),
}
"""The verdicts of the leader's step, in words."""
