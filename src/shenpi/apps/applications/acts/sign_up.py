"""注册: an account for an applicant under the real name (D10-043)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shenpi.apps.applications.models import Applicant
from shenpi.apps.applications.states import ApplicantKind
from shenpi.apps.errors import Invalid
from shenpi.apps.organisation.models import Person
from shenpi.core.identifiers import IdentifierError, citizen_number, credit_code


@transaction.atomic
def sign_up(
    *, person: Person, kind: str, identifier: str, phone: str, organisation: str = "", address: str = ""
) -> Applicant:
    """Make `person` (already saved) an applicant, for himself or for an organisation.

    The citizen number (GB 11643) or USCC (GB 32100) is checked by its check digit; whether it is truly the
    person's own is checked when the certificate is shown. Raises Invalid with `fields`.
    """
    number = checked_identifier(kind, identifier, organisation)
    person.kind = Person.Kind.APPLICANT
    person.save(update_fields=["kind"])
    return Applicant.objects.create(
        person=person,
        kind=kind,
        organisation=organisation.strip() if kind == ApplicantKind.ORGANISATION else "",
        identifier=number,
        phone=phone.strip(),
        address=address.strip(),
    )


def checked_identifier(kind: str, identifier: str, organisation: str) -> str:
    """Return the number in its plain form. Raises Invalid with `fields` organisation or identifier."""
    if kind == ApplicantKind.ORGANISATION and not organisation.strip():
        words = _("请填写单位名称。")
        raise Invalid("organisation", words, fields={"organisation": [words]})
    try:
        if kind == ApplicantKind.ORGANISATION:
            return credit_code(identifier).code
        return citizen_number(identifier).number
    except IdentifierError as wrong:
        said = wrong.zh if (get_language() or "zh").startswith("zh") else wrong.en
        raise Invalid(wrong.code, said, fields={"identifier": [said]}) from wrong
