"""How the deeds of receipt by the item's options read their posted forms and call the acts behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from shenpi.apps.casework import acts, paper, queries
from shenpi.sites.common.access import StaffRequest
from shenpi.sites.workbench import inputs
from shenpi.sites.workbench.inputs import Posted

if TYPE_CHECKING:
    from shenpi.apps.casework.models import Case, Task


def accept_with_gap(request: StaffRequest, case: Case, task: Task) -> None:
    """Accept on the applicant's promise."""
    posted = Posted(request)
    missing, promised = posted.chosen("missing"), posted.ticked("promised")
    acts.accept_with_gap(case.id, task.id, by=request.user, missing=missing, promised=promised)


def import_filing(request: StaffRequest, case: Case, task: Task) -> None:
    """Keep a scan of each material, or the reason why there is none."""
    posted = Posted(request)
    scans = {}
    for material in acts.unscanned(case.id):
        reason = posted.words(f"reason-{material.id}", longest=300)
        file = posted.file(f"file-{material.id}")
        scans[material.id] = acts.Scan(file.sha256, file.filename) if file else acts.Scan(reason=reason)
    posted.check()
    acts.import_filing(case.id, task.id, by=request.user, scans=scans)


def fill_gap(request: StaffRequest, case: Case, task: Task) -> None:
    """Take in what was promised to follow."""
    posted = Posted(request)
    handed = posted.materials(case.item_version)
    posted.check()
    acts.fill_gap(case.id, by=request.user, materials=handed)


def hand_over_paper(request: StaffRequest, case: Case) -> None:
    """Hand the paper file to a colleague."""
    posted = Posted(request)
    chosen, note = inputs.uuid(posted.words("receiver", longest=36)), posted.words("note", longest=300)
    to = next((each for each in paper.receivers(case) if each.pk == chosen), None)
    if to is None:
        posted.fault("receiver", _("请选择接收人"))
    posted.check()
    if to is not None:
        acts.hand_over_paper(case.id, by=request.user, to=to, note=note)


def take_paper(request: StaffRequest, case: Case) -> None:
    """Confirm that the paper file was received."""
    acts.take_paper(case.id, by=request.user)


def decline_paper(request: StaffRequest, case: Case) -> None:
    """Leave the paper file with its holder."""
    posted = Posted(request)
    reason = posted.words("reason", longest=300)
    posted.check()
    acts.decline_paper(case.id, by=request.user, reason=reason)


def call_for_originals(request: StaffRequest, case: Case) -> None:
    """Tell the applicant which originals to bring."""
    posted = Posted(request)
    place = posted.words("place", longest=300)
    chosen = [key for text in posted.chosen("materials") if (key := inputs.uuid(text))]
    posted.check()
    acts.call_for_originals(case.id, by=request.user, materials=chosen, place=place)


def check_originals(request: StaffRequest, case: Case, task_id: UUID | None = None) -> None:
    """Record what the comparison with the originals showed."""
    posted = Posted(request)
    note = posted.words("note", longest=300)
    found: dict[UUID, str] = {
        each.id: posted.words(f"checked-{each.id}", longest=8) for each in queries.materials(case)
    }
    posted.check()
    acts.check_originals(case.id, task_id, by=request.user, found=found, note=note)
