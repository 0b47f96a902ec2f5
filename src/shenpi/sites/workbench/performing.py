"""How each deed reads its posted form and calls the act behind it. Raises what the inputs and the act raise."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from shenpi.apps.casework import acts
from shenpi.sites.common.access import StaffRequest
from shenpi.sites.workbench.inputs import Posted

if TYPE_CHECKING:
    from shenpi.apps.casework.models import Case, Task

    Perform = Callable[[StaffRequest, Case, Task], None]


def accept(request: StaffRequest, case: Case, task: Task) -> None:
    """Accept with the three answers (D3-027)."""
    posted = Posted(request)
    acts.accept(
        case.id,
        task.id,
        by=request.user,
        in_jurisdiction=posted.ticked("in_jurisdiction"),
        complete=posted.ticked("complete"),
        legal_form=posted.ticked("legal_form"),
    )


def request_correction(request: StaffRequest, case: Case, task: Task) -> None:
    """Tell everything that is to be corrected, once."""
    posted = Posted(request)
    keys = [*(row["key"] for row in case.item_version.materials), "form"]
    faults = {key: posted.words(f"fault-{key}", longest=500) for key in keys}
    posted.check()
    acts.request_correction(case.id, task.id, by=request.user, faults=faults)


def refuse_acceptance(request: StaffRequest, case: Case, task: Task) -> None:
    """Refuse acceptance with its ground and reasons, and say where to go."""
    posted = Posted(request)
    said = {name: posted.words(name) for name in ("reason", "basis")}
    said |= {"ground": posted.words("ground", longest=16), "referral": posted.words("referral", longest=100)}
    posted.check()
    acts.refuse_acceptance(case.id, task.id, by=request.user, **said)


def correct_on_the_spot(request: StaffRequest, case: Case, task: Task) -> None:
    """Record what was put right at the counter."""
    posted = Posted(request)
    corrected = posted.words("corrected")
    handed = posted.materials(case.item_version)
    posted.check()
    acts.correct_on_the_spot(case.id, task.id, by=request.user, corrected=corrected, materials=handed)


def supplement(request: StaffRequest, case: Case, task: Task) -> None:
    """Take in what the applicant brings after the correction notice."""
    posted = Posted(request)
    handed = posted.materials(case.item_version)
    posted.check()
    acts.supplement(case.id, by=request.user, materials=handed)


def dispatch(request: StaffRequest, case: Case, task: Task) -> None:
    """Name the lead office and the co-offices."""
    posted = Posted(request)
    lead = posted.offices("lead")
    acts.dispatch(case.id, task.id, by=request.user, lead=lead[0] if lead else 0, co=posted.offices("co"))


def verdict(act: Callable[..., None], *names: str) -> Perform:
    """Return how `act` is signed: with an explicit verdict and the texts of these fields."""

    def perform(request: StaffRequest, case: Case, task: Task) -> None:
        posted = Posted(request)
        said = {name: posted.words(name) for name in names}
        verdict = posted.words("verdict", longest=16)
        posted.check()
        act(case.id, task.id, by=request.user, verdict=verdict, **said)

    return perform


def opinion(act: Callable[..., None]) -> Perform:
    """Return how an opinion is signed by `act`."""
    return verdict(act, "text", "reason", "basis")


def plain(act: Callable[..., None]) -> Perform:
    """Return how an act without fields of its own is done by `act`."""

    def perform(request: StaffRequest, case: Case, task: Task) -> None:
        act(case.id, task.id, by=request.user)

    return perform


def record_payment(request: StaffRequest, case: Case, task: Task) -> None:
    """Record the receipt of the fee."""
    posted = Posted(request)
    number = posted.words("receipt_number", longest=64)
    fiscal = posted.words("fiscal_number", longest=64)
    posted.check()
    acts.record_payment(case.id, task.id, by=request.user, receipt_number=number, fiscal_number=fiscal)


def reject_declaration(request: StaffRequest, case: Case, task: Task) -> None:
    """Tell the applicant that the declared payment was not found."""
    posted = Posted(request)
    reason = posted.words("reason", longest=500)
    posted.check()
    acts.reject_declaration(case.id, task.id, by=request.user, reason=reason)


def serve(request: StaffRequest, case: Case, task: Task) -> None:
    """Record who received the documents, and how."""
    posted = Posted(request)
    method, recipient = posted.words("method", longest=12), posted.words("recipient", longest=60)
    text, consent = posted.words("text", longest=500), posted.ticked("consent")
    posted.check()
    acts.serve(
        case.id, task.id, by=request.user, method=method, recipient=recipient, text=text, consent=consent
    )


def post_documents(request: StaffRequest, case: Case, task: Task) -> None:
    """Record that the documents were posted."""
    posted = Posted(request)
    tracking, address = posted.words("tracking", longest=40), posted.words("address", longest=200)
    posted.check()
    acts.post_documents(case.id, task.id, by=request.user, tracking=tracking, address=address)


def serve_posted(request: StaffRequest, case: Case, task: Task) -> None:
    """Record the return receipt of the letter."""
    posted = Posted(request)
    recipient, received_on = posted.words("recipient", longest=60), posted.day("received_on")
    posted.check()
    acts.serve(case.id, task.id, by=request.user, method="post", recipient=recipient, received_on=received_on)


def record_undelivered(request: StaffRequest, case: Case, task: Task) -> None:
    """Record that the letter came back."""
    posted = Posted(request)
    reason = posted.words("reason", longest=500)
    posted.check()
    acts.record_undelivered(case.id, task.id, by=request.user, reason=reason)
