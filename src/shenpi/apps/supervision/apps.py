from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate


class SupervisionConfig(AppConfig):
    name = "shenpi.apps.supervision"
    label = "supervision"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from shenpi.apps import periodic
        from shenpi.apps.exchange import consumers
        from shenpi.apps.supervision import projection, recording, recounting

        post_migrate.connect(recounting.fill_when_empty, sender=self)

        consumers.register_many("shenpi.case.*", "supervision", projection.project)
        if "supervision" in settings.SHENPI_ZONES:
            periodic.register("supervision.warning_records", recording.sweep, every_seconds=20)
