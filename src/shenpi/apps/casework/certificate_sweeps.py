"""What time brings about for certificates: reminders of the expiry, and renewal by silence (行政许可法 art. 50)."""

from datetime import timedelta

from shenpi.apps import timekeeping
from shenpi.apps.casework.acts.deem_renewed import deem_renewed
from shenpi.apps.casework.acts.remind_renewal import remind_renewal
from shenpi.apps.casework.certificate_models import CertificateCase
from shenpi.apps.casework.states import State
from shenpi.apps.documents import standing
from shenpi.apps.documents.models import Certificate
from shenpi.apps.documents.standing import Purpose, Standing


def sweep(limit: int = 100) -> int:
    """Carry out at most `limit` of each that are due; returns how many. Two workers may sweep at the same time."""
    today = timekeeping.local(timekeeping.now()).date()
    silent = CertificateCase.objects.filter(
        purpose=Purpose.RENEWAL,
        case__state=State.ACCEPTED,
        certificate__valid_until__lt=today,
        certificate__standing=Standing.IN_FORCE,
    )
    done = sum(deem_renewed(case_id) for case_id in silent.values_list("case_id", flat=True)[:limit])
    ahead = today + (today - standing.remind_on(today))
    expiring = Certificate.objects.filter(
        standing=Standing.IN_FORCE,
        reminded_on=None,
        valid_until__range=(today + timedelta(days=1), ahead),
    )
    for certificate_id, case_id in expiring.values_list("pk", "document__case_id")[:limit]:
        done += remind_renewal(case_id, certificate_id)
    return done
