"""The review-information store (审查信息库): opinions copied from the ledgers in the background, for search (D3-047).

No act waits for it: it follows the ledger by position, and writes a case's opinions anew whenever its ledger grew, so
that it may be thrown away and filled again.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from shenpi.apps import grams
from shenpi.apps.casework import signatures
from shenpi.apps.casework.models import Case, StoredOpinion
from shenpi.apps.ledger import queries as ledger
from shenpi.apps.ledger import subscription
from shenpi.apps.organisation.queries import Holdings
from shenpi.apps.organisation.roles import Role

READER = "casework.opinions"
COUNTED = 1000
"""So many of the newest opinions are found and counted by verdict."""
RECENT = 3 * COUNTED

OPINIONS = ("agree", "disagree", "grant", "grant_partly", "refuse", "send_back", "escalate")
"""The verdicts that judge something; the store also keeps what else people signed, for those whose power it was."""

_COPIED = ("verdict", "words", "signed_at", "private", "grams")


def follow(limit: int = 200) -> int:
    """Take in the opinions of cases whose ledgers grew; returns how many events were read."""
    if not subscription.pending(READER):
        return 0
    with transaction.atomic():
        events = subscription.take(READER, limit=limit)
        store({event.case_id for event in events if "ended" in event.payload or "change" in event.payload})
    return len(events)


def store(case_ids: Iterable[UUID]) -> None:
    """Write the opinions of these cases as their ledgers tell them now."""
    cases = Case.objects.select_related("item_version__item").filter(pk__in=list(case_ids))
    rows = [_row(case, said) for case in cases for said in _opinions(case)]
    StoredOpinion.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["task_id"], update_fields=list(_COPIED)
    )


def _opinions(case: Case) -> list[signatures.Opinion]:
    """The opinions of people; what applicants and the system did is none."""
    said = signatures.read(ledger.events(case.pk), case.applicant["name"])
    return [each for each in said if each.person_id is not None]


def _row(case: Case, said: signatures.Opinion) -> StoredOpinion:
    words = _words(said)
    return StoredOpinion(
        task_id=said.task_id,
        case_id=case.pk,
        agency_id=case.agency_id,
        private=case.item_version.item.is_private,
        office=said.office,
        step=said.name,
        person_name=said.person_name,
        capacity=said.capacity,
        principal_id=said.principal_id,
        principal_name=said.on_behalf_of,
        verdict=said.verdict,
        words=words,
        signed_at=said.signed_at,
        grams=grams.cut([words, said.person_name, said.name]),
    )


def _words(said: signatures.Opinion) -> str:
    parts = [("", said.text), ("准予：", said.granted), ("不予准予：", said.refused), ("理由：", said.reason)]
    return "\n".join(label + words for label, words in [*parts, ("依据：", said.basis)] if words)


def search(held: Holdings, words: str = "", verdict: str = "") -> list[tuple[int, str]]:
    """Return the newest opinions that these posts may read and that hold every word: id, for `listed`, and verdict.

    Words are looked for in opinion, signer and step; two signs suffice. Open to the case's own agency and, unless the
    item is private, to supervision (D1-021, D3-072).
    """
    allowed = Q(agency_id__in=held.agencies())
    if Role.SUPERVISOR in held.roles():
        allowed |= Q(private=False)
    found = StoredOpinion.objects.filter(allowed, verdict__in=[verdict] if verdict else OPINIONS)
    newest = found.order_by("-signed_at", "-id").values_list("id", "verdict")
    if words:
        # A word that most opinions hold is found among the newest sooner than in the index.
        recent = newest.filter(pk__in=newest[:RECENT].values("pk"), grams__reads=words)[: COUNTED + 1]
        if len(recent) > COUNTED:
            return list(recent)
        newest = newest.filter(grams__holds=words)
    return list(newest[: COUNTED + 1])


def listed(found: Sequence[tuple[int, str]]) -> list[StoredOpinion]:
    """Return the opinions found as lists show them, in this order."""
    related = StoredOpinion.objects.select_related("case__item_version__item").defer("grams")
    rows = related.in_bulk([key for key, _verdict in found])
    return [rows[key] for key, _verdict in found]


def counts(found: Iterable[tuple[int, str]]) -> list[tuple[str, int]]:
    """Count the opinions found by verdict, the most frequent first."""
    return Counter(verdict for _key, verdict in found).most_common()


def lent_by(person_id: UUID, limit: int = 50) -> list[StoredOpinion]:
    """Return what others signed under this person's power, newest first: the principal sees what was done (D3-022)."""
    found = StoredOpinion.objects.filter(principal_id=person_id).select_related("case__item_version__item")
    return list(found.order_by("-signed_at", "-id")[:limit])
