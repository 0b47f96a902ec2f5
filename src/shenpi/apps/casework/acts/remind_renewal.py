"""提醒延续: its holder is told in time that a licence is about to expire."""

from uuid import UUID

from shenpi.apps import rows, timekeeping
from shenpi.apps.casework import certificates
from shenpi.apps.casework.unit import SYSTEM, on_case
from shenpi.apps.documents import standing
from shenpi.apps.documents.standing import Standing


def remind_renewal(case_id: UUID, certificate_id: UUID) -> bool:
    """Tell until when renewal may be asked for (行政许可法 art. 50.1), once; the case is the one that issued it.

    Returns False when it was told meanwhile, or is not in force any more.
    """
    with on_case(case_id, None) as unit:
        certificate, today = certificates.locked(certificate_id), timekeeping.local(unit.now).date()
        until = certificate.valid_until
        if until is None or certificate.reminded_on or standing.of(certificate, today) != Standing.IN_FORCE:
            return False
        certificate.reminded_on = today
        unit.execute(rows.update(certificate, ["reminded_on"]))
        told = {"valid_until": until.isoformat(), "renew_by": standing.renew_by(until).isoformat()}
        unit.record("certificate.expiring", {**told, "opened": []}, SYSTEM)
    return True
