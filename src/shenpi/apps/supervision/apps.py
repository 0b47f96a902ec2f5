from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate


class SupervisionConfig(AppConfig):
    name = "shenpi.apps.supervision"
    label = "supervision"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from shenpi.apps import periodic
        from shenpi.apps.documents import rendering
        from shenpi.apps.exchange import consumers
        from shenpi.apps.supervision import (
            beside,
            items,
            projection,
            prompting,
            recording,
            signals,
            upgrading,
            upward,
        )
        from shenpi.apps.supervision.matters import letters, overdue, registering, telling, watching

        post_migrate.connect(upgrading.on_migrated, sender=self)

        consumers.register_many("shenpi.case.*", "supervision", projection.project)
        consumers.register_many("shenpi.case.*", "supervision", upward.pass_on)
        consumers.register_many("shenpi.catalogue.item_published", "supervision", upward.pass_on)
        consumers.register("shenpi.supervision.figures", "supervision", upward.on_figures)
        consumers.register("shenpi.catalogue.item_published", "supervision", items.on_item_published)
        consumers.register("shenpi.supervision.matter.answered", "supervision", telling.on_answer)
        for filed in ("shenpi.feedback.filed", "shenpi.feedback.recorded"):
            consumers.register(filed, "supervision", registering.on_filed)
        consumers.register("shenpi.feedback.answered", "supervision", telling.on_filer_answer)
        rendering.on_rendered(letters.announce)
        if "supervision" in settings.SHENPI_ZONES:
            periodic.register("supervision.warning_records", recording.sweep, every_seconds=20)
            periodic.register("supervision.signals", signals.sweep, every_seconds=10)
            periodic.register("supervision.systems", beside.sweep, every_seconds=300)
            periodic.register("supervision.figures", upward.tell_figures, every_seconds=3600)
            periodic.register("supervision.matters", overdue.sweep, every_seconds=60)
            periodic.register("supervision.prompts", prompting.sweep, every_seconds=30)
            periodic.register("supervision.feedback", watching.sweep, every_seconds=60)
