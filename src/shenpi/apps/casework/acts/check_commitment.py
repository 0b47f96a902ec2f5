"""核查承诺: what was granted on a commitment is checked afterwards; a false one leads to revocation."""

from uuid import UUID

from shenpi.apps import timekeeping
from shenpi.apps.casework import items, opinions, proceedings, steps
from shenpi.apps.casework.acts.propose_revocation import propose_revocation
from shenpi.apps.casework.authority import for_task
from shenpi.apps.casework.unit import SYSTEM, Unit, on_case
from shenpi.apps.catalogue import options
from shenpi.apps.documents import queries as documents
from shenpi.apps.errors import Refusal
from shenpi.apps.organisation.models import Person

DONE_ALREADY = ("already_upon", "certificate_ended")
"""Why nothing more needs to be revoked: it is under way, or the certificate is void."""


def begin_check(unit: Unit) -> None:
    """Put the check on the handler's list once a case that relied on commitments is completed with a grant."""
    names = unit.case.context.get("commitments")
    if not names or unit.case.outcome != "granted":
        return
    limit = (
        options.limit(items.facts(unit.case.item_version_id).options, "check_limit") or options.CHECK_LIMIT
    )
    due = timekeeping.calendar().due(unit.now, limit)
    told = {"commitments": names, "check_due_at": due.isoformat()}
    terms = {"check": (limit.to_text(), due)}
    kind = proceedings.Kind.COMMITMENT
    proceedings.begin(
        unit, kind, SYSTEM, "commitment.check_begun", {"commitments": names}, terms=terms, told=told
    )


def check_commitment(
    case_id: UUID,
    task_id: UUID,
    *,
    by: Person,
    verdict: str,
    text: str = "",
    reason: str = "",
    basis: str = "",
) -> None:
    """Record whether the commitments were true, "kept" or "broken" (国办发〔2020〕42号).

    A broken one needs reason and basis and begins the revocation of the certificate (行政许可法 art. 69.2) in the same
    transaction, where there is one still to be revoked; who broke one is not trusted again for two years (`trust`).
    Raises Invalid, Refusal.
    """
    signed = opinions.signed(
        verdict, positive="kept", negative="broken", text=text, reason=reason, basis=basis
    )
    with on_case(case_id, by) as unit:
        task = steps.open_task(unit, task_id, "check_commitment")
        actor = for_task(unit, by, task, "check_commitment")
        found = proceedings.of_task(unit, task)
        kept = verdict == "kept"
        if not kept:
            _revoke(case_id, by=by, reason=signed.reason, basis=signed.basis)
        proceedings.complete(
            unit, found, task, actor, signed, "commitment.checked", {"kept": kept}, outcome=verdict
        )


def _revoke(case_id: UUID, *, by: Person, reason: str, basis: str) -> None:
    certificate = documents.certificate_of(case_id)
    while certificate is not None and certificate.replaced_by is not None:
        certificate = certificate.replaced_by
    if certificate is None:
        return
    try:
        propose_revocation(certificate.pk, by=by, ground="fraud", reason=reason, basis=basis)
    except Refusal as refusal:
        if refusal.code not in DONE_ALREADY:
            raise
