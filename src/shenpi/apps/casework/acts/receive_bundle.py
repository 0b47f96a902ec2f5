"""一件事接件: several filings of one applicant at once at the window, each received as a case of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.db import transaction

from shenpi.apps import timekeeping
from shenpi.apps.casework import numbering
from shenpi.apps.casework.acts.receive import receive
from shenpi.apps.casework.filing import Bundled, Filing
from shenpi.apps.casework.models import Case
from shenpi.apps.organisation.models import Person
from shenpi.core.identifiers import new_query_code


@transaction.atomic
def receive_bundle(version_id: UUID, filings: Sequence[Filing], *, by: Person) -> list[Case]:
    """Receive all of a bundle's filings or none, under one number and one query code (issue 4, kinds of case).

    Each is received as if it had come alone, by the window of its own agency. Raises as `receive`.
    """
    number = numbering.next_case_number(timekeeping.now())
    bundled = Bundled(number, version_id, new_query_code())
    return [receive(replace(filing, bundle=bundled), by=by) for filing in filings]
