from collections.abc import Iterator
from uuid import UUID

from django.apps import AppConfig

from shenpi.core.ledger import Head


class CaseworkConfig(AppConfig):
    name = "shenpi.apps.casework"
    label = "casework"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save

        from shenpi.apps import periodic
        from shenpi.apps.casework import (
            addressing,
            certificate_sweeps,
            intake,
            items,
            opinion_store,
            papers,
            sweeps,
        )
        from shenpi.apps.documents import rendering
        from shenpi.apps.exchange import consumers
        from shenpi.apps.ledger import heads
        from shenpi.apps.notices import people

        for model in ("organisation.Agency", "organisation.Office", "catalogue.Item"):
            post_save.connect(items.forget, sender=model)
            post_delete.connect(items.forget, sender=model)
        consumers.register("shenpi.application.submitted", "internal", intake.take_filing)
        consumers.register("shenpi.application.supplemented", "internal", intake.take_supplement)
        consumers.register("shenpi.application.gap_filled", "internal", intake.take_gap)
        consumers.register("shenpi.application.withdrawal_requested", "internal", intake.take_withdrawal)
        consumers.register("shenpi.payment.declared", "internal", intake.take_declaration)
        consumers.register("shenpi.payment.settled", "internal", intake.take_settlement)
        consumers.register("shenpi.application.hearing_answered", "internal", intake.take_hearing_answer)
        rendering.on_rendered(papers.announce)
        heads.register(_heads)
        people.register("internal", addressing.applicants)
        periodic.register("casework.certificates", certificate_sweeps.sweep, every_seconds=600)
        periodic.register("casework.opinions", opinion_store.follow, every_seconds=5)
        periodic.register("casework.sweep", sweeps.sweep, every_seconds=10)


def _heads(case_id: UUID | None) -> Iterator[tuple[UUID, Head]]:
    """Tell the ledger where each case's chain ends, as the case's own row remembers it."""
    from shenpi.apps.casework.models import Case

    cases = Case.objects.filter(pk=case_id) if case_id else Case.objects.all()
    for key, seq, digest in cases.values_list("id", "event_seq", "event_hash").iterator():
        yield key, Head(seq, bytes(digest))
