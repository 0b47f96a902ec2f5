"""申请延续、变更: the holder of a certificate applies at the window; who and what is known from the certificate."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from shenpi.apps.casework import certificates
from shenpi.apps.casework.acts.receive import receive
from shenpi.apps.casework.filing import Filing, HandedIn
from shenpi.apps.casework.models import Case
from shenpi.apps.catalogue import certificate_forms
from shenpi.apps.organisation.models import Person


def apply_on_certificate(
    certificate_id: UUID,
    purpose: str,
    *,
    by: Person,
    form: Mapping[str, Any],
    materials: Sequence[HandedIn] = (),
) -> Case:
    """Receive an application for renewal or change (行政许可法 arts 49, 50). Raises Invalid, NotFound, Refusal."""
    issued = certificates.issuing_case(certificate_id)
    filing = Filing(
        version_id=certificates.version_of(issued).pk,
        applicant=issued.applicant,
        form=certificate_forms.cleaned(purpose, form),
        materials=materials,
        upon=certificates.Upon(certificate_id, purpose),
    )
    return receive(filing, by=by)
