"""How the deeds of proceedings read their posted forms and call the acts behind them; `begin_*` are on no task."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import acts
from shenpi.sites.common.access import StaffRequest
from shenpi.sites.workbench import inputs
from shenpi.sites.workbench.inputs import Posted

if TYPE_CHECKING:
    from shenpi.apps.casework.models import Case, Task

    Begin = Callable[[StaffRequest, Case], None]


def approve_suspension(request: StaffRequest, case: Case, task: Task) -> None:
    """Let the limits rest, or not."""
    acts.approve_suspension(case.id, task.id, by=request.user, **_consent(Posted(request)))


def end_suspension(request: StaffRequest, case: Case, task: Task) -> None:
    """Record the special procedure's result."""
    posted = Posted(request)
    result = posted.words("text")
    posted.check()
    acts.end_suspension(case.id, task.id, by=request.user, result=result)


def approve_extension(request: StaffRequest, case: Case, task: Task) -> None:
    """Extend the limit, or not."""
    posted = Posted(request)
    approver = posted.words("approver", longest=60)
    acts.approve_extension(case.id, task.id, by=request.user, approver=approver, **_consent(posted))


def approve_opinion_change(request: StaffRequest, case: Case, task: Task) -> None:
    """Consent to the change of an opinion, or not."""
    acts.approve_opinion_change(case.id, task.id, by=request.user, **_consent(Posted(request)))


def begin_suspension(request: StaffRequest, case: Case) -> None:
    """Ask for a special procedure."""
    posted = Posted(request)
    procedure, reason = posted.words("procedure", longest=16), posted.words("reason", longest=500)
    days = posted.number("days", most=999)
    posted.check()
    acts.request_suspension(case.id, by=request.user, procedure=procedure, days=days, reason=reason)


def begin_extension(request: StaffRequest, case: Case) -> None:
    """Ask for the one extension."""
    posted = Posted(request)
    reason = posted.words("reason", longest=500)
    posted.check()
    acts.request_extension(case.id, by=request.user, reason=reason)


def begin_opinion_change(request: StaffRequest, case: Case) -> None:
    """Ask for the change of one of one's own opinions."""
    posted = Posted(request)
    opinion = inputs.uuid(posted.words("opinion", longest=36))
    said = {name: posted.words(name) for name in ("text", "reason", "basis", "why")}
    verdict = posted.words("verdict", longest=16)
    if opinion is None:
        posted.fault("opinion", _("请选择要修改的意见"))
    posted.check()
    if opinion is not None:
        acts.request_opinion_change(case.id, opinion, by=request.user, verdict=verdict, **said)


def _consent(posted: Posted) -> dict[str, str]:
    said = {"verdict": posted.words("verdict", longest=16)}
    said |= {name: posted.words(name) for name in ("text", "reason")}
    posted.check()
    return said
